import { Rocket } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReleaseShown } from '../../release/contract.ts'
import { useOrder } from '../../release/use-order.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Textarea } from '../ui/field.tsx'
import { Notice } from '../ui/states.tsx'

/** Turns the bot on for customers. Without a sign-off only an owner may, and says why. */
export function GoLive({ shown: { isSigned, isOutdated, role, read, minimum, reading } }: { shown: ReleaseShown }) {
  const { t } = useTranslation('release')
  const [asks, setAsks] = useState<'live' | 'override' | null>(null)
  if (role === 'member') return <p className="text-ink-2 text-xs">{t('live.adminGoes')}</p>
  return (
    <div className="border-line flex flex-wrap items-center gap-2 border-t pt-3">
      <Button look={isSigned ? 'primary' : 'secondary'} disabled={!isSigned} onClick={() => setAsks('live')}>
        <Rocket aria-hidden className="size-4" />
        {t('live.go')}
      </Button>
      {isSigned ? null : (
        <p className="text-ink-2 text-xs">
          {t(isOutdated ? 'live.needsSignAgain' : 'live.needsSign', { read, minimum })}
        </p>
      )}
      {!isSigned && role === 'owner' ? (
        <Button look="quiet" onClick={() => setAsks('override')}>
          {t('live.override')}
        </Button>
      ) : null}
      {asks === null ? null : <Ask isOverride={asks === 'override'} reading={reading} onClose={() => setAsks(null)} />}
    </div>
  )
}

type AskProps = { isOverride: boolean; reading: ReleaseShown['reading']; onClose: () => void }

function Ask({ isOverride, reading: { policy, days, sendsItself }, onClose }: AskProps) {
  const { t } = useTranslation('release')
  const { order, busy, trouble, errorOf } = useOrder()
  const [reason, setReason] = useState('')
  const about = [
    t('live.about'),
    t(`live.reads.${policy}`, { days }),
    ...(policy !== 'off' && sendsItself ? [t('live.reads.late')] : []),
  ].join(' ')
  const go = async () => {
    const body = { do: 'goLive', ...(isOverride && { reason }) }
    if ((await order(body)) !== null) onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t(isOverride ? 'live.overrideTitle' : 'live.title')}
      description={isOverride ? t('live.overrideAbout') : about}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look={isOverride ? 'danger' : 'primary'} busy={busy !== null} onClick={() => void go()}>
            {t(isOverride ? 'live.overrideGo' : 'live.go')}
          </Button>
        </>
      }
    >
      {isOverride ? (
        <Textarea
          label={t('live.reason')}
          hint={t('live.reasonHint')}
          error={errorOf('reason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      ) : null}
      {trouble === null ? null : (
        <Notice tone="stop" className="mt-2">
          {trouble}
        </Notice>
      )}
    </Dialog>
  )
}

import { Link, useLocation } from '@remix-run/react'
import { PencilLine } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { orderConfig } from '../../intern/api.ts'
import type { ChangedBy, Seen } from '../../intern/contract.ts'
import { useNow, useTimes } from '../../time/use-times.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

type Props = { changed: ChangedBy; seen: Seen; mayEdit: boolean; onDiscarded: () => void }

/** While there is a draft: whose, since when, and the two ways on. */
export function DraftBar({ changed, seen, mayEdit, onDiscarded }: Props) {
  const { t } = useTranslation('config')
  const times = useTimes()
  const now = useNow()
  const { pathname } = useLocation()
  const at = Date.parse(changed.at)
  return (
    <div className="bg-wait-soft border-line flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-4 py-1.5 text-xs md:px-6">
      <p className="text-wait flex min-w-0 flex-1 basis-48 items-center gap-2">
        <PencilLine aria-hidden className="size-4 shrink-0" />
        <span className="min-w-0">
          <b className="font-semibold">{changed.by === null ? t('bar.text') : t('bar.by', { name: changed.by })}</b>{' '}
          <time dateTime={changed.at} title={times.full(at)} className="tabular-nums">
            {times.both(at, now)}
          </time>
        </span>
      </p>
      <span className="flex gap-2">
        {mayEdit ? <Discard seen={seen} onDiscarded={onDiscarded} /> : null}
        {pathname === '/intern/publish' ? null : (
          <Button size="s" asChild>
            <Link to="/intern/publish" prefetch="intent">
              {t('bar.review')}
            </Link>
          </Button>
        )}
      </span>
    </div>
  )
}

function Discard({ seen, onDiscarded }: Pick<Props, 'seen' | 'onDiscarded'>) {
  const { t } = useTranslation('config')
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)

  async function discard() {
    setBusy(true)
    const result = await orderConfig({ order: 'discard', ...seen })
    setBusy(false)
    setAsking(false)
    // Somebody was first: what there is now is shown either way.
    if ('refusal' in result)
      toast.error(t('bar.failed'), {
        description: t(result.refusal.problem === 'changed' ? 'changedShort' : 'unreachableShort'),
      })
    onDiscarded()
  }

  return (
    <>
      <Button size="s" look="quiet" onClick={() => setAsking(true)}>
        {t('bar.discard')}
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('bar.ask')}
        description={t('bar.explained', { version: seen.basedOn })}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('bar.keep')}</Button>
            <Button look="danger" busy={isBusy} onClick={() => void discard()}>
              {t('bar.discard')}
            </Button>
          </>
        }
      />
    </>
  )
}

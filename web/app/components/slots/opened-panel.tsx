import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { zoneName } from '#domain/booking/times.ts'
import type { OpenedTime } from '../../slots/contract.ts'
import { useLocalTimes } from '../../slots/use-local-times.ts'
import { useSend } from '../../slots/use-send.ts'
import { Panel } from '../intern/panel.tsx'
import { Pill } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Notice } from '../ui/states.tsx'

/** More than these are asked for. */
const SHOWN = 6

type Props = {
  opened: readonly OpenedTime[]
  timeZone: string
  nameOf: (consultantId: string) => string
  mayEdit: boolean
}

/** Times that were opened one by one, on top of the hours. */
export function OpenedPanel({ opened, timeZone, nameOf, mayEdit }: Props) {
  const { t } = useTranslation('slots')
  const local = useLocalTimes()
  const [isWhole, setWhole] = useState(false)
  const [asked, setAsked] = useState<OpenedTime | null>(null)
  const { send, busy, problem, errorOf } = useSend()
  const at = (time: OpenedTime) =>
    `${local.dayAt(time.startsAtMs, timeZone)}, ${local.clockAt(time.startsAtMs, timeZone)} ${zoneName(timeZone)}`

  async function remove({ id }: OpenedTime): Promise<void> {
    await send(`/api/slots/${id}/delete`, {})
    setAsked(null)
  }

  return (
    <Panel title={t('opened.title')} about={t('opened.about')}>
      {problem === 'failed' ? <Notice tone="stop">{t('failed')}</Notice> : null}
      {errorOf('slot') === undefined ? null : <Notice tone="stop">{errorOf('slot')}</Notice>}
      <ul className="divide-line -my-2 min-w-0 divide-y">
        {(isWhole ? opened : opened.slice(0, SHOWN)).map((time) => (
          <li key={time.id} className="flex min-h-10 items-center gap-2 py-1">
            <span className="min-w-0 flex-1">
              <span className="block font-medium tabular-nums">{at(time)}</span>
              <span data-words className="text-ink-2 block truncate text-xs">
                {nameOf(time.consultantId)}
              </span>
            </span>
            {time.isBooked ? (
              <Pill tone="done">{t('opened.booked')}</Pill>
            ) : mayEdit ? (
              <IconButton label={t('opened.remove', { at: at(time) })} onClick={() => setAsked(time)}>
                <X aria-hidden className="size-4" />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
      {isWhole || opened.length <= SHOWN ? null : (
        <Button size="s" className="w-fit" onClick={() => setWhole(true)}>
          {t('opened.all', { n: opened.length })}
        </Button>
      )}
      {asked === null ? null : (
        <Dialog
          open
          onOpenChange={() => setAsked(null)}
          title={t('opened.removeTitle', { at: at(asked) })}
          description={t('opened.removeText')}
          actions={
            <>
              <Button onClick={() => setAsked(null)}>{t('common:cancel')}</Button>
              <Button look="danger" busy={busy !== null} onClick={() => void remove(asked)}>
                {t('opened.removeConfirm')}
              </Button>
            </>
          }
        />
      )}
    </Panel>
  )
}

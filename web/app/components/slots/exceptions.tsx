import { CalendarPlus, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import type { ShownConsultant, ShownException } from '../../slots/contract.ts'
import { useLocalTimes } from '../../slots/use-local-times.ts'
import { useSend } from '../../slots/use-send.ts'
import { Pill } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Notice } from '../ui/states.tsx'
import { ExceptionDialog } from './exception-dialog.tsx'

type Props = {
  consultant: ShownConsultant
  timeZone: string
  mayEdit: boolean
  /** Beside the button that adds one. */
  children: ReactNode
}

/** Days of one consultant that are unlike the week. */
export function Exceptions({ consultant, timeZone, mayEdit, children }: Props) {
  const { t } = useTranslation('slots')
  const local = useLocalTimes()
  const [isAdding, setAdding] = useState(false)
  const { send, busy, problem } = useSend()
  const { id, name, exceptions } = consultant
  const days = ({ firstDay, lastDay }: ShownException) =>
    firstDay === lastDay ? local.day(firstDay) : `${local.day(firstDay)} – ${local.day(lastDay)}`

  async function remove({ id: exceptionId, ...exception }: ShownException): Promise<void> {
    if (!(await send(`/api/exceptions/${exceptionId}/delete`, {}, exceptionId))) return
    const again = () => void send(`/api/consultants/${id}/exceptions`, exception, 'undo')
    toast(t('exceptions.removed'), { action: { label: t('undo'), onClick: again } })
  }

  return (
    <section aria-label={t('exceptions.listLabel', { name })} className="border-line grid gap-1 border-t px-4 py-2">
      {problem === 'failed' ? <Notice tone="stop">{t('failed')}</Notice> : null}
      {exceptions.length === 0 ? null : (
        <ul className="grid gap-1">
          {exceptions.map((exception) => (
            <li key={exception.id} className="flex min-h-8 items-center gap-2">
              <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-0.5">
                <Pill tone={exception.kind === 'off' ? 'plain' : 'accent'}>
                  {t(`exceptions.kinds.${exception.kind}`)}
                </Pill>
                <span className="font-medium tabular-nums">{days(exception)}</span>
                {exception.kind === 'extra' ? <span className="tabular-nums">{local.period(exception)}</span> : null}
                <span data-words className="text-ink-2 min-w-0 [overflow-wrap:anywhere]">
                  {exception.note}
                </span>
              </span>
              {mayEdit ? (
                <IconButton
                  label={t('exceptions.remove', { days: days(exception) })}
                  busy={busy === exception.id}
                  onClick={() => void remove(exception)}
                >
                  <X aria-hidden className="size-4" />
                </IconButton>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        {mayEdit ? (
          <Button look="quiet" size="s" className="-ml-2.5" onClick={() => setAdding(true)}>
            <CalendarPlus aria-hidden className="size-4" />
            {t('exceptions.add')}
          </Button>
        ) : null}
        {children}
      </div>
      {isAdding ? <ExceptionDialog {...{ consultant, timeZone }} onClose={() => setAdding(false)} /> : null}
    </section>
  )
}

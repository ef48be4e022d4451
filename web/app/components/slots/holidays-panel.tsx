import { Pencil, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { dateOf, localTime } from '#domain/booking/zones.ts'
import type { ShownHoliday } from '../../slots/contract.ts'
import { useLocalTimes } from '../../slots/use-local-times.ts'
import { useSend } from '../../slots/use-send.ts'
import { useNow } from '../../time/use-times.ts'
import { Panel } from '../intern/panel.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Input } from '../ui/field.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Notice } from '../ui/states.tsx'

type Props = { holidays: readonly ShownHoliday[]; timeZone: string; mayEdit: boolean }

/** Days on which nobody of the business works. */
export function HolidaysPanel({ holidays, timeZone, mayEdit }: Props) {
  const { t } = useTranslation('slots')
  const local = useLocalTimes()
  const [open, setOpen] = useState<ShownHoliday | 'new' | null>(null)
  const { send, busy, problem } = useSend()

  async function remove({ id, ...holiday }: ShownHoliday): Promise<void> {
    if (!(await send(`/api/holidays/${id}/delete`, {}, id))) return
    const again = () => void send('/api/holidays', holiday, 'undo')
    toast(t('holidays.removed'), { action: { label: t('undo'), onClick: again } })
  }

  return (
    <Panel
      title={t('holidays.title')}
      about={t('holidays.about')}
      aside={
        mayEdit ? (
          <IconButton label={t('holidays.add')} onClick={() => setOpen('new')}>
            <Plus aria-hidden className="size-4" />
          </IconButton>
        ) : undefined
      }
    >
      {problem === 'failed' ? <Notice tone="stop">{t('failed')}</Notice> : null}
      {holidays.length === 0 ? (
        <p className="text-ink-3">{t('holidays.none')}</p>
      ) : (
        <ul className="divide-line -my-2 min-w-0 divide-y">
          {holidays.map((holiday) => (
            <li key={holiday.id} className="flex min-h-10 items-center gap-1 py-1">
              <span className="w-28 shrink-0 font-medium tabular-nums">{local.day(holiday.day)}</span>
              <span data-words className="text-ink-2 min-w-0 flex-1 [overflow-wrap:anywhere]">
                {holiday.name}
              </span>
              {mayEdit ? (
                <>
                  <IconButton
                    label={t('holidays.rename', { day: local.day(holiday.day) })}
                    onClick={() => setOpen(holiday)}
                  >
                    <Pencil aria-hidden className="size-4" />
                  </IconButton>
                  <IconButton
                    label={t('holidays.remove', { day: local.day(holiday.day) })}
                    busy={busy === holiday.id}
                    onClick={() => void remove(holiday)}
                  >
                    <X aria-hidden className="size-4" />
                  </IconButton>
                </>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {open === null ? null : (
        <HolidayDialog holiday={open === 'new' ? null : open} timeZone={timeZone} onClose={() => setOpen(null)} />
      )}
    </Panel>
  )
}

const FORM = 'holiday-form'

type DialogProps = { holiday: ShownHoliday | null; timeZone: string; onClose: () => void }

function HolidayDialog({ holiday, timeZone, onClose }: DialogProps) {
  const { t } = useTranslation('slots')
  const local = useLocalTimes()
  const now = useNow()
  const { send, busy, problem, errorOf, forget } = useSend()
  const [day, setDay] = useState(holiday?.day ?? '')
  const [name, setName] = useState(holiday?.name ?? '')

  async function save(): Promise<void> {
    if (await send('/api/holidays', { day, name })) onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={holiday === null ? t('holidays.add') : local.dayOfYear(holiday.day)}
      actions={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" form={FORM} look="primary" busy={busy !== null}>
            {t('holidays.save')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        // Room for the ring around what has the focus.
        className="-m-1 grid gap-3 p-1"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {problem === null ? null : <Notice tone="stop">{t(problem)}</Notice>}
        {holiday === null ? (
          <Input
            type="date"
            min={dateOf(localTime(now, timeZone).day)}
            label={t('holidays.day')}
            error={errorOf('day')}
            value={day}
            onChange={(event) => {
              setDay(event.target.value)
              forget((field) => field === 'day')
            }}
          />
        ) : null}
        <Input
          label={t('holidays.name')}
          hint={t('holidays.nameHint')}
          error={errorOf('name')}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  )
}

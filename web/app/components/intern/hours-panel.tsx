import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { clockOf, minutesOf, USUAL_HOURS, type Period } from '../../intern/hours.ts'
import { useWords } from '../../intern/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Input } from '../ui/field.tsx'
import { Switch } from '../ui/switch.tsx'
import { Panel } from './panel.tsx'
import type { PersonaDraft } from './persona-form.tsx'

const MOST_PERIODS = 4
/** The last that a time field knows; as the end of a day it is taken for its midnight. */
const LAST_MINUTE = 1439
const MIDNIGHT = 1440

/** When people are there to take over: several periods a day, or always. */
export function HoursPanel({ draft }: { draft: PersonaDraft }) {
  const { t } = useTranslation('config')
  const words = useWords(draft.whole.flow.questions)
  const { hours } = draft.value.away
  const setDay = (weekday: number, day: Period[]) => {
    if (hours) draft.change('away', { hours: { days: hours.days.map((was, at) => (at === weekday ? day : was)) } })
  }
  const never = words.error(draft.problemAt('away.hours'))
  return (
    <Panel id="away.hours" title={t('hours.title')} about={t('hours.about')}>
      <Switch
        label={t('hours.has')}
        checked={hours !== null}
        onChange={(has) => draft.change('away', { hours: has ? USUAL_HOURS : null })}
      />
      {never === undefined ? null : <p className="text-stop text-xs">{never}</p>}
      {hours === null ? null : (
        <ul className="divide-line grid divide-y">
          {hours.days.map((day, weekday) => (
            <li
              key={weekday}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 py-2 md:grid-cols-[96px_minmax(0,1fr)_auto]"
            >
              <span className="pt-1.5 font-medium">{t(`hours.days.${String(weekday)}`)}</span>
              <span className="order-last col-span-2 flex min-w-0 flex-wrap items-start gap-2 md:order-none md:col-span-1">
                {day.length === 0 ? <span className="text-ink-3 pt-1.5">{t('hours.closed')}</span> : null}
                {day.map((period, at) => (
                  <PeriodFields
                    key={at}
                    id={`away.hours.days.${String(weekday)}.${String(at)}`}
                    period={period}
                    error={words.error(draft.problemAt(`away.hours.days.${String(weekday)}.${String(at)}`, 'within'))}
                    onChange={(next) =>
                      setDay(
                        weekday,
                        day.map((was, place) => (place === at ? next : was)),
                      )
                    }
                    onRemove={() =>
                      setDay(
                        weekday,
                        day.filter((_, place) => place !== at),
                      )
                    }
                  />
                ))}
              </span>
              {day.length >= MOST_PERIODS ? null : (
                <Button
                  size="s"
                  look="quiet"
                  onClick={() => setDay(weekday, [...day, nextAfter(day)])}
                  aria-label={t('hours.addOn', { day: t(`hours.days.${String(weekday)}`) })}
                >
                  <Plus aria-hidden className="size-4" />
                  {t('hours.add')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

/** Nine to five, or an hour's pause after what there is. */
function nextAfter(day: readonly Period[]): Period {
  const last = day.at(-1)
  if (last === undefined) return { from: 540, to: 1020 }
  const from = Math.min(last.to + 60, LAST_MINUTE - 60)
  return { from, to: Math.min(from + 180, LAST_MINUTE) }
}

type PeriodProps = {
  id: string
  period: Period
  error: string | undefined
  onChange: (next: Period) => void
  onRemove: () => void
}

function PeriodFields({ id, period, error, onChange, onRemove }: PeriodProps) {
  const { t } = useTranslation('config')
  const field = (end: 'from' | 'to') => (
    <Input
      type="time"
      label={t(`hours.${end}`)}
      hideLabel
      value={clockOf(Math.min(period[end], LAST_MINUTE))}
      aria-invalid={error !== undefined}
      onChange={(event) => {
        const minutes = minutesOf(event.target.value)
        if (minutes !== null)
          onChange({ ...period, [end]: end === 'to' && minutes === LAST_MINUTE ? MIDNIGHT : minutes })
      }}
      className="w-28 tabular-nums"
    />
  )
  return (
    <span id={id} tabIndex={-1}>
      <span className="flex items-center gap-1.5">
        {field('from')}
        <span aria-hidden>{'–'}</span>
        {field('to')}
        <Button look="quiet" square aria-label={t('hours.remove')} title={t('hours.remove')} onClick={onRemove}>
          <X aria-hidden className="size-4" />
        </Button>
      </span>
      {error === undefined ? null : <span className="text-stop mt-1 block text-xs">{error}</span>}
    </span>
  )
}

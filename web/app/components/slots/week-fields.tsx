import { Copy, Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { copyDay, nextPeriod, type DraftPeriod } from '../../slots/draft.ts'
import { useLocalTimes } from '../../slots/use-local-times.ts'
import { WEEKDAYS } from '../../slots/week.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { Input } from '../ui/field.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu, MenuItem, MenuLabel, MenuLine } from '../ui/menu.tsx'

const WORKDAYS = WEEKDAYS.slice(0, 5)
const MOST_PERIODS = 6

type Props = {
  hours: readonly DraftPeriod[]
  errorOf: (field: string) => string | undefined
  onChange: (hours: DraftPeriod[]) => void
}
type Placed = DraftPeriod & { at: number }

/** A week, day by day, each with as many periods as it has. */
export function WeekFields({ hours, errorOf, onChange }: Props) {
  const { t } = useTranslation('slots')
  const local = useLocalTimes()
  const placed: Placed[] = hours.map((period, at) => ({ ...period, at }))
  return (
    <ul className="divide-line grid divide-y">
      {WEEKDAYS.map((weekday) => {
        const own = placed.filter((one) => one.weekday === weekday)
        const day = local.weekdayLong(weekday)
        return (
          <li
            key={weekday}
            className={cn(
              'grid items-start gap-x-3 gap-y-2 py-2 sm:grid-cols-[80px_minmax(0,1fr)_auto]',
              own.length === 0 ? 'grid-cols-[80px_minmax(0,1fr)_auto]' : 'grid-cols-[minmax(0,1fr)_auto]',
            )}
          >
            <span className="pt-1.5 font-medium pointer-coarse:pt-3">{day}</span>
            <span
              className={cn(
                'grid min-w-0 gap-2',
                // Periods take the whole width of a phone, below the day.
                own.length > 0 && 'order-last col-span-2 sm:order-none sm:col-span-1',
              )}
            >
              {own.length === 0 ? (
                <span className="text-ink-3 pt-1.5 pointer-coarse:pt-3">{t('week.free')}</span>
              ) : null}
              {own.map(({ at, ...period }, place) => (
                <PeriodFields
                  key={at}
                  name={t('week.period', { day, n: place + 1 })}
                  period={period}
                  errors={[errorOf(`hours.${String(at)}.fromMinute`), errorOf(`hours.${String(at)}.toMinute`)]}
                  onChange={(next) => onChange(hours.map((was, index) => (index === at ? next : was)))}
                  onRemove={() => onChange(hours.filter((_, index) => index !== at))}
                />
              ))}
            </span>
            <span className="flex">
              {own.length === 0 ? null : (
                <CopyMenu day={day} weekday={weekday} onCopy={(to) => onChange(copyDay(hours, weekday, to))} />
              )}
              <IconButton
                label={t('week.add', { day })}
                disabled={own.length >= MOST_PERIODS}
                onClick={() => onChange([...hours, nextPeriod(hours, weekday)])}
              >
                <Plus aria-hidden className="size-4" />
              </IconButton>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** Where one day's periods go to, in place of what is there. */
function CopyMenu({ day, weekday, onCopy }: { day: string; weekday: number; onCopy: (to: number[]) => void }) {
  const { t } = useTranslation('slots')
  const local = useLocalTimes()
  const label = t('week.copy', { day })
  return (
    <Menu
      trigger={
        <Button square look="quiet" aria-label={label} title={label}>
          <Copy aria-hidden className="size-4" />
        </Button>
      }
    >
      <MenuLabel>{label}</MenuLabel>
      <MenuItem onSelect={() => onCopy(WORKDAYS)}>{t('week.toWorkdays')}</MenuItem>
      <MenuItem onSelect={() => onCopy([...WEEKDAYS])}>{t('week.toAll')}</MenuItem>
      <MenuLine />
      {WEEKDAYS.filter((other) => other !== weekday).map((other) => (
        <MenuItem key={other} onSelect={() => onCopy([other])}>
          {local.weekdayLong(other)}
        </MenuItem>
      ))}
    </Menu>
  )
}

type PeriodProps = {
  /** Which one it is, for who cannot see where it stands. */
  name: string
  period: DraftPeriod
  errors: readonly [string | undefined, string | undefined]
  onChange: (next: DraftPeriod) => void
  onRemove: () => void
}

function PeriodFields({ name, period, errors, onChange, onRemove }: PeriodProps) {
  const { t } = useTranslation('slots')
  const wrong = errors.filter((error) => error !== undefined)
  const field = (end: 'from' | 'to', error: string | undefined) => (
    <Input
      type="time"
      label={t(`week.${end}`, { name })}
      hideLabel
      value={period[end]}
      aria-invalid={error !== undefined}
      onChange={(event) => onChange({ ...period, [end]: event.target.value })}
      className="w-28 tabular-nums"
    />
  )
  return (
    <span>
      <span className="flex items-center gap-1.5">
        {field('from', errors[0])}
        <span aria-hidden>{'–'}</span>
        {field('to', errors[1])}
        <IconButton label={t('week.remove', { name })} onClick={onRemove}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </span>
      {wrong.length === 0 ? null : (
        <span role="alert" className="text-stop mt-1 block text-xs">
          {wrong.join(' ')}
        </span>
      )}
    </span>
  )
}

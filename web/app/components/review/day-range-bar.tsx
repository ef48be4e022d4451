import { Form, Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { lastDays, type DayRange } from '#domain/review/day-range.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { CONTROL } from '../ui/field.tsx'

type Props = {
  /** Null: none of these is shown. */
  range: DayRange | null
  today: string
  hrefOf: (range: DayRange) => string
  /** What else stands in the address and stays there. */
  keep: Record<string, string>
  withYesterday?: boolean
}

/** Which days: the usual ones at a press, any others by their dates. */
export function DayRangeBar({ range, today, hrefOf, keep, withYesterday = false }: Props) {
  const { t } = useTranslation('figures')
  const ofYesterday = lastDays(2, today).first
  const choices: { name: string; days: DayRange }[] = [
    { name: 'today', days: lastDays(1, today) },
    ...(withYesterday ? [{ name: 'yesterday', days: { first: ofYesterday, last: ofYesterday } }] : []),
    { name: 'week', days: lastDays(7, today) },
    { name: 'month', days: lastDays(30, today) },
  ]
  const isHere = (days: DayRange) => days.first === range?.first && days.last === range.last
  const isOwn = range !== null && !choices.some(({ days }) => isHere(days))
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <ul aria-label={t('range')} className="flex flex-wrap gap-1.5">
        {choices.map(({ name, days }) => (
          <li key={name}>
            <Link
              to={hrefOf(days)}
              preventScrollReset
              aria-current={isHere(days) ? 'true' : undefined}
              className={cn(
                'flex h-7 items-center rounded-full px-2.5 text-xs font-medium whitespace-nowrap transition-colors pointer-coarse:h-11 pointer-coarse:px-3.5',
                isHere(days)
                  ? 'bg-ink text-surface'
                  : 'text-ink-2 hover:bg-hover shadow-[inset_0_0_0_1px_var(--line-2)]',
              )}
            >
              {t(`ranges.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
      <Form
        key={`${range?.first ?? ''} ${range?.last ?? ''}`}
        method="get"
        preventScrollReset
        aria-label={t('ownRange')}
        className="flex flex-wrap items-center gap-1.5"
      >
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <DayField name="from" label={t('from')} value={range?.first ?? today} max={today} isOwn={isOwn} />
        <span aria-hidden className="text-ink-3">
          –
        </span>
        <DayField name="to" label={t('to')} value={range?.last ?? today} max={today} isOwn={isOwn} />
        <Button type="submit" size="s">
          {t('showRange')}
        </Button>
      </Form>
    </div>
  )
}

type FieldProps = { name: string; label: string; value: string; max: string; isOwn: boolean }

function DayField({ name, label, value, max, isOwn }: FieldProps) {
  return (
    <input
      type="date"
      required
      className={cn(CONTROL, 'h-7 w-auto text-xs tabular-nums pointer-coarse:h-11', isOwn ? 'text-ink' : 'text-ink-2')}
      aria-label={label}
      defaultValue={value}
      {...{ name, max }}
    />
  )
}

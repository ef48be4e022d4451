import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { FigureUnit } from '#domain/review/figure-value.ts'
import { NONE, useNumbers } from '../../figures/use-numbers.ts'
import { useNow, useTimes } from '../../time/use-times.ts'

/** More than so many are not told one by one. */
const MOST_TOLD = 31

type Props = {
  title: string
  unit: FigureUnit
  days: readonly string[]
  values: readonly (number | null)[]
  /** The list behind the figure, of one day. */
  toOn: (day: string) => string
}

/** A figure by day: a bar for each, with that day's list behind it; none where there was nothing to measure. */
export function Bars({ title, unit, days, values, toOn }: Props) {
  const { t } = useTranslation('figures')
  const numbers = useNumbers()
  const times = useTimes()
  const now = useNow()
  if (days.length < 2) return null
  const most = unit === 'share' ? 1 : Math.max(1, ...values.map((value) => value ?? 0))
  const told = days.map((day, index) => {
    const value = values[index] ?? null
    return `${times.date(Date.parse(day), now)}: ${value === null ? NONE : numbers.in(unit, value)}`
  })
  const label = days.length > MOST_TOLD ? t('byDayMany', { title, n: days.length }) : `${title}. ${told.join('; ')}`
  return (
    <div>
      <p className="sr-only">{label}</p>
      {/* By key a day is chosen above: some hundred bars in a row would be in everybody's way. */}
      <div aria-hidden className="border-line flex h-12 items-end gap-px border-b">
        {days.map((day, index) => {
          const value = values[index] ?? null
          if (value === null) return <span key={day} title={told[index]} className="h-full min-w-0 flex-1" />
          return (
            <Link
              key={day}
              to={toOn(day)}
              tabIndex={-1}
              title={told[index]}
              className="group flex h-full min-w-0 flex-1 items-end"
            >
              <span
                className="bg-data mx-auto block min-h-px w-full max-w-6 rounded-t-[2px] group-hover:opacity-75"
                style={{ height: `${((value / most) * 100).toFixed(1)}%` }}
              />
            </Link>
          )
        })}
      </div>
      <p aria-hidden className="text-ink-2 text-2xs mt-1 flex justify-between tabular-nums">
        <span>{times.date(Date.parse(days[0] ?? ''), now)}</span>
        <span>{times.date(Date.parse(days.at(-1) ?? ''), now)}</span>
      </p>
    </div>
  )
}

import type { ConsultantForm } from '#schema/booking.ts'

type Hours = ConsultantForm['hours']
type Run = { first: number; last: number; periods: Hours }

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const

/** The days with hours; days after one another that are alike stand together. */
export function weekOf(hours: Hours): Run[] {
  const runs: Run[] = []
  for (const weekday of WEEKDAYS) {
    const periods = hours.filter((period) => period.weekday === weekday).toSorted((a, b) => a.fromMinute - b.fromMinute)
    const run = runs.at(-1)
    if (run?.last === weekday - 1 && sayOf(run.periods) === sayOf(periods)) run.last = weekday
    else if (periods.length > 0) runs.push({ first: weekday, last: weekday, periods })
  }
  return runs
}

const sayOf = (periods: Hours) => periods.map(({ fromMinute, toMinute }) => `${fromMinute}-${toMinute}`).join()

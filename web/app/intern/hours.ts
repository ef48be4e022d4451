import type { BusinessHours } from '#schema/ari-parts.ts'

export type Period = BusinessHours['days'][number][number]

/** Monday to Friday, nine to five: what most begin with. */
export const USUAL_HOURS: BusinessHours = {
  days: Array.from({ length: 7 }, (_, weekday) => (weekday < 5 ? [{ from: 540, to: 1020 }] : [])),
}

/** `09:30` of 570; midnight at the end of a day is `24:00`. */
export function clockOf(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

/** The reverse, of what a time field holds; null where it holds nothing. */
export function minutesOf(clock: string): number | null {
  const [, hour, minute] = /^(\d{2}):(\d{2})/.exec(clock) ?? []
  return hour === undefined ? null : Number(hour) * 60 + Number(minute)
}

/** `Mon–Fri 09:00–17:00 · Sat closed`: days that are alike stand together. `weekdays` begins with Monday. */
export function sayHours({ days }: BusinessHours, weekdays: readonly string[], closed: string): string {
  const said = days.map((day) =>
    day.length === 0 ? closed : day.map(({ from, to }) => `${clockOf(from)}–${clockOf(to)}`).join(', '),
  )
  const runs: { first: number; last: number; said: string }[] = []
  for (const [weekday, text] of said.entries()) {
    const run = runs.at(-1)
    if (run?.said === text) run.last = weekday
    else runs.push({ first: weekday, last: weekday, said: text })
  }
  const name = (weekday: number) => weekdays[weekday] ?? ''
  return runs
    .map(({ first, last, said: text }) => `${first === last ? name(first) : `${name(first)}–${name(last)}`} ${text}`)
    .join(' · ')
}

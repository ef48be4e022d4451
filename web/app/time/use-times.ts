import type { i18n as I18n } from 'i18next'
import { createContext, useContext, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { serverClock } from './server-clock.ts'
import { agoOf, wibParts } from './wib.ts'

const TICK_MS = 20_000

/** What the clock said when the page was made: server and browser must show the same at first. */
export const NowContext = createContext(0)

/** Now by the server's clock, in epoch milliseconds, renewed while the page is open. */
export function useNow(): number {
  const made = useContext(NowContext)
  const [now, setNow] = useState(made)
  useEffect(() => {
    serverClock.made(made)
    setNow(serverClock.now())
    const timer = setInterval(() => setNow(serverClock.now()), TICK_MS)
    return () => clearInterval(timer)
    // What a later page says of its making is older than what is known by then.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [])
  return Math.max(now, made)
}

const SECOND_MS = 1_000

/** Now by the server's clock, renewed each second; at first what server and browser agree on. */
export function useSeconds(): number {
  const [now, setNow] = useState(useNow())
  useEffect(() => {
    setNow(serverClock.now())
    const timer = setInterval(() => setNow(serverClock.now()), SECOND_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}

const two = (value: number) => String(value).padStart(2, '0')

type Words = ReturnType<typeof readWords>
/** By language: the object that `useTranslation` gives is another one each time. */
const known = new Map<string, Words>()

/** The words of times in a language. Read once: a page shows hundreds of times, each of them is put together here. */
function readWords(i18n: I18n) {
  const text = (key: string) => i18n.t(key, { ns: 'time', skipInterpolation: true })
  const units = ['now', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const
  return {
    clock: text('clock'),
    ago: Object.fromEntries(units.map((unit) => [unit, text(`ago.${unit}`)])) as Record<(typeof units)[number], string>,
    months: text('months').split(','),
    weekdays: text('weekdays').split(','),
    weekdaysLong: text('weekdaysLong').split(','),
    today: text('today'),
    yesterday: text('yesterday'),
    yesterdayShort: text('yesterdayShort'),
  }
}

/** Times as people of this language write them, in WIB. */
export function useTimes() {
  const { i18n } = useTranslation('time')
  const words = known.get(i18n.language) ?? readWords(i18n)
  known.set(i18n.language, words)
  return timesIn(words)
}

function timesIn(words: Words) {
  function clock(at: number): string {
    const { hour, minute } = wibParts(at)
    return words.clock.replace('{{hour}}', two(hour)).replace('{{minute}}', two(minute))
  }

  /** `21 Nov`, with the year where it is not this one. */
  function date(at: number, now: number): string {
    const { day, month, year } = wibParts(at)
    const text = `${String(day)} ${words.months[month] ?? ''}`
    return year === wibParts(now).year ? text : `${text} ${String(year)}`
  }

  function ago(at: number, now: number): string {
    const { unit, count } = agoOf(at, now)
    return words.ago[unit].replace('{{n}}', String(count))
  }

  /** The clock today, the day before it earlier. */
  function short(at: number, now: number): string {
    const { dayNumber, weekday } = wibParts(at)
    const days = wibParts(now).dayNumber - dayNumber
    if (days <= 0) return clock(at)
    if (days === 1) return `${words.yesterdayShort} ${clock(at)}`
    return days < 7 ? `${words.weekdays[weekday] ?? ''} ${clock(at)}` : date(at, now)
  }

  /** `Sabtu, 21 Nov`, with the year where it is not this one. */
  function dated(at: number, now: number): string {
    return `${words.weekdaysLong[wibParts(at).weekday] ?? ''}, ${date(at, now)}`
  }

  return {
    clock,
    date,
    dated,
    ago,
    /** Both forms: `10.41 · 1 mnt`. */
    both: (at: number, now: number) => `${short(at, now)} · ${ago(at, now)}`,
    weekday: (at: number) => words.weekdays[wibParts(at).weekday] ?? '',
    /** Of a day separator: today, yesterday, else the day and its date. */
    day(at: number, now: number): string {
      const days = wibParts(now).dayNumber - wibParts(at).dayNumber
      if (days === 0) return words.today
      if (days === 1) return words.yesterday
      return dated(at, now)
    },
    /** In full, for a title: `Sabtu, 21 Nov 2026, 10.41 WIB`. */
    full(at: number): string {
      const { weekday, day, month, year } = wibParts(at)
      return `${words.weekdaysLong[weekday] ?? ''}, ${String(day)} ${words.months[month] ?? ''} ${String(year)}, ${clock(at)} WIB`
    },
  }
}

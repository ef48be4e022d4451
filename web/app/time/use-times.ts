import { createContext, useContext, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { agoOf, wibParts } from './wib.ts'

const TICK_MS = 20_000

/** What the clock said when the page was made: server and browser must show the same at first. */
export const NowContext = createContext(0)

/** Now, in epoch milliseconds, renewed while the page is open. */
export function useNow(): number {
  const made = useContext(NowContext)
  const [now, setNow] = useState(made)
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return Math.max(now, made)
}

const two = (value: number) => String(value).padStart(2, '0')

/** Times as people of this language write them, in WIB. */
export function useTimes() {
  const { t } = useTranslation('time')
  const list = (key: string) => t(key).split(',')

  function clock(at: number): string {
    const { hour, minute } = wibParts(at)
    return t('clock', { hour: two(hour), minute: two(minute) })
  }

  /** `21 Nov`, with the year where it is not this one. */
  function date(at: number, now: number): string {
    const { day, month, year } = wibParts(at)
    const text = `${String(day)} ${list('months')[month] ?? ''}`
    return year === wibParts(now).year ? text : `${text} ${String(year)}`
  }

  function ago(at: number, now: number): string {
    const { unit, count } = agoOf(at, now)
    return t(`ago.${unit}`, { n: count })
  }

  /** The clock today, the day before it earlier. */
  function short(at: number, now: number): string {
    const { dayNumber, weekday } = wibParts(at)
    const days = wibParts(now).dayNumber - dayNumber
    if (days <= 0) return clock(at)
    if (days === 1) return `${t('yesterdayShort')} ${clock(at)}`
    return days < 7 ? `${list('weekdays')[weekday] ?? ''} ${clock(at)}` : date(at, now)
  }

  return {
    clock,
    date,
    ago,
    /** Both forms: `10.41 · 1 mnt`. */
    both: (at: number, now: number) => `${short(at, now)} · ${ago(at, now)}`,
    /** Of a day separator: today, yesterday, else the day and its date. */
    day(at: number, now: number): string {
      const { dayNumber, weekday } = wibParts(at)
      const days = wibParts(now).dayNumber - dayNumber
      if (days === 0) return t('today')
      if (days === 1) return t('yesterday')
      return `${list('weekdaysLong')[weekday] ?? ''}, ${date(at, now)}`
    },
    /** In full, for a title: `Sabtu, 21 Nov 2026, 10.41 WIB`. */
    full(at: number): string {
      const { weekday, day, month, year } = wibParts(at)
      return `${list('weekdaysLong')[weekday] ?? ''}, ${String(day)} ${list('months')[month] ?? ''} ${String(year)}, ${clock(at)} WIB`
    },
  }
}

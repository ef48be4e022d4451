import { useTranslation } from 'react-i18next'
import { dateOf, dayOf, localTime, weekdayOf } from '#domain/booking/zones.ts'
import { clockOf } from '../intern/hours.ts'

/**
 * Days and times in whatever zone, in the words of the page's language. Not by `Intl`: server and browser may know
 * different words, and the page must say the same in both.
 */
export function useLocalTimes() {
  const { t } = useTranslation(['slots', 'time'])
  const months = t('time:months').split(',')
  const weekdays = t('time:weekdays').split(',')
  const day = (number: number, withYear = false) => {
    const [year = '', month = '', date = ''] = dateOf(number).split('-')
    const text = `${weekdays[weekdayOf(number) % 7] ?? ''} ${String(Number(date))} ${months[Number(month) - 1] ?? ''}`
    return withYear ? `${text} ${year}` : text
  }
  /** `09.30` in Indonesian, `09:30` in English. */
  const minute = (at: number) => clockOf(at).replace(':', t('clockBetween'))
  return {
    minute,
    /** `Mon 24 Nov` of `2026-11-24`. */
    day: (date: string) => day(dayOf(date)),
    dayOfYear: (date: string) => day(dayOf(date), true),
    /** `Mon 24 Nov`, there, at that moment. */
    dayAt: (atMs: number, timeZone: string) => day(localTime(atMs, timeZone).day),
    /** `10.00`, there, at that moment. */
    clockAt: (atMs: number, timeZone: string) => minute(localTime(atMs, timeZone).minute),
    /** `09.00–12.00`. */
    period: ({ fromMinute, toMinute }: { fromMinute: number; toMinute: number }) =>
      `${minute(fromMinute)}–${minute(toMinute)}`,
    weekday: (weekday: number) => weekdays[weekday % 7] ?? '',
    weekdayLong: (weekday: number) => t('time:weekdaysLong').split(',')[weekday % 7] ?? '',
  }
}

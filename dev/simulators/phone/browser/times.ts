import type { Language, Translate } from './texts.ts'

const ZONE = 'Asia/Jakarta'
const DAY = 86_400_000
const LOCALES: Readonly<Record<Language, string>> = { id: 'id-ID', en: 'en-GB' }

// Making a formatter costs far more than using it, and every bubble has a time.
const formatters = new Map<string, Intl.DateTimeFormat>()
function format(at: number, locale: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${JSON.stringify(options)}`
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options })
  formatters.set(key, formatter)
  return formatter.format(at)
}

// West Indonesia has one offset and no summer time.
const dayNumber = (at: number) => Math.floor((at + 7 * 3_600_000) / DAY)

/** 10.41 in Indonesian, 10:41 in English. */
export const clockTime = (at: number, language: Language) =>
  format(at, LOCALES[language], { hour: '2-digit', minute: '2-digit' })

/** To the millisecond, for the log. */
export const exactTime = (at: number, language: Language) =>
  format(at, LOCALES[language], {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  })

export const fullTime = (at: number, language: Language) =>
  `${format(at, LOCALES[language], { dateStyle: 'full', timeStyle: 'short' })} WIB`

export const isSameDay = (a: number, b: number) => dayNumber(a) === dayNumber(b)

/** What stands between two days, as WhatsApp says it. */
export function dayName(at: number, now: number, language: Language, t: Translate): string {
  const ago = dayNumber(now) - dayNumber(at)
  if (ago === 0) return t('day.today')
  if (ago === 1) return t('day.yesterday')
  const week = ago > 1 && ago < 7
  const form = week ? ({ weekday: 'long' } as const) : ({ day: 'numeric', month: 'long', year: 'numeric' } as const)
  return format(at, LOCALES[language], form)
}

/** The hour today, else the day: for a line of the list. */
export const shortTime = (at: number, now: number, language: Language, t: Translate) =>
  isSameDay(at, now) ? clockTime(at, language) : dayName(at, now, language, t)

export type Language = 'id' | 'en'

const LOCALES = { id: 'id-ID', en: 'en-GB' }
const ZONE_NAMES: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}

/** "Selasa, 24 November 2026 pukul 10.00 WIB", or the same in English. */
export function longTime(atMs: number, language: Language, timeZone: string): string {
  const at = language === 'id' ? 'pukul' : 'at'
  return `${date(atMs, language, timeZone, 'long')} ${at} ${clock(atMs, language, timeZone)}`
}

/** "Sel, 24 Nov 10.00 WIB": fits the 24 characters of a list row's title. */
export function shortTime(atMs: number, language: Language, timeZone: string): string {
  return `${date(atMs, language, timeZone, 'short')} ${clock(atMs, language, timeZone)}`
}

function date(atMs: number, language: Language, timeZone: string, style: 'short' | 'long'): string {
  const year = style === 'long' ? { year: 'numeric' as const } : {}
  return format(atMs, LOCALES[language], { timeZone, weekday: style, day: 'numeric', month: style, ...year })
}

function clock(atMs: number, language: Language, timeZone: string): string {
  const time = format(atMs, 'en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return `${language === 'id' ? time.replace(':', '.') : time} ${zoneName(timeZone)}`
}

/** What people call a zone: WIB, WITA, WIT. */
export function zoneName(timeZone: string): string {
  return ZONE_NAMES[timeZone] ?? timeZone
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format takes a hundred times as long as using it. */
function format(atMs: number, locale: string, options: Intl.DateTimeFormatOptions): string {
  const name = JSON.stringify([locale, options])
  const known = formats.get(name) ?? new Intl.DateTimeFormat(locale, options)
  formats.set(name, known)
  return known.format(atMs)
}

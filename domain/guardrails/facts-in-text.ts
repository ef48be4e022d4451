import { fold } from './text.ts'
import { labelBefore, numberAt, unitOf, type Unit } from './numbers.ts'
import { MONTH, monthOf, WEEKDAY, weekdayOf } from './calendar.ts'

/** A fact that a reply states and that can be looked up: the same in every spelling. `at` is where it stands. */
export type Fact = { at: number; raw: string } & (
  | { kind: 'time'; minutes: number[] }
  | { kind: 'date'; day: number; month: number | null; year: number | null }
  | { kind: 'month'; month: number; year: number | null }
  | { kind: 'weekday'; days: number[] }
  /** In days from today: "besok" is 1. */
  | { kind: 'relative'; days: number }
  | { kind: 'number'; value: number; unit: Unit | null }
  | { kind: 'phone' | 'email' | 'link' | 'handle' | 'code'; value: string }
)
type Found = Fact extends infer One ? (One extends Fact ? Omit<One, 'at' | 'raw'> : never) : never

const DAYPART = '(?:\\s*(a\\.?m\\b\\.?|p\\.?m\\b\\.?|pagi|siang|sore|malam)\\b)?'
const ZONE = '(?:wib|wita|wit\\b|a\\.?m\\b|p\\.?m\\b|pagi|siang|sore|malam)'
const number = (text: string | undefined) => (text === undefined ? Number.NaN : Number(text))
const yearOf = (text: string | undefined) =>
  text === undefined ? null : Number(text.length === 2 ? `20${text}` : text)

// In this order: what one pattern takes, the next ones do not see.
const PATTERNS: [RegExp, (match: RegExpExecArray) => Found | null][] = [
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]+)+/gu, ([email]) => ({ kind: 'email', value: email.replace(/\.$/, '') })],
  [
    /(?:https?:\/\/|www\.)[^\s<>"')]+|\b(?:[a-z0-9-]{1,63}\.){1,5}(?:com|co\.id|id|org|net|ly|io|xyz|me|co|info|site|app|link|ac|edu|gov|ai|example|online|shop|my|uk|au)\b(?:\/[^\s<>"')]*)?/gu,
    ([link]) => ({
      kind: 'link',
      value: link
        .replace(/^https?:\/\//, '')
        .replace(/^www\./, '')
        .replace(/[.,!?/]+$/, ''),
    }),
  ],
  [/(?<![\w.])@[a-z0-9_.]{3,}/gu, ([handle]) => ({ kind: 'handle', value: handle.replace(/\.$/, '') })],
  [
    /(?<![\w.,])(?!\d{1,2}[.:]\d{2}\s*-\s*\d{1,2}[.:]\d{2}(?!\d))(?:\+\s?\d|\(0\d|0\d)[\d\s().-]{6,18}\d(?!\w)/gu,
    ([phone]) => ({ kind: 'phone', value: phoneDigits(phone) }),
  ],
  [
    /\b1\s?[-:]\s?(?:on|ke|to)?\s?-?\s?1\b|\bone-on-one\b|\bsatu lawan satu\b|\bone of\b|\bsalah satu\b|\bsatu-satu\b|\bone more\b|\bsatu lagi\b|\b(?:s[123]|d[34])\b/gu,
    () => null,
  ],
  // Item numbers of a list, and the first few ordinals without more.
  [/^\s*\d{1,2}[.)]\s/gmu, () => null],
  [
    /\b([a-z]{1,2}\d{1,8}|\d+[a-z]\d\w*)\b(?!th|st)/gu,
    ([code]) => (/^\d*(?:jt|rb|k|m|x)$/.test(code) ? null : { kind: 'code', value: code }),
  ],
  [
    /\b(\d{4})-(\d{2})-(\d{2})\b/gu,
    ([, y, m, d]) => ({ kind: 'date', day: number(d), month: number(m), year: number(y) }),
  ],
  [
    /\b(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})\b/gu,
    ([, d, m, y]) => ({ kind: 'date', day: number(d), month: number(m), year: yearOf(y) }),
  ],
  [
    new RegExp(
      `\\b(\\d{1,2})(?:st|nd|rd|th)?(?=\\s*(?:-|dan|and|atau|or|sampai|to|&)\\s*\\d{1,2}(?:st|nd|rd|th)?\\s+${MONTH})`,
      'gu',
    ),
    ([, d]) => ({ kind: 'date', day: number(d), month: null, year: null }),
  ],
  [
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s*(?:of\\s+)?${MONTH}(?:,?\\s*(20\\d\\d))?`, 'gu'),
    ([, d, m = '', y]) => ({ kind: 'date', day: number(d), month: monthOf(m), year: yearOf(y) }),
  ],
  [
    new RegExp(`${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?(?![\\d]|[.:]\\d)(?:,?\\s*(20\\d\\d))?`, 'gu'),
    ([, m = '', d, y]) => ({ kind: 'date', day: number(d), month: monthOf(m), year: yearOf(y) }),
  ],
  [/\b(?:tanggal|tgl\.?)\s*(\d{1,2})\b/gu, ([, d]) => ({ kind: 'date', day: number(d), month: null, year: null })],
  [
    new RegExp(`${MONTH}(?:\\s+(20\\d\\d))?`, 'gu'),
    ([, m = '', y]) => ({ kind: 'month', month: monthOf(m), year: yearOf(y) }),
  ],
  [
    new RegExp(
      `(?:\\b(?:pukul|pkl\\.?|jam|at|from|dari)\\s+)(\\d{1,2})(?:[.:](\\d{2}))?${DAYPART}(?!\\s*(?:tahun|bulan|minggu|hari|jam|menit|years?|months?|weeks?|days?|hours?|minutes?|[%]|[.,:]?\\d))`,
      'gu',
    ),
    ([, h, m, part]) => clock(h, m, part),
  ],
  [
    new RegExp(`\\b(\\d{1,2})[.:](\\d{2})(?!\\d)(?=\\s*${ZONE})${DAYPART}`, 'gu'),
    ([, h, m, part]) => clock(h, m, part),
  ],
  [
    new RegExp(`\\b(\\d{1,2}):(\\d{2})(?!\\d)${DAYPART}|\\b(\\d{2})\\.(\\d{2})(?![\\d%])${DAYPART}`, 'gu'),
    ([, h, m, part, h2, m2, part2]) => clock(h ?? h2, m ?? m2, part ?? part2),
  ],
  [/\b(\d{1,2})\s*(a\.?m\b\.?|p\.?m\b\.?|pagi\b|sore\b|malam\b)/gu, ([, h, part]) => clock(h, undefined, part)],
  [new RegExp(WEEKDAY.source, 'gu'), ([, day = '']) => ({ kind: 'weekday', days: weekdayOf(day) })],
  [
    /\b(hari ini|besok|lusa|today|tomorrow|day after tomorrow|kemarin|yesterday|tonight|malam ini)\b/gu,
    ([word]) => ({ kind: 'relative', days: RELATIVE[word] ?? 0 }),
  ],
]
const RELATIVE: Readonly<Record<string, number>> = {
  besok: 1,
  tomorrow: 1,
  lusa: 2,
  'day after tomorrow': 2,
  kemarin: -1,
  yesterday: -1,
}

/** The facts of a text, in the order in which they stand. Case tells months and weekdays from other words. */
export function factsIn(text: string): Fact[] {
  let rest = marked(text)
  const facts: Fact[] = []
  for (const [pattern, read] of PATTERNS) {
    pattern.lastIndex = 0
    let left = ''
    let done = 0
    for (let match = pattern.exec(rest); match; match = pattern.exec(rest)) {
      const found = read(match)
      if (found) facts.push({ ...found, at: match.index, raw: match[0].trim() })
      left += rest.slice(done, match.index) + ' '.repeat(match[0].length)
      done = match.index + match[0].length
    }
    if (done > 0) rest = left + rest.slice(done)
  }
  return [...facts, ...numbersIn(rest)].sort((one, other) => one.at - other.at)
}

/** Folded, but for words that only their capital letter tells from others: those are marked. */
function marked(text: string): string {
  const told = text
    .replace(/\bMay\b(?!\s+(?:I|we|you|he|she|they)\b)/g, 'Mei')
    .replace(
      /(?<!\b(?:\d+|per|dua|satu|tiga|empat|setiap|tiap|beberapa)\s)\bMinggu\b(?!\s+(?:depan|ini|lalu|pertama|kedua))/g,
      'Ahad',
    )
    .replace(/\bhari minggu\b/gi, 'hari ahad')
    .replace(/\b(Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b/g, (day) => SHORT_DAYS[day] ?? day)
  return fold(told)
    .replace(/\bhalf past (\p{L}+)\b/gu, (all, hour: string) => (HOURS.includes(hour) ? `at ${hourOf(hour)}:30` : all))
    .replace(
      /\b(pukul|pkl\.?|jam|at|from) (setengah )?(\p{L}+(?: belas)?)\b(?! (?:tahun|bulan|minggu|hari|jam|menit|years?|months?|weeks?|days?|hours?|minutes?|campus|school)\b)/gu,
      inDigits,
    )
}

/** "Jam setengah sepuluh" is half past nine. */
function inDigits(all: string, at: string, half: string | undefined, word: string): string {
  const hour = hourOf(word)
  if (hour === 0) return all
  return half === undefined ? `${at} ${hour}` : `${at} ${hour - 1}:30`
}
const HOURS =
  ' satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua_belas one two three four five six seven eight nine ten eleven twelve'.split(
    ' ',
  )
const hourOf = (word: string) => {
  const place = HOURS.indexOf(word.replace(' ', '_'))
  return place <= 0 ? 0 : ((place - 1) % 12) + 1
}
const SHORT_DAYS: Readonly<Record<string, string>> = {
  Mon: 'monday', Tue: 'tuesday', Tues: 'tuesday', Wed: 'wednesday', Thu: 'thursday', Thur: 'thursday', Thurs: 'thursday', Fri: 'friday', Sat: 'saturday', Sun: 'sunday',
} // prettier-ignore

function numbersIn(rest: string): Fact[] {
  const words = [...rest.matchAll(/\d[\d.,]*\d%?|\d%?|\p{L}+|-/gu)].map((match) => ({
    word: match[0],
    at: match.index,
  }))
  const plain = words.map(({ word }) => word)
  const facts: Fact[] = []
  for (let index = 0; index < words.length;) {
    const read = numberAt(plain, index)
    const { word = '', at = 0 } = words[index] ?? {}
    if (read === null) {
      index += 1
      continue
    }
    const unit = read.unit ?? unitOf(plain, index + read.length) ?? labelBefore(plain, index)
    // A word such as "satu" is a number only where something is counted.
    const counts = read.digits || read.value >= 10 || unit !== null
    const ordinal = /^(?:st|nd|rd|th)$/.test(plain[index + 1] ?? '') && read.value <= 5 && unit === null
    if (counts && !ordinal)
      for (const value of read.values)
        facts.push({ kind: 'number', value, unit, at, raw: plain.slice(index, index + read.length).join(' ') || word })
    index += read.length
  }
  return facts
}

/** The digits of a phone number in its international form, as Indonesians mean it. */
export function phoneDigits(text: string): string {
  const digits = text.replace(/\D/g, '')
  return digits.startsWith('0') ? `62${digits.slice(1)}` : digits
}

/** The minutes of a day that a time can mean: without a part of the day, a small hour is of the morning or the afternoon. */
function clock(hour: string | undefined, minute: string | undefined, part = ''): Found | null {
  const h = number(hour)
  const m = minute === undefined ? 0 : Number(minute)
  if (h > 24 || m > 59) return null
  const later =
    /^p/.test(part) && part !== 'pagi'
      ? h < 12
      : part === 'sore' || part === 'malam'
        ? h < 12
        : part === 'siang' && h < 6
  const known = part !== '' || h > 12 || hour?.startsWith('0') === true || (hour?.length === 2 && minute !== undefined)
  const hours = later ? [h + 12] : known ? [h] : [h, h + 12]
  return { kind: 'time', minutes: hours.map((one) => (one % 24) * 60 + m) }
}

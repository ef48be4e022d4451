import { dayOf, weekdayOf } from './zones.ts'

export type Days = { first: number; last: number }

const WEEKDAYS = [
  /\bsenin\b|\bmonday\b/,
  /\bselasa\b|\btuesday\b/,
  /\brabu\b|\bwednesday\b/,
  /\bkamis\b|\bthursday\b/,
  /\bjum'?at\b|\bfriday\b/,
  /\bsabtu\b|\bsaturday\b/,
  /\b(?:minggu|ahad)\b|\bsunday\b/,
]
/** "Minggu depan" is next week; only "hari Minggu depan" is a Sunday. */
const NEXT_WEEK = /(?<!\bhari )\b(?:minggu|pekan|mggu|mgg) depan\b|\bnext week\b/
const THIS_WEEK = /(?<!\bhari )\b(?:minggu|pekan) ini\b|\bthis week\b/
/** "Seminggu lagi", "2 minggu lagi": weeks, and no Sunday. */
const WEEKS = /\b(?:se|satu |dua |tiga |\d+ ?)minggu\b/g
const OF_NEXT_WEEK = /\bdepan\b|\bnext\b/

const MONTHS = [
  'jan(?:uari|uary)?',
  'feb(?:ruari|ruary)?',
  'mar(?:et|ch)?',
  'apr(?:il)?',
  'mei|may',
  'jun[ie]?',
  'jul[iy]?',
  'agu(?:stus)?|ags|aug(?:ust)?',
  'sep(?:t|tember)?',
  'okt(?:ober)?|oct(?:ober)?',
  'nov(?:ember)?',
  'des(?:ember)?|dec(?:ember)?',
]
const MONTH = MONTHS.map((name) => `(?:${name})`).join('|')
const DATE_MONTH = new RegExp(String.raw`\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})\b(?: (20\d\d))?`)
const MONTH_DATE = new RegExp(String.raw`\b(${MONTH}) (\d{1,2})(?:st|nd|rd|th)?\b(?!:)(?:,? (20\d\d))?`)
const IN_NUMBERS = /(?<![\d/.:])(\d{1,2})[/-](\d{1,2})(?:[/-](20\d\d|\d\d))?(?![\d/.:])/
const ONLY_DATE = /\b(?:tanggal|tgl) ?(\d{1,2})\b|\b(?:on )?the (\d{1,2})(?:st|nd|rd|th)\b/

/** The days that the words name, as numbers of days; null when they name none. `today` is one as well. */
export function daysIn(words: string, today: number): Days | null {
  return dateIn(words, today) ?? relativeIn(words, today) ?? weekIn(words, today)
}

function dateIn(words: string, today: number): Days | null {
  const named = DATE_MONTH.exec(words)
  if (named) return one(nextDate(today, Number(named[1]), monthOf(named[2]), yearOf(named[3])))
  const turned = MONTH_DATE.exec(words)
  if (turned) return one(nextDate(today, Number(turned[2]), monthOf(turned[1]), yearOf(turned[3])))
  const numbers = IN_NUMBERS.exec(words)
  if (numbers) return one(nextDate(today, Number(numbers[1]), Number(numbers[2]) - 1, yearOf(numbers[3])))
  const bare = ONLY_DATE.exec(words)
  return bare ? one(nextDate(today, Number(bare[1] ?? bare[2]), null, null)) : null
}

function relativeIn(words: string, today: number): Days | null {
  if (/\b(?:lusa|day after tomorrow)\b/.test(words)) return one(today + 2)
  if (/\b(?:besok|bsk|besuk|tomorrow|tmrw)\b/.test(words)) return one(today + 1)
  return /\b(?:hari ini|today|tonight|malam ini|sore ini|siang ini|this (?:morning|afternoon|evening))\b/.test(words)
    ? one(today)
    : null
}

function weekIn(words: string, today: number): Days | null {
  const monday = today - weekdayOf(today) + 1
  const isNextWeek = NEXT_WEEK.test(words)
  const rest = words.replaceAll(WEEKS, ' ').replace(NEXT_WEEK, ' ').replace(THIS_WEEK, ' ')
  const weekday = WEEKDAYS.findIndex((name) => name.test(rest))
  const isWeekend = /\b(?:akhir pekan|weekend)\b/.test(words)
  if (isWeekend) {
    const saturday = monday + 5 + (OF_NEXT_WEEK.test(words) ? 7 : 0)
    return { first: saturday, last: saturday + 1 }
  }
  if (weekday >= 0) {
    if (isNextWeek || OF_NEXT_WEEK.test(rest)) return one(monday + 7 + weekday)
    const inThisWeek = monday + weekday
    return one(inThisWeek < today ? inThisWeek + 7 : inThisWeek)
  }
  if (isNextWeek) return { first: monday + 7, last: monday + 13 }
  return THIS_WEEK.test(words) ? { first: today, last: monday + 6 } : null
}

function one(day: number | null): Days | null {
  return day === null ? null : { first: day, last: day }
}

const monthOf = (name = '') => MONTHS.findIndex((month) => new RegExp(`^(?:${month})$`).test(name))
const yearOf = (text: string | undefined) =>
  text === undefined ? null : Number(text.length === 2 ? `20${text}` : text)

/** The next such date from today on; null where the calendar has none. */
function nextDate(today: number, date: number, month: number | null, year: number | null): number | null {
  const now = new Date(today * 86_400_000)
  // A date may be missing from the next months: the 31st is in every other one at the latest.
  for (let ahead = 0; ahead <= 12; ahead++) {
    const at = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1))
    if (month !== null && at.getUTCMonth() !== month) continue
    const wanted = `${String(year ?? at.getUTCFullYear())}-${two(at.getUTCMonth() + 1)}-${two(date)}`
    const day = dayOf(wanted)
    if (Number.isNaN(day) || new Date(day * 86_400_000).getUTCDate() !== date) continue
    if (day >= today || year !== null) return day
  }
  return null
}

const two = (number: number) => String(number).padStart(2, '0')

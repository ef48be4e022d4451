const MONTHS: readonly (readonly string[])[] = [
  ['januari', 'january', 'jan'],
  ['februari', 'february', 'pebruari', 'feb'],
  ['maret', 'march', 'mar'],
  ['april', 'apr'],
  ['mei'],
  ['juni', 'june', 'jun'],
  ['juli', 'july', 'jul'],
  ['agustus', 'august', 'agt', 'agu', 'ags', 'aug'],
  ['september', 'sept', 'sep'],
  ['oktober', 'october', 'okt', 'oct'],
  ['november', 'nopember', 'nov'],
  ['desember', 'december', 'des', 'dec'],
]

const WEEKDAYS: readonly (readonly string[])[] = [
  ['senin', 'monday'],
  ['selasa', 'tuesday'],
  ['rabu', 'wednesday'],
  ['kamis', 'thursday'],
  ['jumat', "jum'at", 'friday'],
  ['sabtu', 'saturday'],
  ['ahad', 'sunday'],
]

const DAY = WEEKDAYS.flat().join('|')

/** A month's name in either language, short or long, as a group. */
export const MONTH = `\\b(${MONTHS.flat().join('|')})\\b\\.?`
/** A weekday, or from one to another, as a group. */
export const WEEKDAY = new RegExp(
  `\\b((?:${DAY})(?:\\s*(?:-|sampai(?: dengan)?|s\\.?/?d\\.?|hingga|to|through|until)\\s*(?:${DAY}))?)\\b`,
  'u',
)

export const monthOf = (name: string): number => MONTHS.findIndex((names) => names.includes(name)) + 1

/** The days of a week, Monday as 1: one, or all from the first to the last. */
export function weekdayOf(text: string): number[] {
  const named = text.match(new RegExp(DAY, 'gu')) ?? []
  const [first = 0, last = first] = named.map((name) => WEEKDAYS.findIndex((names) => names.includes(name)) + 1)
  const length = ((last - first + 7) % 7) + 1
  return Array.from({ length }, (_, index) => ((first - 1 + index) % 7) + 1)
}

/** Whether a word is a month's or a weekday's. */
export const isOfCalendar = (word: string): boolean =>
  MONTHS.some((names) => names.includes(word)) || WEEKDAYS.some((names) => names.includes(word)) || word === 'minggu'

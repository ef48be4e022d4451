/** What is counted, in its smallest unit: years and months compare with each other, and so do weeks and days. */
export type Unit =
  | 'month'
  | 'day'
  | 'minute'
  | 'percent'
  | 'page'
  | 'place'
  | 'people'
  | 'letter'
  | 'times'
  | 'test'
  /** A part of a test's score. */
  | 'band'
  | 'floor'
  | 'grade'
  | 'average'
  | 'semester'

const UNITS: Readonly<Record<string, [Unit, number]>> = {
  tahun: ['month', 12], thn: ['month', 12], taun: ['month', 12], year: ['month', 12], years: ['month', 12], yr: ['month', 12],
  bulan: ['month', 1], bln: ['month', 1], month: ['month', 1], months: ['month', 1],
  minggu: ['day', 7], pekan: ['day', 7], week: ['day', 7], weeks: ['day', 7], fortnight: ['day', 14],
  hari: ['day', 1], day: ['day', 1], days: ['day', 1],
  jam: ['minute', 60], hour: ['minute', 60], hours: ['minute', 60],
  menit: ['minute', 1], mnt: ['minute', 1], minute: ['minute', 1], minutes: ['minute', 1], mins: ['minute', 1],
  persen: ['percent', 1], percent: ['percent', 1],
  halaman: ['page', 1], page: ['page', 1], pages: ['page', 1],
  negara: ['place', 1], kampus: ['place', 1], universitas: ['place', 1], cabang: ['place', 1], kantor: ['place', 1],
  countries: ['place', 1], universities: ['place', 1], branches: ['place', 1], offices: ['place', 1],
  konsultan: ['people', 1], siswa: ['people', 1], mahasiswa: ['people', 1], orang: ['people', 1], consultants: ['people', 1], students: ['people', 1], people: ['people', 1],
  surat: ['letter', 1], letters: ['letter', 1], reference: ['letter', 1], kali: ['times', 1], times: ['times', 1], semester: ['semester', 1], semesters: ['semester', 1],
  floor: ['floor', 1],
} // prettier-ignore

const LABELS: Readonly<Record<string, Unit>> = {
  ielts: 'test', toefl: 'test', pte: 'test', duolingo: 'test', skor: 'test', score: 'test', bagian: 'band', band: 'band', bands: 'band', component: 'band',
  ipk: 'average', gpa: 'average', lantai: 'floor', kelas: 'grade', grade: 'grade',
} // prettier-ignore
// Words that may stand between a label and its number.
const BETWEEN =
  'nya minimal minimum min of skor score academic ibt itp is sudah english test yang diminta atau or below least at setiap tiap'.split(
    ' ',
  )

const ID_ONES: Readonly<Record<string, number>> = {
  nol: 0, satu: 1, dua: 2, tiga: 3, empat: 4, lima: 5, enam: 6, tujuh: 7, delapan: 8, sembilan: 9,
} // prettier-ignore
const ID_WHOLE: Readonly<Record<string, number>> = { sepuluh: 10, sebelas: 11, seratus: 100, seribu: 1000 }
const EN_ONES: Readonly<Record<string, number>> = {
  one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13,
  fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
  twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
} // prettier-ignore
const ID_TIMES: Readonly<Record<string, number>> = { belas: 1, puluh: 10, ratus: 100, ribu: 1000 }
// "Setahun" is one year in one word.
const WHOLE_UNITS: Readonly<Record<string, [number, Unit]>> = {
  setahun: [12, 'month'],
  sebulan: [1, 'month'],
  seminggu: [7, 'day'],
  sehari: [1, 'day'],
  sejam: [60, 'minute'],
}

export type ReadNumber = { value: number; values: number[]; length: number; digits: boolean; unit: Unit | null }

/** The number that begins at this word, in digits or in words of either language, in its unit's smallest measure. */
export function numberAt(words: readonly string[], at: number): ReadNumber | null {
  const word = words[at] ?? ''
  const whole = WHOLE_UNITS[word]
  if (whole) return { value: whole[0], values: [whole[0]], length: 1, digits: false, unit: whole[1] }
  if (/^\d/.test(word))
    return inMeasure(words, at, { value: digitsOf(word), length: 1, digits: true, percent: word.endsWith('%') })
  const read = inWords(words, at)
  return read === null ? null : inMeasure(words, at, { ...read, digits: false, percent: false })
}

function inMeasure(
  words: readonly string[],
  at: number,
  { value, length, digits, percent }: { value: number; length: number; digits: boolean; percent: boolean },
): ReadNumber {
  if (percent) return { value, values: [value], length, digits, unit: 'percent' }
  // "2 sampai 8 minggu": the first number is of weeks as well.
  const after = words[at + length] === '-' ? at + length + 1 : at + length
  const own = UNITS[words[after] ?? '']
  const [unit, times] = own ?? rangeUnit(words, at + length) ?? [null, 1]
  return { value, values: [round(value * times)], length, digits, unit }
}

const LINKS = ['-', 'sampai', 'hingga', 'to', 'dan', 'and', 'atau', 'or', 'until']
function rangeUnit(words: readonly string[], at: number): [Unit, number] | undefined {
  const next = words[at] ?? ''
  if (!LINKS.includes(next)) return undefined
  const second = at + 1
  if (/^\d/.test(words[second] ?? '')) return UNITS[words[second + 1] ?? '']
  const read = inWords(words, second)
  return read === null ? undefined : UNITS[words[second + read.length] ?? '']
}

/** The unit after a number, for numbers that measure nothing by themselves. */
export function unitOf(words: readonly string[], at: number): Unit | null {
  const next = words[at] ?? ''
  // "6.0 di setiap bagian"
  const inEach =
    /^(?:di|in|per|for|on|untuk)$/.test(next) && words.slice(at + 1, at + 3).some((word) => LABELS[word] === 'band')
  if (inEach) return 'band'
  return UNITS[next]?.[0] ?? (/^(?:st|nd|rd|th)$/.test(next) ? (UNITS[words[at + 1] ?? '']?.[0] ?? null) : null)
}

/** What the number is of, where that stands before it: "IELTS minimal 6.5", "lantai 12". */
export function labelBefore(words: readonly string[], at: number): Unit | null {
  let index = at - 1
  while (
    index >= 0 &&
    index > at - 4 &&
    BETWEEN.includes(words[index] ?? '') &&
    LABELS[words[index] ?? ''] === undefined
  )
    index -= 1
  return LABELS[words[index] ?? ''] ?? null
}

/** "1.500", "1,500" and "1500" are one number, "6.5" and "6,5" another. */
function digitsOf(text: string): number {
  const plain = text.replace('%', '')
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(plain)) return Number(plain.replace(/[.,]/g, ''))
  const [, whole = '', part = ''] = /^(\d+(?:[.,]\d{3})*)[.,](\d+)$/.exec(plain) ?? []
  return whole === '' ? Number(plain.replace(/[.,]/g, '')) : Number(`${whole.replace(/[.,]/g, '')}.${part}`)
}

function inWords(words: readonly string[], at: number): { value: number; length: number } | null {
  return indonesian(words, at) ?? english(words, at)
}

function indonesian(words: readonly string[], at: number): { value: number; length: number } | null {
  let total = 0
  let index = at
  for (;;) {
    const word = words[index] ?? ''
    const whole = ID_WHOLE[word]
    const ones = ID_ONES[word]
    if (whole !== undefined) {
      total += whole
      index += 1
    } else if (word === 'setengah' && index > at) {
      total += 0.5
      index += 1
    } else if (ones !== undefined) {
      const times = ID_TIMES[words[index + 1] ?? '']
      total =
        words[index + 1] === 'ribu'
          ? (total + ones) * 1000
          : total + (words[index + 1] === 'belas' ? 10 + ones : ones * (times ?? 1))
      index += times === undefined ? 1 : 2
      // "dua tiga" are two numbers; only after tens, hundreds or thousands does one go on.
      if (times === undefined || times === 1) {
        if (words[index] === 'setengah') {
          total += 0.5
          index += 1
        }
        break
      }
    } else if (word === 'ribu' && index > at) {
      total *= 1000
      index += 1
    } else break
  }
  return index === at ? null : { value: round(total), length: index - at }
}

function english(words: readonly string[], at: number): { value: number; length: number } | null {
  let thousands = 0
  let group = 0
  let index = at
  for (;;) {
    // "Twenty-five" is one number.
    const joined = words[index] === '-' && group % 10 === 0 && (EN_ONES[words[index + 1] ?? ''] ?? 10) < 10
    const word = words[joined ? index + 1 : index] ?? ''
    const ones = EN_ONES[word]
    if (word === 'hundred' && group > 0) group *= 100
    else if (word === 'thousand' && group > 0) [thousands, group] = [group * 1000, 0]
    else if (ones !== undefined && (group % 100 === 0 || (group % 10 === 0 && ones < 10))) group += ones
    else break
    index += joined ? 2 : 1
  }
  if (index === at) return null
  const half = words[index] === 'and' && words[index + 1] === 'a' && words[index + 2] === 'half'
  return { value: thousands + group + (half ? 0.5 : 0), length: index - at + (half ? 3 : 0) }
}

/** Whether the word is a number's, or a part of one. */
export const isNumberWord = (word: string): boolean =>
  word in ID_ONES ||
  word in ID_WHOLE ||
  word in ID_TIMES ||
  word in EN_ONES ||
  word === 'hundred' ||
  word === 'thousand' ||
  word in WHOLE_UNITS

const round = (value: number) => Math.round(value * 1000) / 1000

import { isNo, isQuestion, isRefusal } from './answers.ts'
import { clausesOf, plain, type Language } from './language.ts'
import { COUNTRIES, FIELDS, LEVELS, MONTHS } from './vocabulary.ts'

const LIVES_THERE = /\b(?:domisili|tinggal|asal|live|based)\b/
const ENGLISH_TEST = /\b(?:ielts|toefl(?: ?(?:ibt|itp|pbt))?|pte|duolingo|det|toeic)\b/
const BACKGROUND = /\b(?:lulusan|lulus|graduated?|graduating|background|sekarang kuliah|alumni|degree from)\b/
const WISH = /\b(?:mau|pengen|pengin|ingin|lanjut|ambil|rencana|want|would like|looking|planning|plan)\b/

/** The countries that a customer means, without those that they rule out ("bukan Inggris"). */
export function destinationIn(text: string): string | null {
  const heard = clausesOf(text)
    .filter((clause) => !LIVES_THERE.test(plain(clause)))
    .flatMap((clause) => {
      const words = plain(clause).replace(
        /\b(?:bukan|nggak|gak|ga|not|instead of) (?:ke |jadi |to |in |the )*\w+/g,
        ' ',
      )
      const named = COUNTRIES.filter(([, name]) => name.test(words)).map(([country]) => country)
      return /\bUS\b/.test(clause) ? [...named, 'United States'] : named
    })
  return heard.length > 0 ? [...new Set(heard)].join(', ') : null
}

/** Level and field wanted ("S2 Data Science"), without what was studied before ("lulusan S1 akuntansi"). */
export function courseLevelIn(text: string, language: Language): string | null {
  const wanted = clausesOf(text)
    .map(plain)
    .flatMap((clause) => (BACKGROUND.test(clause) ? clause.split(new RegExp(`(?=${WISH.source})`)).slice(1) : [clause]))
    .join(' , ')
  const level = LEVELS.find(([, name]) => name.test(wanted))?.[0][language]
  // "Data science" holds no second field, but "business analytics" would also be "business".
  const field = FIELDS.find(([, name]) => name.test(wanted))?.[0][language]
  const value = [level, field].filter((part) => part !== undefined).join(' ')
  return value === '' ? null : value
}

export function englishLevelIn(text: string, asked: boolean, language: Language): string | null {
  const words = plain(text)
  const clause =
    clausesOf(text)
      .map(plain)
      .find((part) => ENGLISH_TEST.test(part)) ?? (asked ? words : '')
  const test = ENGLISH_TEST.exec(clause)?.[0]
  const score = /(?<![\w.-])(\d{1,3}(?:[.,]\d)?)(?![\w-]|[.,]\d)/
    .exec(clause.replace(/\b20\d\d\b/g, ''))?.[1]
    ?.replace(',', '.')
  const id = language === 'id'
  if (test !== undefined) {
    if (isQuestion(clause) && score === undefined) return null
    const name = test.startsWith('duo') ? 'Duolingo' : test.toUpperCase().replace('IBT', 'iBT')
    if (score !== undefined) return `${name} ${score}`
    if (/\b(?:sertifikat|certificate)/.test(clause)) return null
    if (/\b(?:les|persiapan|belajar|rencana|mau|bakal|preparing|planning|will|going to|booked)\b/.test(clause)) {
      return id ? `persiapan ${name}` : `preparing for ${name}`
    }
    return isNo(clause) ? (id ? `belum ada ${name}` : `no ${name} yet`) : null
  }
  const grade = /\b(?:level )?([abc][12])\b/.exec(clause)?.[1]
  if (grade !== undefined && (asked || /english|inggris/.test(words))) return `CEFR ${grade.toUpperCase()}`
  if (!asked && !/\b(?:english|bahasa inggris)\b/.test(words)) return null
  if (isQuestion(text)) return null
  const spoken = SKILLS.find(([, name]) => name.test(words))?.[0]
  if (spoken !== undefined) return spoken[language]
  if (!asked || isRefusal(text)) return null
  if (score !== undefined) return score
  return /\b(?:belum|blm|tidak|nggak|gak|ga|not|yet|none|no|haven't|never)\b/.test(words)
    ? id
      ? 'belum ada'
      : 'none yet'
    : null
}

const SKILLS: [{ id: string; en: string }, RegExp][] = [
  [{ id: 'lancar', en: 'fluent' }, /\b(?:lancar|fasih|fluent|native|advanced|very good|jago)\b/],
  [
    { id: 'menengah', en: 'intermediate' },
    /\b(?:intermediate|menengah|lumayan|sedang|cukup|so-so|conversational|decent|pretty good|good)\b/,
  ],
  [{ id: 'dasar', en: 'basic' }, /\b(?:basic|dasar|pemula|beginner|pas-pasan|kurang|pasif|a little|jelek)\b/],
]

const STARTING =
  /\b(?:mulai|masuk|start|starting|intake|berangkat|kuliah|target|rencana|begin|enrol|semester|fall|spring|study|studying)\b/

/** When studies should start. A month or year counts where starting is the subject; test dates and graduations do not. */
export function startDateIn(text: string, asked: boolean, language: Language, now: string): string | null {
  for (const clause of clausesOf(text).map(plain)) {
    if (ENGLISH_TEST.test(clause) || /\b(?:tes|test|les|lulus(?:an)?|graduated?|lahir|born)\b/.test(clause)) continue
    if (!asked && (!STARTING.test(clause) || isQuestion(clause))) continue
    const date = pointInTime(clause, asked, language, now)
    if (date !== null) return date
  }
  return null
}

function pointInTime(clause: string, asked: boolean, language: Language, now: string): string | null {
  const id = language === 'id'
  const thisYear = Number(/\b(20\d\d)\b/.exec(now)?.[1] ?? 0)
  const month = MONTHS.find(([, name]) => name.test(clause))?.[0][language]
  const relative = /\b(?:tahun depan|thn depan|next year)\b/.test(clause)
    ? 1
    : /\b(?:tahun ini|thn ini|this year)\b/.test(clause)
      ? 0
      : null
  const spelt =
    /\b(20\d\d)\b/.exec(clause)?.[1] ?? (month ? /'(\d\d)\b/.exec(clause)?.[1]?.padStart(4, '20') : undefined)
  const year = spelt ?? (relative === null || thisYear === 0 ? undefined : String(thisYear + relative))
  if (month !== undefined) return year === undefined ? month : `${month} ${year}`
  const part = PARTS.find(([, name]) => name.test(clause))?.[0][language]
  if (year !== undefined) return part === undefined ? year : `${part} ${year}`
  if (/\b(?:secepatnya|asap|as soon as possible|soonest|segera)\b/.test(clause))
    return id ? 'secepatnya' : 'as soon as possible'
  const later =
    /\b(?:semester|bulan) depan\b|\bnext (?:semester|month|intake)\b|\b(?:\d+|setahun|enam|six|two|dua) (?:bulan|tahun|months?|years?)(?: lagi)?\b/
  return asked ? (later.exec(clause)?.[0] ?? null) : null
}

const PARTS: [{ id: string; en: string }, RegExp][] = [
  [{ id: 'awal', en: 'early' }, /\b(?:awal|early|beginning)\b/],
  [{ id: 'pertengahan', en: 'mid' }, /\b(?:pertengahan|mid(?:dle)?)\b/],
  [{ id: 'akhir', en: 'late' }, /\b(?:akhir|late|end of)\b/],
  [{ id: 'musim gugur', en: 'fall' }, /\b(?:fall|autumn)\b/],
  [{ id: 'musim semi', en: 'spring' }, /\bspring\b/],
]

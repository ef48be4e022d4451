import { isQuestion } from './answers.ts'
import { languageOf, plain, sentencesOf, wordsOf, type Language } from './language.ts'
import { CITIES, COUNTRIES } from './vocabulary.ts'

const NOT_A_NAME = new Set(
  `mau pengen pengin ingin lagi baru sudah udah belum tidak nggak gak ga ada dari di ke yang tertarik berencana rencana
  butuh perlu cari bisa boleh tanya nanya juga masih akan lulusan anak mahasiswa siswa kuliah kerja tinggal orang
  interested looking planning from in at a an the not just also still going trying thinking applying studying here good
  fine well ready sure curious asking writing wondering halo hai hi hello kak min ya iya yes no ok oke okay selamat pagi
  siang sore malam thanks makasih apa gimana kapan berapa aku saya gue lupa skip rahasia s1 s2 s3 happy able hoping
  having afraid sorry ini itu test tes dong admin bot stop minta`.split(/\s+/),
)

const HONORIFICS = /^(?:kak|kakak|mbak|mas|bu|ibu|pak|bapak|mr|mrs|ms|miss)$/i
/** Keyboard noise ("asdfgh") has more consonants in a row than names have. */
const NOISE = /[bcdfghjklmnpqrstvwxz]{4}/
const NAME_WORD = /^\p{L}[\p{L}'.-]*$/u

const SELF =
  /(?:\bnama(?:\s+(?:lengkap|panggilan))?\s*(?:saya|aku|gue|gw|ku)?\s*(?:adalah|itu|:)?|\bnamaku(?:\s+adalah)?|\bpanggil(?:an)?(?:\s+(?:aja|saja|aku|saya|gue))*|\bmy name(?:'s| is)|\bcall me|\bperkenalkan,?(?:\s+(?:nama\s+)?(?:saya|aku))?|\bini dengan|\bthis is)\s+(.+)/iu
const SELF_WEAK = /\b(?:saya|aku|gue|i'm|i am|im|dengan)\s+(.+)/iu

/** The customer's own name. Unasked, a name must be announced or written as one ("Halo, saya Nadia"). */
export function nameIn(text: string, asked: boolean): string | null {
  for (const sentence of sentencesOf(text.replace(/[’‘]/g, "'"))) {
    const announced = SELF.exec(sentence)?.[1]
    const fromAnnounced = announced === undefined ? null : nameAtStart(announced, false)
    if (fromAnnounced !== null) return fromAnnounced
    const weak = SELF_WEAK.exec(sentence)?.[1]
    const fromWeak = weak === undefined ? null : nameAtStart(weak, !asked)
    if (fromWeak !== null) return fromWeak
  }
  if (!asked || isQuestion(text)) return null
  const bare = (sentencesOf(text).at(-1) ?? '')
    .split(/,|\s+(?:aja|saja|kak|min|ya|dong|nih|here)\b/i)
    .map((part) => part.trim())
  for (const part of bare) {
    const words = part.split(/\s+/).filter((word) => !/^(?:halo|hai|hi|hello|oh|oke|ok|ya|it's|its)$/i.test(word))
    const name = words.length > 0 && words.length <= 4 ? nameAtStart(words.join(' '), false) : null
    if (name !== null) return name
  }
  return null
}

function nameAtStart(rest: string, mustBeCapital: boolean): string | null {
  const name: string[] = []
  for (const raw of rest.split(/\s+/)) {
    const word = raw.replace(/[,.!?:;)]+$/, '')
    if (name.length === 0 && HONORIFICS.test(word)) continue
    if (!NAME_WORD.test(word) || NOT_A_NAME.has(plain(word)) || name.length === 4) break
    if (COUNTRIES.some(([, country]) => country.test(plain(word)))) break
    if (mustBeCapital && !/^\p{Lu}/u.test(word)) break
    if (languageOf(word) !== null || NOISE.test(plain(word))) break
    name.push(word === word.toUpperCase() ? capital(word.toLowerCase()) : capital(word))
    if (word !== raw) break
  }
  return (name[0]?.length ?? 0) > 1 ? name.join(' ') : null
}

export const emailIn = (text: string): string | null =>
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/i.exec(text)?.[0].toLowerCase() ?? null

export function cityIn(text: string, asked: boolean): string | null {
  if (isQuestion(text)) return null
  const words = wordsOf(text)
  const here =
    asked ||
    /\b(?:domisili|tinggal|asal|stay|live|living|based)\b|\b(?:dari|di|from)\s+(?:kota\s+)?[a-z]+/.test(plain(text))
  const bare = words.length <= 2 && words.some((word) => CITIES.includes(word))
  const city = here || bare ? words.find((word) => CITIES.includes(word)) : undefined
  if (city !== undefined) return city === 'aceh' || city === 'banda' ? 'Banda Aceh' : capital(city)
  if (!asked || words.length > 4) return null
  const rest = words.filter(
    (word) => !/^(?:di|in|kota|aku|saya|tinggal|domisili|kak|aja|ya|i|live|now|sekarang|nih|dari)$/.test(word),
  )
  if (rest.length === 0 || rest.some((word) => NOT_A_NAME.has(word) || /\d/.test(word))) return null
  return rest.map(capital).join(' ')
}

const PAYS = /(?:biaya|bayar|dana|tanggung|sponsor|\bpay|\bfund|\bsupport|\bcover|modal)/
const SOURCES: [{ id: string; en: string }, RegExp][] = [
  [
    { id: 'orang tua', en: 'parents' },
    /\b(?:ortu|orang ?tua|papa|mama|ayah|ibu|bokap|nyokap|bapak|parents?|dad|mom|mum|family|keluarga)/,
  ],
  [{ id: 'beasiswa', en: 'scholarship' }, /\b(?:beasiswa|lpdp|scholarship)/],
  [{ id: 'perusahaan', en: 'employer' }, /\b(?:kantor|perusahaan|company|employer)/],
  [{ id: 'pinjaman', en: 'loan' }, /\b(?:pinjaman|loan|kredit)/],
  [{ id: 'biaya sendiri', en: 'self-funded' }, /\b(?:sendiri|tabungan|pribadi|mandiri|self|savings?|myself|my own)\b/],
]

/** Who pays for the studies: named as such, or as the answer to the question. Several are joined. */
export function fundingIn(text: string, asked: boolean, language: Language): string | null {
  const words = plain(text)
  if (isQuestion(text) || (!asked && !PAYS.test(words))) return null
  const sources = SOURCES.filter(([, name]) => name.test(words)).map(([source]) => source[language])
  const named = asked ? sources : sources.filter((source) => source !== 'beasiswa' && source !== 'scholarship')
  return named.length > 0 ? named.join(' + ') : null
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

import { isQuestion, isRefusal } from './answers.ts'
import { clausesOf, plain } from './language.ts'

export const DOCUMENTS: [string, RegExp][] = [
  ['passport', /\b(?:paspor|passport|pasport)(?:nya|ku)?\b/],
  ['transcript', /\b(?:transkrip|transcripts?|ijazah)(?:nya|ku)?(?: nilai)?\b/],
  ['cv', /\b(?:cv|resume|curriculum vitae|riwayat hidup)(?:nya|ku)?\b/],
  [
    'english_certificate',
    /\b(?:sertifikat|certificate)(?:nya)?(?: (?:ielts|toefl|bahasa inggris|english|inggris))?\b|\b(?:ielts|toefl|english) certificate\b/,
  ],
]

const ALL = /\b(?:semua|semuanya|everything|all (?:of them|documents|ready)|lengkap)\b/
const IN_PROGRESS =
  /\b(?:lagi (?:di|proses|bikin|urus|ng|nge|nunggu)|sedang|masih (?:di|proses|nunggu|bikin|urus|ng)|proses|progress|process|dibuat|dibikin|diurus|ngurus|bikin|working on|being|on the way|otw|menyusul|hampir|almost|perpanjang|renewing|waiting|nunggu|diterjemah|translat)/
const NO =
  /\b(?:belum|blm|tidak|nggak|ngga|enggak|gak|ga|no|not|don't|haven't|without|none|tanpa|never|expired|habis|mati)\b/
const YES =
  /\b(?:ada|sudah|udah|udh|sdh|punya|ready|siap|lengkap|done|have|got|yes|ya|iya|yup|beres|komplit|valid|berlaku|jadi|aman|of course)\b/

type Status = 'yes' | 'no' | 'in_progress'

function statusIn(clause: string): Status | null {
  if (IN_PROGRESS.test(clause)) return 'in_progress'
  if (NO.test(clause)) return 'no'
  return YES.test(clause) ? 'yes' : null
}

/** "Paspor sama transkrip udah ada, CV lagi dibuat": each paper with what is said of it. */
export function documentsIn(text: string, asked: string | null): Record<string, Status> {
  const found: Record<string, Status> = {}
  const waiting: string[] = []
  let lastStatus: Status | null = null
  const parts = clausesOf(text).flatMap((clause) =>
    plain(clause).split(/\s+(?:dan|sama|and|serta|kalau|kalo)\s+|\s+&\s+/),
  )
  for (const part of parts) {
    if (isQuestion(part)) continue
    const named = DOCUMENTS.filter(([, name]) => name.test(part)).map(([key]) => key)
    const status = statusIn(part)
    const all =
      named.length === 0 &&
      status !== null &&
      ALL.test(part) &&
      (asked === null || DOCUMENTS.some(([key]) => key === asked))
    for (const key of all ? DOCUMENTS.map(([name]) => name) : named) {
      if (status === null) waiting.push(key)
      else found[key] = status
    }
    if (status !== null && (named.length > 0 || waiting.length > 0))
      for (const key of waiting.splice(0)) found[key] = status
    if (named.length > 0 && status !== null) lastStatus = status
  }
  if (lastStatus !== null) for (const key of waiting) found[key] ??= lastStatus
  if (asked !== null && Object.keys(found).length === 0 && DOCUMENTS.some(([key]) => key === asked)) {
    const status = statusIn(plain(text))
    if (status !== null && !isQuestion(text) && !isRefusal(text)) found[asked] = status
  }
  return found
}

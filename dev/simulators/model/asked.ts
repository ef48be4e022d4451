import { plain, sentencesOf } from './language.ts'
import type { OpenQuestion, Scene } from './prompt.ts'

/** What a question of the bot's is about. The order matters: a slot is asked for with words of other questions. */
const SUBJECTS: [string, RegExp][] = [
  [
    'slot',
    /(?:pilih|choose|pick|cocok|suits?)\b.*(?:waktu|jadwal|jam|time|slot|daftar|list)|(?:waktu|jadwal|times?)\b.*(?:cocok|suits?)/,
  ],
  ['english_certificate', /(?:sertifikat|certificate)/],
  ['passport', /\b(?:paspor|passport)/],
  ['transcript', /\b(?:transkrip|transcript|ijazah)/],
  ['cv', /\b(?:cv|resume|riwayat hidup)/],
  ['email', /e-?mail/],
  ['consultation', /(?:konsultasi|consultation)/],
  ['english_level', /(?:bahasa inggris|english|ielts|toefl)/],
  ['funding', /(?:dana|biayai|fund|sponsor|who will (?:pay|cover))/],
  ['start_date', /(?:mulai|kapan|start|intake|berangkat|when)/],
  ['course_level', /(?:jenjang|jurusan|program|level|course|major)/],
  ['destination', /(?:negara|tujuan|country|destination|where .*study)/],
  ['city', /(?:kota|domisili|tinggal|city|live|based)/],
  ['name', /(?:nama|name|dengan siapa|panggil)/],
]

/** Which question the customer is answering: the bot's last one, else the first open one once talk has begun. */
export function askedQuestion(scene: Scene): string | null {
  const last = scene.history.findLast(({ role }) => role === 'assistant')
  if (last === undefined) return null
  const sentences = sentencesOf(plain(last.content))
  const asking = sentences.findLast((sentence) => sentence.includes('?')) ?? sentences.at(-1) ?? ''
  const custom = scene.open.find((question) => isCustom(question) && asksFor(question, asking))
  if (custom !== undefined) return custom.key
  const subject = SUBJECTS.find(([, words]) => words.test(asking))?.[0]
  return subject ?? (asking.includes('?') ? (scene.open[0]?.key ?? null) : null)
}

export const isCustom = ({ key }: OpenQuestion): boolean => !SUBJECTS.some(([subject]) => subject === key)

const asksFor = ({ label }: OpenQuestion, sentence: string): boolean =>
  label.split(/\s+\/\s+/).some((part) => part.trim() !== '' && sentence.includes(plain(part)))

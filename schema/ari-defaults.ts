import type { Factor, Question, StageSettings } from './ari-parts.ts'
import type { Stage } from './conversation.ts'

// What ARI does where an admin has set nothing: a study-abroad consultancy's desk.

/** In the order in which they are asked. */
export const DEFAULT_QUESTIONS: Question[] = [
  { key: 'name', required: true, kind: 'text', about: 'nama / name', label: '' },
  { key: 'destination', required: true, kind: 'text', about: 'negara tujuan / country of destination', label: '' },
  {
    key: 'course_level',
    required: true,
    kind: 'text',
    about: 'jenjang atau jurusan yang diinginkan / level or course wanted',
    label: '',
  },
  {
    key: 'english_level',
    required: true,
    kind: 'text',
    about: 'kemampuan bahasa Inggris / level of English',
    label: '',
  },
  { key: 'start_date', required: true, kind: 'text', about: 'rencana mulai kuliah / planned start', label: '' },
  { key: 'funding', required: false, kind: 'text', about: 'sumber dana / funding', label: '' },
  { key: 'passport', required: false, kind: 'document', about: 'paspor sudah ada? / passport ready?', label: '' },
  {
    key: 'transcript',
    required: false,
    kind: 'document',
    about: 'transkrip sudah ada? / transcript ready?',
    label: '',
  },
  { key: 'cv', required: false, kind: 'document', about: 'CV sudah ada? / CV ready?', label: '' },
  {
    key: 'english_certificate',
    required: false,
    kind: 'document',
    about: 'sertifikat bahasa Inggris sudah ada? / English certificate ready?',
    label: '',
  },
  { key: 'city', required: false, kind: 'text', about: 'kota tempat tinggal / city of residence', label: '' },
  { key: 'email', required: false, kind: 'text', about: 'alamat email / e-mail address', label: '' },
  {
    key: 'consultation',
    required: false,
    kind: 'wish',
    about: 'ingin konsultasi 1-on-1? / wish for a 1-on-1 consultation?',
    label: '',
  },
]

const ALL = DEFAULT_QUESTIONS.map(({ key }) => key)

export const DEFAULT_STAGES: Record<Stage, Omit<StageSettings, 'goal'>> = {
  greeting: { questions: ALL, rules: [{ when: { is: 'always' }, to: 'qualification' }] },
  qualification: { questions: ALL, rules: [{ when: { is: 'required_answered' }, to: 'routing' }] },
  routing: {
    questions: ALL,
    rules: [
      { when: { is: 'wants_consultation' }, to: 'booking' },
      { when: { is: 'score_reached' }, to: 'people' },
    ],
  },
  booking: {
    questions: ALL,
    rules: [
      { when: { is: 'booked' }, to: 'done' },
      { when: { is: 'no_slot' }, to: 'people' },
    ],
  },
  done: { questions: ALL, rules: [] },
}

const answered = (question: string, part: 'basic' | 'qualification', points: number): Factor => ({
  ...{ key: question, part, points },
  when: { is: 'answered' as const, question },
})
const ready = (question: string, points: number): Factor => ({
  ...{ key: question, part: 'document' as const, points },
  when: { is: 'document_ready' as const, question },
})

/** 25, 33, 30 and 10: 98 in all. */
export const DEFAULT_FACTORS: Factor[] = [
  answered('name', 'basic', 5),
  { key: 'phone', part: 'basic', points: 5, when: { is: 'has_phone' } },
  answered('email', 'basic', 5),
  answered('city', 'basic', 5),
  answered('destination', 'basic', 5),
  answered('course_level', 'qualification', 9),
  answered('english_level', 'qualification', 8),
  answered('start_date', 'qualification', 8),
  answered('funding', 'qualification', 8),
  ready('passport', 8),
  ready('transcript', 8),
  ready('cv', 7),
  ready('english_certificate', 7),
  { key: 'answered_three', part: 'engagement', points: 4, when: { is: 'answered_count', count: 3 } },
  { key: 'replied_within_day', part: 'engagement', points: 3, when: { is: 'replied_within_day' } },
  { key: 'asked_consultation', part: 'engagement', points: 3, when: { is: 'wants_consultation' } },
]

/** A reply that hedges is a guess, and guesses go to people. */
// prettier-ignore
export const HEDGES = [
  'i think', 'probably', 'maybe', "i'm not sure", 'i believe', 'i assume', 'likely', 'might',
  'mungkin', 'sepertinya', 'kayaknya', 'kelihatannya', 'barangkali', 'kira-kira', 'saya rasa', 'saya kira',
  'saya pikir', 'tidak yakin', 'kurang yakin', 'nampaknya', 'tampaknya', 'agaknya', 'keknya', 'setahu saya', 'seingat saya',
  'kalau tidak salah', 'kalo ga salah',
]

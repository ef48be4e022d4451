/** A question ARI asks. `document` questions are answered by yes, no or in_progress. */
export type Question = {
  key: string
  required: boolean
  kind: 'text' | 'document' | 'wish'
  /** What the question is about, for the model. */
  about: string
}

/** The defaults of a study-abroad consultancy, in the order in which they are asked. */
export const QUESTIONS: readonly Question[] = [
  { key: 'name', required: true, kind: 'text', about: 'nama / name' },
  { key: 'destination', required: true, kind: 'text', about: 'negara tujuan / country of destination' },
  {
    key: 'course_level',
    required: true,
    kind: 'text',
    about: 'jenjang atau jurusan yang diinginkan / level or course wanted',
  },
  { key: 'english_level', required: true, kind: 'text', about: 'kemampuan bahasa Inggris / level of English' },
  { key: 'start_date', required: true, kind: 'text', about: 'rencana mulai kuliah / planned start' },
  { key: 'funding', required: false, kind: 'text', about: 'sumber dana / funding' },
  { key: 'passport', required: false, kind: 'document', about: 'paspor sudah ada? / passport ready?' },
  { key: 'transcript', required: false, kind: 'document', about: 'transkrip sudah ada? / transcript ready?' },
  { key: 'cv', required: false, kind: 'document', about: 'CV sudah ada? / CV ready?' },
  {
    key: 'english_certificate',
    required: false,
    kind: 'document',
    about: 'sertifikat bahasa Inggris sudah ada? / English certificate ready?',
  },
  { key: 'city', required: false, kind: 'text', about: 'kota tempat tinggal / city of residence' },
  { key: 'email', required: false, kind: 'text', about: 'alamat email / e-mail address' },
  {
    key: 'consultation',
    required: false,
    kind: 'wish',
    about: 'ingin konsultasi 1-on-1? / wish for a 1-on-1 consultation?',
  },
]

/** A question that the customer declined this often is not asked again. */
export const DECLINES_TO_DROP = 2

type Answers = { answered: readonly string[]; declined: Readonly<Record<string, number>> }

/** What is still to be asked, in order: not answered, and not declined twice. */
export function openQuestions({ answered, declined }: Answers, questions: readonly Question[] = QUESTIONS): Question[] {
  return questions.filter(({ key }) => !answered.includes(key) && (declined[key] ?? 0) < DECLINES_TO_DROP)
}

/** Whether every required question is answered, or declined twice. */
export function isQualified(answers: Answers, questions: readonly Question[] = QUESTIONS): boolean {
  return !openQuestions(answers, questions).some(({ required }) => required)
}

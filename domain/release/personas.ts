/** Somebody who is imagined to write, and how. */
export type Persona = {
  key: string
  language: 'id' | 'en'
  /** In the language of what they write. */
  name: string
  /** What they write to ask this, message by message; the question itself comes last. */
  says: (question: string) => string[]
}

const CHAT_SPELLING: readonly (readonly [RegExp, string])[] = [
  [/\bbagaimana\b/g, 'gmn'],
  [/\bberapa\b/g, 'brp'],
  [/\bsaya\b/g, 'sy'],
  [/\byang\b/g, 'yg'],
  [/\bdengan\b/g, 'dgn'],
  [/\buntuk\b/g, 'utk'],
  [/\bsudah\b/g, 'udh'],
  [/\btidak\b/g, 'gak'],
  [/\bkalau\b/g, 'klo'],
]

function chatSpelling(text: string): string {
  return CHAT_SPELLING.reduce((typed, [word, short]) => typed.replace(word, short), text.toLowerCase())
}

/** Where nothing of ours tells otherwise, customers write Indonesian. */
export const PERSONAS: readonly Persona[] = [
  {
    ...{ key: 'worried_parent', language: 'id', name: 'Orang tua yang khawatir' },
    says: (question) => [
      'Selamat siang, saya ibu dari calon mahasiswa. Maaf kalau banyak bertanya, saya agak khawatir.',
      question,
    ],
  },
  { ...{ key: 'terse_student', language: 'id', name: 'Siswa yang irit kata' }, says: (question) => [question] },
  {
    ...{ key: 'chaotic_typist', language: 'id', name: 'Pengetik serampangan' },
    says: (question) => ['min', 'mau nanya dong', chatSpelling(question)],
  },
  {
    ...{ key: 'hostile', language: 'id', name: 'Pelanggan yang ketus' },
    says: (question) => [`Jawab yang jelas, jangan muter-muter. ${question}`],
  },
  {
    ...{ key: 'english_speaker', language: 'en', name: 'English speaker' },
    says: (question) => ['Hi there, I found you on Instagram.', question],
  },
  {
    ...{ key: 'mixed_language', language: 'id', name: 'Bahasa campur' },
    says: (question) => ['Hi kak, just wanna make sure nih', `${question} Thank you so much ya`],
  },
  {
    ...{ key: 'comparing', language: 'id', name: 'Pembanding agen' },
    says: (question) => ['Saya lagi membandingkan beberapa agen.', question],
  },
  {
    ...{ key: 'formal', language: 'id', name: 'Penulis resmi' },
    says: (question) => [`Selamat pagi Bapak/Ibu. Mohon informasinya. ${question} Terima kasih.`],
  },
  {
    ...{ key: 'working_adult', language: 'id', name: 'Karyawan yang sibuk' },
    says: (question) => ['Halo, saya sudah kerja dan baru sempat chat sekarang.', question],
  },
  {
    ...{ key: 'emoji_friend', language: 'id', name: 'Ramah penuh emoji' },
    says: (question) => [`Haloo kak 😊🙏 ${question} 🙏`],
  },
  {
    ...{ key: 'sceptic', language: 'id', name: 'Yang tidak percaya' },
    says: (question) => ['Ini beneran resmi, bukan penipuan?', question],
  },
  {
    ...{ key: 'english_brief', language: 'en', name: 'English, in a hurry' },
    says: (question) => [`${question} Please be quick.`],
  },
]

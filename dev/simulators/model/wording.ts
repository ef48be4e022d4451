import type { Language } from './language.ts'
import type { OpenQuestion } from './prompt.ts'

/** Whom a sentence speaks to: "Kak Nadia" or just "Kak"; "Nadia" or nobody by name. */
export type Addressee = { language: Language; first: string }

type Words = Record<Language, (to: Addressee) => string>

const kak = ({ first }: Addressee): string => (first === '' ? 'Kak' : `Kak ${first}`)
/** The customer in the middle of a sentence: the bare title stays short only in front of a name. */
const kakak = ({ first }: Addressee): string => (first === '' ? 'Kakak' : `Kak ${first}`)
const comma = ({ first }: Addressee): string => (first === '' ? '' : `, ${first}`)

// No numbers, places, tests or times of our own stand here: whatever a reply states must come from the knowledge.
const QUESTIONS: Record<string, Words[]> = {
  name: [{ id: () => 'Boleh tahu nama Kakak?', en: () => 'May I know your name?' }],
  destination: [
    {
      id: (to) => `Negara tujuan studinya ke mana, ${kak(to)}?`,
      en: (to) => `Which country would you like to study in${comma(to)}?`,
    },
  ],
  course_level: [
    {
      id: (to) => `Jenjang dan jurusan apa yang ingin diambil, ${kak(to)}?`,
      en: (to) => `Which level and course would you like to take${comma(to)}?`,
    },
  ],
  english_level: [
    {
      id: (to) => `Bagaimana kemampuan bahasa Inggris ${kakak(to)} saat ini, apakah sudah ada skor tes?`,
      en: (to) => `How is your English at the moment${comma(to)}, and do you have a test score?`,
    },
  ],
  start_date: [
    {
      id: (to) => `Rencananya ingin mulai kuliah kapan, ${kak(to)}?`,
      en: (to) => `When would you like to start your studies${comma(to)}?`,
    },
  ],
  funding: [
    {
      id: (to) => `Untuk pendanaan studinya, siapa yang akan mendukung ${kakak(to)}?`,
      en: (to) => `Who will be funding your studies${comma(to)}?`,
    },
  ],
  passport: [
    { id: (to) => `Paspornya sudah ada, ${kak(to)}?`, en: (to) => `Do you have a valid passport${comma(to)}?` },
  ],
  transcript: [
    {
      id: (to) => `Transkrip nilainya sudah siap, ${kak(to)}?`,
      en: (to) => `Is your academic transcript ready${comma(to)}?`,
    },
  ],
  cv: [{ id: (to) => `CV-nya sudah ada, ${kak(to)}?`, en: (to) => `Is your CV ready${comma(to)}?` }],
  english_certificate: [
    {
      id: (to) => `Sertifikat tes bahasa Inggrisnya sudah ada, ${kak(to)}?`,
      en: (to) => `Do you have your English test certificate already${comma(to)}?`,
    },
  ],
  city: [
    { id: (to) => `${kakak(to)} sekarang tinggal di kota mana?`, en: (to) => `Which city do you live in${comma(to)}?` },
  ],
  email: [
    {
      id: (to) => `Boleh minta alamat email ${kakak(to)}?`,
      en: (to) => `Could you share your email address${comma(to)}?`,
    },
  ],
  consultation: [
    {
      id: (to) => `Mau saya atur konsultasi pribadi dengan konsultan kami, ${kak(to)}?`,
      en: (to) => `Shall I set up a personal consultation with our consultant${comma(to)}?`,
    },
  ],
}

export function askFor(question: OpenQuestion, to: Addressee, again: boolean): string {
  const words = QUESTIONS[question.key]?.[0]?.[to.language](to)
  const [id = question.key, en = id] = question.label.split(/\s+\/\s+/)
  const asked = words ?? (to.language === 'id' ? `Boleh tahu ${id}, ${kak(to)}?` : `May I know your ${en}${comma(to)}?`)
  if (!again) return asked
  const lowered = asked.startsWith('CV') ? asked : asked.charAt(0).toLowerCase() + asked.slice(1)
  return to.language === 'id' ? `Kalau Kakak berkenan, ${lowered}` : `If you do not mind, ${lowered}`
}

const SAID = {
  welcome: {
    id: (to) => `Salam kenal, ${kak(to)}!`,
    en: (to) => `Nice to meet you${comma(to)}!`,
  },
  noted: { id: (to) => `Baik, ${kak(to)}, sudah saya catat.`, en: (to) => `Thank you${comma(to)}, noted.` },
  notYet: { id: (to) => `Tidak apa-apa, ${kak(to)}.`, en: (to) => `That is fine${comma(to)}.` },
  respected: {
    id: (to) => `Tidak masalah, ${kak(to)}, tidak harus dijawab.`,
    en: (to) => `No problem${comma(to)}, you do not have to answer that.`,
  },
  heard: { id: (to) => `Baik, ${kak(to)}.`, en: (to) => `All right${comma(to)}.` },
  hello: { id: (to) => `Halo, ${kak(to)}!`, en: (to) => `Hello${comma(to)}!` },
  welcomeThanks: { id: (to) => `Sama-sama, ${kak(to)}.`, en: (to) => `You are welcome${comma(to)}.` },
  closing: {
    id: () => 'Kalau ada pertanyaan lagi seputar kursus, pendaftaran, atau konsultasi, silakan kabari saya.',
    en: () => 'If you have more questions about courses, the application or your consultation, just let me know.',
  },
  myself: {
    id: () => 'Saya asisten WhatsApp di sini, siap bantu soal jurusan, pendaftaran, dan konsultasi.',
    en: () => 'I am the WhatsApp assistant here, and I help with courses, applications and consultations.',
  },
  toConsultant: {
    id: (to) => `Untuk hal ini konsultan kami yang akan menjawab, ${kak(to)}. Saya teruskan pesannya ke tim ya.`,
    en: (to) => `Our consultant will answer this for you${comma(to)}. I am passing your message to the team.`,
  },
  toPerson: {
    id: (to) => `Baik, ${kak(to)}, saya sambungkan dengan tim kami ya.`,
    en: (to) => `All right${comma(to)}, I am connecting you with our team.`,
  },
  complaint: {
    id: (to) => `Terima kasih sudah menyampaikan ini, ${kak(to)}. Saya teruskan ke tim kami supaya dibantu langsung.`,
    en: (to) =>
      `Thank you for telling us this${comma(to)}. I am passing it to our team so that they can help you directly.`,
  },
  phone: { id: () => 'Telepon kami: ', en: () => 'Our phone: ' },
  email: { id: () => 'email kami: ', en: () => 'our email: ' },
  stopped: {
    id: (to) => `Baik, ${kak(to)}, kami berhenti mengirim pesan. Balas kapan saja kalau ingin lanjut.`,
    en: (to) => `All right${comma(to)}, we will stop messaging you. Reply any time if you wish to continue.`,
  },
  outside: {
    id: (to) => `Informasi itu belum ada di catatan saya, ${kak(to)}. Saya teruskan ke konsultan kami ya.`,
    en: (to) => `I do not have information about that${comma(to)}. I am passing it to our consultant.`,
  },
  unclear: {
    id: (to) => `Boleh ditulis lagi maksudnya, ${kak(to)}?`,
    en: (to) => `Could you write that again in other words${comma(to)}?`,
  },
  voice: {
    id: (to) => `Pesan suaranya sudah masuk, ${kak(to)}. Boleh ditulis singkat supaya bisa langsung saya bantu?`,
    en: (to) => `Your voice note has arrived${comma(to)}. Could you write it in short so that I can help right away?`,
  },
  file: {
    id: (to) => `Terima kasih, ${kak(to)}, kirimannya sudah masuk.`,
    en: (to) => `Thank you${comma(to)}, what you sent has arrived.`,
  },
  chooseTime: {
    id: (to) => `Siap, ${kak(to)}! Silakan pilih waktu konsultasi yang cocok dari daftar ya.`,
    en: (to) => `Wonderful${comma(to)}! Please choose a consultation time that suits you from the list.`,
  },
  slotTaken: {
    id: (to) => `Siap, ${kak(to)}, pilihan waktunya sedang saya proses.`,
    en: (to) => `Great${comma(to)}, I am processing the time you chose.`,
  },
  timesAre: { id: () => 'Waktu konsultasi yang tersedia:', en: () => 'Available consultation times:' },
  notListed: {
    id: () => 'Waktu itu tidak ada di daftar. Yang tersedia:',
    en: () => 'That time is not on the list. Available times:',
  },
  whichTime: { id: () => 'Waktu mana yang cocok?', en: () => 'Which time suits you?' },
  noTimeSuits: {
    id: (to) => `Baik, ${kak(to)}, saya teruskan ke tim supaya dicarikan waktu lain.`,
    en: (to) => `All right${comma(to)}, I am asking our team to look for another time.`,
  },
  moveIt: {
    id: (to) => `Bisa, ${kak(to)}. Silakan pilih waktu yang baru.`,
    en: (to) => `Of course${comma(to)}. Please choose a new time.`,
  },
  cancelIt: {
    id: (to) => `Baik, ${kak(to)}. Konsultasinya ingin dibatalkan?`,
    en: (to) => `All right${comma(to)}. Shall the consultation be cancelled?`,
  },
  rebook: {
    id: (to) => `Baik, ${kak(to)}, permintaan ubah jadwalnya saya teruskan ke tim ya.`,
    en: (to) => `All right${comma(to)}, I am passing your change of schedule to our team.`,
  },
} satisfies Record<string, Words>

export const say = (what: keyof typeof SAID, to: Addressee): string => SAID[what][to.language](to)

export const introduction = (name: string, business: string, language: Language): string =>
  language === 'id'
    ? `Halo! Saya ${name}${business === '' ? '' : ` dari ${business}`}.`
    : `Hello! I am ${name}${business === '' ? '' : ` from ${business}`}.`

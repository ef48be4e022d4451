/** Eagle Overseas Education: the made-up study-abroad consultancy that demonstrations and tests play with. */

export type Persona = {
  name: string
  greeting: { id: string; en: string }
  language: 'id' | 'en'
  tone: string
  refusal: { id: string; en: string }
}

export type Consultant = {
  name: string
  email: string
  role: 'owner' | 'admin' | 'member'
  specialities: string[]
  languages: ('id' | 'en')[]
  timeZone: 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura'
}

/** One bookable time a week. Weekdays count from Monday as 1; times are WIB, as customers are told them. */
export type WeeklySlot = { weekday: number; startsAt: string; minutes: number; consultant: string }

export const company = {
  name: 'Eagle Overseas Education',
  slug: 'eagle-overseas',
  phone: '+62 21 5098 1200',
  email: 'contact@eagleoverseas.com',
  address: 'Graha Mandala Lantai 12, Jl. Jenderal Sudirman Kav. 71, Jakarta Selatan 12190',
  timeZone: 'Asia/Jakarta',
} as const

export const persona: Persona = {
  name: 'ARI',
  greeting: {
    id: 'Halo! Saya ARI dari Eagle Overseas Education. Senang bisa bantu rencana studi Kakak ke luar negeri.',
    en: 'Hello! I am ARI from Eagle Overseas Education. Happy to help with your plans to study abroad.',
  },
  language: 'id',
  tone: 'Hangat, singkat, dan sopan. Sapa dengan "Kak" dan nama depan. Satu pertanyaan setiap kali.',
  refusal: {
    id: 'Saya belum punya informasi tentang itu. Silakan berbicara dengan konsultan kami.',
    en: "I don't have information about that. Please speak with a consultant.",
  },
}

export const consultants: Consultant[] = [
  {
    name: 'Dimas Prasetyo',
    email: 'dimas@eagleoverseas.com',
    role: 'admin',
    specialities: ['Australia', 'New Zealand'],
    languages: ['id', 'en'],
    timeZone: 'Asia/Jakarta',
  },
  {
    name: 'Maria Hartono',
    email: 'maria@eagleoverseas.com',
    role: 'member',
    specialities: ['United Kingdom', 'Ireland'],
    languages: ['id', 'en'],
    timeZone: 'Asia/Jakarta',
  },
  {
    name: 'Ratna Dewi',
    email: 'ratna@eagleoverseas.com',
    role: 'member',
    specialities: ['Canada', 'Singapore', 'Malaysia'],
    languages: ['id'],
    timeZone: 'Asia/Jakarta',
  },
  {
    name: 'Wayan Saputra',
    email: 'wayan@eagleoverseas.com',
    role: 'member',
    specialities: ['Netherlands', 'Germany'],
    languages: ['id', 'en'],
    timeZone: 'Asia/Makassar',
  },
]

const weekly = (consultant: string, weekdays: number[], times: string[]): WeeklySlot[] =>
  weekdays.flatMap((weekday) => times.map((startsAt) => ({ weekday, startsAt, minutes: 45, consultant })))

export const weeklySlots: WeeklySlot[] = [
  ...weekly('Dimas Prasetyo', [2, 4], ['10:00', '14:00', '16:00']),
  ...weekly('Maria Hartono', [1, 3], ['10:00', '13:30']),
  ...weekly('Ratna Dewi', [3, 5], ['11:00', '15:00']),
  ...weekly('Wayan Saputra', [2, 5], ['09:30', '13:00']),
  ...weekly('Ratna Dewi', [6], ['09:30', '11:00']),
]

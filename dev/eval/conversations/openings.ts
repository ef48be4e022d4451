import { says, type Turn } from '../conversation.ts'

// What many conversations begin with, so that each can tell of what it is about.

/** The first word and the first question. */
export const HELLO: Turn = {
  says: 'Halo kak',
  ari: says('Halo! Saya ARI dari Eagle Overseas Education. Boleh tahu nama Kakak?', { intent: 'greeting' }),
  stage: 'qualification',
}

export const HELLO_EN: Turn = {
  says: 'Hi, good morning',
  ari: says('Hello! I am ARI from Eagle Overseas Education. May I know your name?', { intent: 'greeting' }),
  stage: 'qualification',
}

export const FIVE_FACTS = {
  name: 'Nadia Rahmawati',
  destination: 'Australia',
  course_level: 'S2 Data Science',
  english_level: 'IELTS 6.5',
  start_date: 'Juli 2027',
}

/** Everything that is required, in one message. */
export const QUALIFIED: Turn = {
  says: 'Aku Nadia Rahmawati, mau S2 Data Science di Australia, IELTS 6.5, rencana mulai Juli 2027',
  ari: says('Lengkap sekali, Kak Nadia. Mau konsultasi 1-on-1 dengan konsultan kami?', { facts: FIVE_FACTS }),
  stage: 'routing',
  score: 44,
}

export const QUALIFIED_EN: Turn = {
  says: "I'm Kevin, I want to do a master in computing in Singapore, my IELTS is 7 and I'd like to start in August 2027",
  ari: says('Thank you, Kevin. Would you like a 1-on-1 consultation with our consultant?', {
    facts: {
      name: 'Kevin',
      destination: 'Singapore',
      course_level: 'Master of Computing',
      english_level: 'IELTS 7',
      start_date: 'August 2027',
    },
  }),
  stage: 'routing',
}

/** Says yes, and gets the list. */
export const WANTS_TIMES: Turn = {
  says: 'Iya mau dong kak',
  ari: says('Siap, Kak Nadia. Silakan pilih waktu konsultasinya di daftar ini.', { intent: 'booking' }),
  rows: 4,
  stage: 'booking',
}

import type { AlertKind } from '#schema/alert.ts'

type Language = 'id' | 'en'
type Told = { count: number; contactId: string | null }
export type AlertWords = { title: string; text: string; path: string }

type Words = { title: (count: number) => string; text: string }

// Whoever reads it may be on a bus, with others looking on: no name, number or word of a customer's is in here.
const WORDS: Record<Language, Record<AlertKind, Words>> = {
  id: {
    review_due: { title: (n) => `${String(n)} draf menunggu ditinjau`, text: 'Pelanggan menunggu jawaban.' },
    review_overdue: {
      title: (n) => `${String(n)} draf tidak ditinjau tepat waktu`,
      text: 'Percakapannya sekarang di tangan tim.',
    },
    answer_due: { title: (n) => `${String(n)} pelanggan menunggu tim`, text: 'Waktu menjawab hampir habis.' },
    answer_late: {
      title: (n) => `${String(n)} pelanggan menunggu terlalu lama`,
      text: 'Waktu menjawab sudah lewat.',
    },
    window_closing: {
      title: (n) => `Jendela 24 jam ${String(n)} pelanggan hampir tutup`,
      text: 'Sesudah itu hanya template yang bisa dikirim.',
    },
    owner_called: {
      title: (n) => `${String(n)} pelanggan menunggu, dan tidak ada yang menjawab`,
      text: 'Anda dipanggil sebagai pemilik.',
    },
    incident: {
      title: () => 'ARI dihentikan',
      text: 'Semua percakapan sekarang di tangan tim. Lihat apa yang terjadi.',
    },
  },
  en: {
    review_due: {
      title: (n) => (n === 1 ? '1 draft waits for review' : `${String(n)} drafts wait for review`),
      text: 'Customers wait for an answer.',
    },
    review_overdue: {
      title: (n) => (n === 1 ? '1 draft was not reviewed in time' : `${String(n)} drafts were not reviewed in time`),
      text: 'People have the conversation now.',
    },
    answer_due: {
      title: (n) => (n === 1 ? '1 customer waits for the team' : `${String(n)} customers wait for the team`),
      text: 'The time to answer is nearly up.',
    },
    answer_late: {
      title: (n) => (n === 1 ? '1 customer waits too long' : `${String(n)} customers wait too long`),
      text: 'The time to answer is over.',
    },
    window_closing: {
      title: (n) =>
        n === 1
          ? 'The 24-hour window of 1 customer is about to close'
          : `The 24-hour window of ${String(n)} customers is about to close`,
      text: 'After it only a template can be sent.',
    },
    owner_called: {
      title: (n) =>
        n === 1 ? '1 customer waits, and nobody answers' : `${String(n)} customers wait, and nobody answers`,
      text: 'You are called as the owner.',
    },
    incident: { title: () => 'ARI was stopped', text: 'People have all conversations now. See what happened.' },
  },
}

/** What people are told, and where they can do something about it. */
export function alertWords(kind: AlertKind, language: Language, { count, contactId }: Told): AlertWords {
  const { title, text } = WORDS[language][kind]
  return { title: title(count), text, path: pathTo(kind, count === 1 ? contactId : null) }
}

function pathTo(kind: AlertKind, contactId: string | null): string {
  if (kind === 'review_due') return '/review'
  if (kind === 'incident') return '/review/incident'
  return contactId === null ? '/inbox?filter=waiting' : `/inbox/${contactId}`
}

const TEST: Record<Language, AlertWords> = {
  id: { title: 'Pemberitahuan berfungsi', text: 'Begini Anda diberi tahu.', path: '/notifications' },
  en: { title: 'Notifications work', text: 'This is how you will be told.', path: '/notifications' },
}

/** Sent to whoever asks whether it works. */
export const testWords = (language: Language): AlertWords => TEST[language]

import { longTime, type Language } from '../booking/times.ts'

/** The words of ARI's that no model makes: they state what really happened. */

const REFUSAL: Readonly<Record<Language, string>> = {
  id: 'Saya tidak punya informasi tentang itu. Silakan bicara dengan konsultan kami.',
  en: "I don't have information about that. Please speak with a consultant.",
}

/** The fixed refusal: the workspace's own words, or ours where it has none. */
export function refusalText(language: Language, own: { id: string; en: string }): string {
  return own[language].trim() || REFUSAL[language]
}

/** How ARI begins: the workspace's own words, or ours where it has none. */
export function greetingText(
  { botName, greeting }: { botName: string; greeting: string },
  businessName: string,
): string {
  return greeting.trim() || `Halo! Saya ${botName} dari ${businessName}.`
}

export function bookingText(
  language: Language,
  booking: { startsAtMs: number; consultant: string; timeZone: string },
): string {
  const when = longTime(booking.startsAtMs, language, booking.timeZone)
  return language === 'id'
    ? `Konsultasi 1-on-1 Anda sudah terjadwal: ${when}, bersama ${booking.consultant}. Sampai jumpa!`
    : `Your 1-on-1 consultation is booked: ${when}, with ${booking.consultant}. See you then!`
}

export function slotTakenText(language: Language): string {
  return language === 'id'
    ? 'Waktu itu baru saja terisi. Silakan pilih waktu lain yang masih tersedia.'
    : 'That time has just been taken. Please choose another one that is still free.'
}

/** The button that opens a list: 20 characters at most. */
export function chooseTimeLabel(language: Language): string {
  return language === 'id' ? 'Pilih waktu' : 'Choose a time'
}

/** The last row of such a list: 24 characters at most. */
export function personLabel(language: Language): string {
  return language === 'id' ? 'Bicara dengan konsultan' : 'Talk to a consultant'
}

/** Nobody is there to take over: when people are back. */
export function awayText(language: Language, { backAtMs, timeZone }: { backAtMs: number; timeZone: string }): string {
  const when = longTime(backAtMs, language, timeZone)
  return language === 'id'
    ? `Tim kami sedang tidak di tempat. Kami kembali ${when} dan langsung membalas pesan ini.`
    : `Our team is away right now. We are back on ${when} and will answer this message first.`
}

const HOLDING: Readonly<Record<Language, string>> = {
  id: 'Terima kasih pesannya, sebentar ya. Jawabannya sedang kami siapkan.',
  en: 'Thank you for your message. One moment please, we are preparing the answer.',
}

/** While an answer is still being read: the workspace's own words, or ours where it has none. */
export function holdingText(language: Language, own: { id: string; en: string }): string {
  return own[language].trim() || HOLDING[language]
}

const FOLLOW_UP: Readonly<Record<Language, (name: string) => string>> = {
  id: (name) => `Halo${name === '' ? '' : ` Kak ${name}`}, apakah masih ada yang ingin ditanyakan? Saya siap membantu.`,
  en: (name) =>
    `Hello${name === '' ? '' : ` ${name}`}, is there anything else you would like to know? I am here to help.`,
}

/** The name that a customer is called by. */
export function firstNameOf(name: string | null): string | null {
  return name?.trim().split(/\s+/)[0] ?? null
}

/** Once more after a silence: the workspace's own words, or ours where it has none. */
export function followUpText(language: Language, own: { id: string; en: string }, firstName: string | null): string {
  return own[language].trim() || FOLLOW_UP[language](firstName ?? '')
}

/** That nothing unasked is sent any more, or again. */
export function optText(language: Language, word: 'out' | 'in'): string {
  if (word === 'in')
    return language === 'id'
      ? 'Baik, Anda akan menerima pengingat dan kabar dari kami lagi. Balas BERHENTI untuk menghentikannya.'
      : 'All right, you will receive reminders and news from us again. Reply STOP to end them.'
  return language === 'id'
    ? 'Baik, kami tidak akan mengirim pengingat dan kabar lagi. Balas MULAI kalau ingin menerimanya lagi.'
    : 'All right, we will not send you reminders and news any more. Reply START to receive them again.'
}

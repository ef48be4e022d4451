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

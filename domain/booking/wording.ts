import { longTime, type Language } from './times.ts'
import type { Wish } from './wish.ts'
import { dayOf } from './zones.ts'

/** Our own words about consultations: they state what really happened, and no model makes them. */

export type Told = { startsAtMs: number; consultant: string; timeZone: string }

export function movedText(language: Language, booking: Told): string {
  return language === 'id'
    ? `Jadwal konsultasi Anda sudah dipindahkan: ${told(language, booking)}. Sampai jumpa!`
    : `Your consultation has been moved: ${told(language, booking)}. See you then!`
}

export function cancelQuestion(language: Language, booking: Told): string {
  return language === 'id'
    ? `Batalkan konsultasi ${told(language, booking)}?`
    : `Cancel the consultation on ${told(language, booking)}?`
}

/** What stands on the two buttons: 20 characters at most. */
export function cancelAnswers(language: Language): { yes: string; no: string } {
  return language === 'id' ? { yes: 'Ya, batalkan', no: 'Tidak jadi' } : { yes: 'Yes, cancel', no: 'No, keep it' }
}

export function cancelledText(language: Language, booking: Told): string {
  return language === 'id'
    ? `Konsultasi ${told(language, booking)} sudah dibatalkan. Kalau ingin jadwal lain, tinggal kabari.`
    : `The consultation on ${told(language, booking)} is cancelled. Write any time if you would like another one.`
}

export function keptText(language: Language, booking: Told): string {
  return language === 'id'
    ? `Baik, jadwal Anda tetap: ${told(language, booking)}.`
    : `All right, your consultation stays: ${told(language, booking)}.`
}

export function failedText(language: Language): string {
  return language === 'id'
    ? 'Jadwalnya belum bisa dipastikan sekarang. Rekan kami akan segera mengonfirmasi.'
    : 'The time cannot be confirmed right now. A colleague will confirm it with you shortly.'
}

export function moveOfferText(language: Language): string {
  return language === 'id' ? 'Silakan pilih waktu yang baru.' : 'Please choose a new time.'
}

/** There is nothing as they wished; what follows is the nearest. */
export function nearestText(language: Language, wish: Wish): string {
  const day = dayText(language, wish)
  if (language === 'id')
    return `${day === null ? 'Di jam itu' : `Untuk ${day}`} tidak ada waktu kosong seperti yang diminta. Ini yang terdekat:`
  return `There is no free time as you wished${day === null ? '' : ` on ${day}`}. These are the nearest:`
}

/** One day by its name; several days have none. */
function dayText(language: Language, { firstDay, lastDay }: Wish): string | null {
  if (firstDay === null || firstDay !== lastDay) return null
  return longTime(dayOf(firstDay) * 86_400_000, language, 'UTC').replace(/ (?:pukul|at) .*/, '')
}

export function reminderText(language: Language, booking: Told, kind: 'day' | 'hour'): string {
  const when = told(language, booking)
  if (language === 'id') return `Pengingat: konsultasi 1-on-1 Anda ${kind === 'hour' ? 'satu jam lagi, ' : ''}${when}.`
  return `A reminder: your 1-on-1 consultation is ${kind === 'hour' ? 'in an hour, ' : ''}${when}.`
}

/** "Selasa, 24 November 2026 pukul 10.00 WIB, bersama Dimas". */
function told(language: Language, { startsAtMs, consultant, timeZone }: Told): string {
  return `${longTime(startsAtMs, language, timeZone)}, ${language === 'id' ? 'bersama' : 'with'} ${consultant}`
}

export type MailAbout = 'booked' | 'moved' | 'cancelled' | 'reminder_day' | 'reminder_hour'
type MailTo = Told & { to: 'customer' | 'consultant'; customer: string; business: string }

const SUBJECTS: Readonly<Record<Language, Record<MailAbout, string>>> = {
  id: {
    booked: 'Konsultasi 1-on-1',
    moved: 'Jadwal baru konsultasi 1-on-1',
    cancelled: 'Konsultasi 1-on-1 dibatalkan',
    reminder_day: 'Pengingat konsultasi 1-on-1',
    reminder_hour: 'Konsultasi 1-on-1 satu jam lagi',
  },
  en: {
    booked: '1-on-1 consultation',
    moved: 'New time of the 1-on-1 consultation',
    cancelled: '1-on-1 consultation cancelled',
    reminder_day: 'Reminder of the 1-on-1 consultation',
    reminder_hour: '1-on-1 consultation in an hour',
  },
}

export function mailSubject(language: Language, about: MailAbout, { startsAtMs, timeZone }: Told): string {
  return `${SUBJECTS[language][about]}: ${longTime(startsAtMs, language, timeZone)}`
}

export function mailText(language: Language, about: MailAbout, mail: MailTo): string {
  const { to, customer, consultant, business } = mail
  const [hello, withWhom] =
    language === 'id'
      ? [
          `Halo ${to === 'customer' ? customer : consultant},`,
          to === 'customer' ? `bersama ${consultant}` : `dengan ${customer}`,
        ]
      : [`Hello ${to === 'customer' ? customer : consultant},`, `with ${to === 'customer' ? consultant : customer}`]
  const body = `${SUBJECTS[language][about]}: ${longTime(mail.startsAtMs, language, mail.timeZone)}, ${withWhom}.`
  return [hello, body, business].join('\n\n')
}

/** What stands in both calendars. */
export function calendarTitle(language: Language, customer: string, consultant: string): string {
  return `${language === 'id' ? 'Konsultasi' : 'Consultation'}: ${customer} & ${consultant}`
}

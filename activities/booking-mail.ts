import { calendarFile } from '#clients/calendar/calendar-file.ts'
import { MailRefused, type Mail } from '#clients/mail/mail.ts'
import {
  findFormerConsultant,
  getBookingDetails,
  insertBookingEvent,
  type BookingDetails,
} from '#db/queries/booking-details.ts'
import { calendarTitle, mailSubject, mailText, type MailAbout } from '#domain/booking/wording.ts'
import type { Deps } from './deps.ts'
import { mailRefused } from './failures.ts'

export type BookingMail = {
  workspaceId: string
  bookingId: string
  /** The change that it tells of: when there has been another one since, that one is told. */
  sequence: number
  what: MailAbout
  to: 'customer' | 'consultant'
}

export const createBookingMailActivities = ({ db, mailer }: Pick<Deps, 'db' | 'mailer'>) => {
  async function send(mail: Mail): Promise<void> {
    try {
      await mailer.send(mail)
    } catch (error) {
      if (error instanceof MailRefused) throw mailRefused(error.message)
      throw error
    }
  }

  async function tell(mail: BookingMail): Promise<{ outcome: 'sent' | 'no_address' | 'outdated' }> {
    const { workspaceId, bookingId, sequence, what, to } = mail
    const details = await db.inWorkspace(workspaceId, (tx) => getBookingDetails(tx, bookingId))
    const address = to === 'customer' ? details.customerEmail : details.consultantEmail
    if (address === null) return { outcome: 'no_address' }
    if (!isOfNow(details, mail)) return { outcome: 'outdated' }
    await send({
      ...compose(details, mail, { address, from: mailer.from }),
      key: `booking/${bookingId}/${String(sequence)}/${what}/${to}`,
    })
    const sent = { bookingId, sequence, what: 'mail_sent' as const, mail: what, to }
    await db.inWorkspace(workspaceId, (tx) => insertBookingEvent(tx, sent))
    return { outcome: 'sent' }
  }

  /** Who had it before a move to somebody else gets it out of their calendar, also where there was another move since. */
  async function tellFormer({ workspaceId, bookingId, sequence }: BookingMail): Promise<void> {
    const { details, former } = await db.inWorkspace(workspaceId, async (tx) => ({
      details: await getBookingDetails(tx, bookingId),
      former: await findFormerConsultant(tx, { bookingId, sequence }),
    }))
    if (former === null) return
    const { consultant, email, startsAt } = former
    const lengthMs = details.endsAt.getTime() - details.startsAt.getTime()
    const theirs = {
      ...{ ...details, consultant, sequence, startsAt },
      endsAt: new Date(startsAt.getTime() + lengthMs),
    }
    const about = { bookingId, what: 'cancelled' as const, to: 'consultant' as const }
    await send({
      ...compose(theirs, about, { address: email, from: mailer.from }),
      key: `booking/${bookingId}/${String(sequence)}/moved/former`,
    })
  }

  return {
    /**
     * Tells one side of a consultation by mail, with the file that puts it into their calendar, moves it there or takes
     * it out; the record notes that it went. Repeating it is the same mail under the same key. Fails with MailRefused
     * when it will never go out.
     */
    async mailBooking(mail: BookingMail): Promise<{ outcome: 'sent' | 'no_address' | 'outdated' }> {
      const isHandedOver = mail.what === 'moved' && mail.to === 'consultant'
      // Neither side waits for the other's mail service.
      const [told, former] = await Promise.allSettled([tell(mail), isHandedOver ? tellFormer(mail) : undefined])
      if (told.status === 'rejected') throw told.reason
      if (former.status === 'rejected') throw former.reason
      return told.value
    },
  }
}

function isOfNow({ status, sequence, startsAt }: BookingDetails, mail: BookingMail): boolean {
  if (sequence !== mail.sequence) return false
  if (mail.what === 'cancelled') return status === 'cancelled' || status === 'released'
  return status === 'confirmed' && startsAt > new Date()
}

function compose(
  details: BookingDetails,
  { bookingId, what, to }: Pick<BookingMail, 'bookingId' | 'what' | 'to'>,
  { address, from }: { address: string; from: string },
): Mail {
  const { business, consultant, timeZone, startsAt, endsAt, language } = details
  const customer = details.customer ?? (language === 'id' ? 'pelanggan' : 'customer')
  const about = { startsAtMs: startsAt.getTime(), consultant, timeZone, customer, business, to }
  const text = mailText(language, what, about)
  const mail = { to: address, subject: mailSubject(language, what, about), text }
  // A reminder changes nothing in a calendar.
  if (what === 'reminder_day' || what === 'reminder_hour') return mail
  const method = what === 'cancelled' ? 'CANCEL' : 'REQUEST'
  const file = calendarFile(
    {
      ...{ uid: `${bookingId}@my21staff`, sequence: details.sequence, stampedAt: details.updatedAt, startsAt, endsAt },
      title: calendarTitle(language, customer, consultant),
      text: mailSubject(language, what, about),
      organizer: { name: business, email: addressOf(from) },
      attendees: [{ name: to === 'customer' ? customer : consultant, email: address }],
    },
    method,
  )
  const type = `text/calendar; charset=utf-8; method=${method}`
  return { ...mail, attachments: [{ name: 'invite.ics', type, text: file }] }
}

/** Of "Desk <desk@example.com>" the address. */
function addressOf(from: string): string {
  return /<([^>]+)>/.exec(from)?.[1] ?? from.trim()
}

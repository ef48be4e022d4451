import type { BookingEvent } from '#schema/booking.ts'

/** What is told of a consultation. */
export type Notice = 'booked' | 'moved' | 'cancelled' | 'reminder_day' | 'reminder_hour'
export type Way = 'mail_customer' | 'mail_consultant' | 'whatsapp'

/** Who was told of what, and what did not go out; `reason` where there is more to say than that. */
export type Delivery = {
  sent: { notice: Notice; ways: Way[] }[]
  failed: { notice: Notice; way: Way; reason: string | null }[]
}

const NOTICES: readonly Notice[] = ['booked', 'moved', 'cancelled', 'reminder_day', 'reminder_hour']

/** Reads it from the record of one change of a consultation, the earliest event first. The last word on a way counts. */
export function deliveryOf(events: readonly BookingEvent[]): Delivery {
  const known = new Map<string, { notice: Notice; way: Way; isSent: boolean; reason: string | null }>()
  const note = (notice: Notice, way: Way, reason: string | null | undefined) =>
    known.set(`${notice} ${way}`, { notice, way, isSent: reason === undefined, reason: reason ?? null })
  for (const event of events) {
    switch (event.what) {
      case 'told':
        note(event.message, 'whatsapp', undefined)
        break
      case 'not_sent':
        note(event.message, 'whatsapp', event.reason)
        break
      case 'mail_sent':
        note(event.mail, event.to === 'customer' ? 'mail_customer' : 'mail_consultant', undefined)
        break
      case 'mail_failed':
        note(event.mail, event.to === 'customer' ? 'mail_customer' : 'mail_consultant', null)
        break
      case 'booked':
      case 'moved':
      case 'cancelled':
      case 'released':
    }
  }
  const all = [...known.values()]
  const sent = NOTICES.flatMap((notice) => {
    const ways = all.filter((one) => one.notice === notice && one.isSent).map(({ way }) => way)
    return ways.length === 0 ? [] : [{ notice, ways }]
  })
  return {
    sent,
    failed: all.filter(({ isSent }) => !isSent).map(({ notice, way, reason }) => ({ notice, way, reason })),
  }
}

/** Who will hear of it, and how, when somebody of ours moves or cancels it. */
export function reachOf({
  customerHasMail,
  consultantHasMail,
  isWindowOpen,
}: {
  customerHasMail: boolean
  consultantHasMail: boolean
  /** WhatsApp takes free words to the customer. */
  isWindowOpen: boolean
}): Way[] {
  return [
    ...(isWindowOpen ? (['whatsapp'] as const) : []),
    ...(customerHasMail ? (['mail_customer'] as const) : []),
    ...(consultantHasMail ? (['mail_consultant'] as const) : []),
  ]
}

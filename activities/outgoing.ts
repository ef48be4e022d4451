import type { WhatsAppMessage } from '#clients/whatsapp/whatsapp.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { getBooking } from '#db/queries/bookings.ts'
import { getDraftReply } from '#db/queries/drafts.ts'
import type { Recipient } from '#db/queries/outbound.ts'
import { listFreeSlots } from '#db/queries/slots.ts'
import { shortTime, type Language } from '#domain/booking/times.ts'
import { bookingText, chooseTimeLabel, optText, refusalText, slotTakenText } from '#domain/conversation/wording.ts'
import { SLOT_ROW_PREFIX } from './draft-context.ts'

/** What to send. Its words come from Postgres or from our own wording, never from the workflow. */
export type WhatToSay =
  | { say: 'draft'; draftId: string }
  | { say: 'slots'; draftId: string }
  | { say: 'refusal'; draftId: string }
  | { say: 'booking'; bookingId: string }
  | { say: 'slot_taken' }
  | { say: 'opted'; word: 'out' | 'in' }

/** A message as the thread shows it (`kind`, `body`, `content`) and as WhatsApp takes it (`payload`). */
export type Outgoing = { kind: 'text' | 'interactive'; body: string; content: object; payload: WhatsAppMessage }

/** WhatsApp shows at most ten rows; more than a screenful helps nobody choose. */
const ROWS = 8

/** Puts the message together; `no_slots` when times were to be offered and none is free. */
export async function compose(
  tx: WorkspaceTx,
  what: WhatToSay,
  { language, timeZone, refusal }: Pick<Recipient, 'language' | 'timeZone' | 'refusal'>,
): Promise<Outgoing | 'no_slots'> {
  switch (what.say) {
    case 'draft':
      return text(await getDraftReply(tx, what.draftId))
    case 'refusal':
      return text(refusalText(language, refusal))
    case 'booking': {
      const { startsAt, consultant } = await getBooking(tx, what.bookingId)
      return text(bookingText(language, { startsAtMs: startsAt.getTime(), consultant, timeZone }))
    }
    case 'slots':
      return slotList(tx, await getDraftReply(tx, what.draftId), language, timeZone)
    case 'opted':
      return text(optText(language, what.word))
    case 'slot_taken':
      return slotList(tx, slotTakenText(language), language, timeZone)
  }
}

export function text(body: string): Outgoing {
  return { kind: 'text', body, content: {}, payload: { type: 'text', text: { body, preview_url: false } } }
}

/** A text with the free times under it to choose from. */
export async function slotList(
  tx: WorkspaceTx,
  body: string,
  language: Language,
  timeZone: string,
): Promise<Outgoing | 'no_slots'> {
  const slots = await listFreeSlots(tx, { notBefore: new Date(), limit: ROWS })
  if (slots.length === 0) return 'no_slots'
  const rows = slots.map(({ id, startsAt, consultant }) => ({
    id: SLOT_ROW_PREFIX + id,
    title: shortTime(startsAt.getTime(), language, timeZone),
    description: consultant.slice(0, 72),
  }))
  const button = chooseTimeLabel(language)
  return {
    kind: 'interactive',
    body,
    content: { button, rows },
    payload: {
      type: 'interactive',
      interactive: { type: 'list', body: { text: body }, action: { button, sections: [{ rows }] } },
    },
  }
}

import { choiceList, replyButtons, type Choice } from '#clients/whatsapp/interactive.ts'
import type { WhatsAppMessage } from '#clients/whatsapp/whatsapp.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { getBookingDetails } from '#db/queries/booking-details.ts'
import { findSlotStart } from '#db/queries/slots.ts'
import { getDraftReply, getDraftWish } from '#db/queries/drafts.ts'
import type { Recipient } from '#db/queries/outbound.ts'
import { startOf } from '#domain/booking/free-times.ts'
import { shortTime } from '#domain/booking/times.ts'
import type { Wish } from '#domain/booking/wish.ts'
import * as words from '#domain/booking/wording.ts'
import type { BookingWords } from '#domain/conversation/step.ts'
import {
  bookingText,
  chooseTimeLabel,
  optText,
  personLabel,
  refusalText,
  slotTakenText,
} from '#domain/conversation/wording.ts'
import { ROW_DESCRIPTION_MOST } from '#schema/whatsapp-limits.ts'
import { CANCEL_PREFIX, KEEP_PREFIX, PERSON_CHOICE, SLOT_ROW_PREFIX } from './draft-context.ts'
import { listFreeTimes, listTimesAfter, type FreeSlot } from './free-times.ts'

/** What to send. Its words come from Postgres or from our own wording, never from the workflow. */
export type WhatToSay =
  | { say: 'draft'; draftId: string }
  | { say: 'slots'; draftId: string }
  | { say: 'refusal'; draftId: string }
  /** A consultation that stands: new, or moved. */
  | { say: 'booking'; bookingId: string }
  | { say: 'slot_taken'; slotId?: string }
  | { say: 'booking_failed' }
  | { say: 'booking_cancelled'; bookingId: string }
  | BookingWords
  | { say: 'opted'; word: 'out' | 'in' }

/** The draft that is said, or that a list goes by; null for words that need none. */
export function draftOf(what: WhatToSay): string | null {
  return 'draftId' in what ? what.draftId : null
}

/** A message as the thread shows it (`kind`, `body`, `content`) and as WhatsApp takes it (`payload`). */
export type Outgoing = { kind: 'text' | 'interactive'; body: string; content: object; payload: WhatsAppMessage }

/** WhatsApp takes ten rows, of which one asks for a person; more than a screenful helps nobody choose. */
const ROWS = 8
/** Whose time was just taken is not asked to search again. */
const ROWS_AFTER_CLASH = 2

type About = Pick<Recipient, 'language' | 'timeZone' | 'refusal'>

/** Puts the message together; `no_slots` when times were to be offered and none is free. */
export async function compose(tx: WorkspaceTx, what: WhatToSay, about: About): Promise<Outgoing | 'no_slots'> {
  const { language, refusal } = about
  switch (what.say) {
    case 'draft':
      return text(await getDraftReply(tx, what.draftId))
    case 'refusal':
      return text(refusalText(language, refusal))
    case 'booking':
    case 'booking_kept':
    case 'booking_cancelled':
    case 'cancel_question':
      return aboutBooking(what.say, await findTold(tx, what.bookingId), about)
    case 'booking_failed':
      return text(words.failedText(language))
    case 'slots':
    case 'move_list': {
      const { wish, isRead } = await getDraftWish(tx, what.draftId)
      // What the model wrote goes with the list; about a change of what is booked these are our words.
      const body = what.say === 'slots' ? await getDraftReply(tx, what.draftId) : words.moveOfferText(language)
      return offerTimes(tx, { wish: wish as Wish | null, body, isRead: isRead && what.say === 'slots' }, about)
    }
    case 'slot_taken':
      return offerOthers(tx, what.slotId, about)
    case 'opted':
      return text(optText(language, what.word))
  }
}

export function text(body: string): Outgoing {
  return { kind: 'text', body, content: {}, payload: { type: 'text', text: { body, preview_url: false } } }
}

type Clock = Pick<About, 'language' | 'timeZone'>

/** A text with free times under it; a person who has read it chose its words. */
type Offer = { wish: Wish | null; body: string; isRead?: boolean }

/** The free times under a text; where none is as the customer wished, the nearest under words that say so. */
export async function offerTimes(
  tx: WorkspaceTx,
  { wish, body, isRead = false }: Offer,
  { language, timeZone }: Clock,
): Promise<Outgoing | 'no_slots'> {
  const { times, isMet } = await listFreeTimes(tx, { now: new Date(), wish, timeZone, most: ROWS })
  const said = wish !== null && !isMet && !isRead ? words.nearestText(language, wish) : body
  return timeList(said, times, { language, timeZone })
}

/** What would stand over the times in place of a draft's own words, because none is as was wished; null where they stand. */
export async function wordsOverTimes(tx: WorkspaceTx, draftId: string, about: Clock): Promise<string | null> {
  const wish = (await getDraftWish(tx, draftId)).wish as Wish | null
  if (wish === null) return null
  const { times, isMet } = await listFreeTimes(tx, { now: new Date(), wish, timeZone: about.timeZone, most: ROWS })
  return isMet || times.length === 0 ? null : words.nearestText(about.language, wish)
}

/** Says that a time is taken, with the next ones after it. */
export async function offerOthers(
  tx: WorkspaceTx,
  slotId: string | undefined,
  { language, timeZone }: Clock,
): Promise<Outgoing | 'no_slots'> {
  const takenAtMs = slotId === undefined ? null : (startOf(slotId) ?? (await findSlotStart(tx, slotId)))
  const times = await listTimesAfter(tx, { now: new Date(), afterMs: takenAtMs ?? 0, most: ROWS_AFTER_CLASH })
  return timeList(slotTakenText(language), times, { language, timeZone })
}

/** What is told of a consultation. */
export type ToldBooking = { id: string; startsAt: Date; consultant: string; isMoved: boolean }
type AboutBooking = 'booking' | 'booking_kept' | 'booking_cancelled' | 'cancel_question'

async function findTold(tx: WorkspaceTx, id: string): Promise<ToldBooking> {
  const { startsAt, consultant, sequence } = await getBookingDetails(tx, id)
  return { id, startsAt, consultant, isMoved: sequence > 0 }
}

export function aboutBooking(
  say: AboutBooking,
  { id, startsAt, consultant, isMoved }: ToldBooking,
  { language, timeZone }: Clock,
): Outgoing {
  const told = { startsAtMs: startsAt.getTime(), consultant, timeZone }
  switch (say) {
    case 'booking':
      return text(isMoved ? words.movedText(language, told) : bookingText(language, told))
    case 'booking_kept':
      return text(words.keptText(language, told))
    case 'booking_cancelled':
      return text(words.cancelledText(language, told))
    case 'cancel_question': {
      const { yes, no } = words.cancelAnswers(language)
      const answers = [
        { id: CANCEL_PREFIX + id, title: yes },
        { id: KEEP_PREFIX + id, title: no },
      ]
      return buttons(words.cancelQuestion(language, told), answers)
    }
  }
}

function buttons(body: string, answers: Choice[]): Outgoing {
  return {
    kind: 'interactive',
    body,
    content: { buttons: answers },
    payload: replyButtons({ body, buttons: answers }),
  }
}

function timeList(body: string, times: FreeSlot[], { language, timeZone }: Clock): Outgoing | 'no_slots' {
  if (times.length === 0) return 'no_slots'
  const rows: Choice[] = times.map(({ id, startsAt, consultant }) => ({
    id: SLOT_ROW_PREFIX + id,
    title: shortTime(startsAt.getTime(), language, timeZone),
    description: consultant.slice(0, ROW_DESCRIPTION_MOST),
  }))
  // Whom no time suits says so without typing.
  rows.push({ id: PERSON_CHOICE, title: personLabel(language) })
  const button = chooseTimeLabel(language)
  return {
    kind: 'interactive',
    body,
    content: { button, rows },
    payload: choiceList({ body, button, rows }),
  }
}

import type { WhatsAppMessage } from '#clients/whatsapp/whatsapp.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { getBookingDetails, insertBookingEvent, type BookingDetails } from '#db/queries/booking-details.ts'
import { lockBooking } from '#db/queries/bookings.ts'
import { findLedgerEntryOf, insertOutbound, type Recipient } from '#db/queries/outbound.ts'
import { withdrawOutbound } from '#db/queries/outbound-outcomes.ts'
import { listTemplates, type TemplateRow } from '#db/queries/templates.ts'
import { reminderValues, type Reminder } from '#domain/booking/reminder-template.ts'
import { longTime } from '#domain/booking/times.ts'
import { cancelledText, movedText, reminderText } from '#domain/booking/wording.ts'
import { firstNameOf } from '#domain/conversation/wording.ts'
import { componentsFor, fillTemplate } from '#domain/template/fill.ts'
import { isFillable, isUsable } from '#domain/template/parameters.ts'
import type { SentTemplate, TemplateContents } from '#schema/template.ts'
import type { Deps } from './deps.ts'
import { sendHeldBack } from './failures.ts'
import { addressed, sendOnce, type Started } from './ledger.ts'

export type BookingMessage = {
  workspaceId: string
  bookingId: string
  /** Minted by the workflow: repeating it finds the same message. */
  messageId: string
  sequence: number
  what: 'moved' | 'cancelled' | 'reminder_day' | 'reminder_hour'
}

/** Why nothing was sent; kept in the record of the conversation. */
type NotSent = 'outdated' | 'window_closed' | 'no_template'
type Words = { kind: 'text' | 'template'; body: string; content: object; payload: WhatsAppMessage }

const MERGED_AGAIN_MS = 1_000

export const createBookingMessageActivities = (deps: Deps) => ({
  /**
   * Tells the customer of a consultation that they have: what was agreed on, so it goes out whoever has the floor.
   * Outside of the 24-hour window a reminder goes as the workspace's template; where there is none it does not go.
   */
  async tellOfBooking(message: BookingMessage): Promise<{ outcome: 'sent' | 'refused' | NotSent }> {
    const { workspaceId, bookingId, messageId, sequence } = message
    const about = { bookingId, sequence, message: message.what }
    const details = await deps.db.inWorkspace(workspaceId, (tx) => getBookingDetails(tx, bookingId))
    const { conversationId } = details
    const ended = await sendOnce<NotSent>(
      deps,
      { workspaceId, conversationId },
      {
        find: (tx) => findLedgerEntryOf(tx, messageId),
        fence: async (tx, { mergedInto }, entry) => {
          // It goes on in another one, as of this moment: there it is looked for again.
          if (mergedInto !== null) throw sendHeldBack(MERGED_AGAIN_MS)
          // Holds the booking until the claim is made: whoever cancels it comes before that, or after the message.
          if (isOfNow(await lockBooking(tx, bookingId), message)) return null
          if (entry) await withdrawOutbound(tx, messageId, conversationId)
          return 'outdated'
        },
        write: async (tx, recipient) => {
          const words = await wordsFor(tx, { details, message, recipient })
          if (typeof words !== 'string') return write(tx, { words, message, recipient, conversationId })
          await insertBookingEvent(tx, { ...about, what: 'not_sent', reason: words })
          return { outcome: words }
        },
        settle: (tx) => insertBookingEvent(tx, { ...about, what: 'told' }),
      },
    )
    if (ended === 'refused')
      await deps.db.inWorkspace(workspaceId, (tx) =>
        insertBookingEvent(tx, { ...about, what: 'not_sent', reason: 'refused' }),
      )
    const outcome = ended === 'withdrawn' ? 'outdated' : ended
    deps.log.info({ event: 'booking_message', conversationId, what: message.what, outcome }, 'A booking was told of')
    return { outcome }
  },
})

function isOfNow(
  { status, sequence, startsAtMs }: Awaited<ReturnType<typeof lockBooking>>,
  message: BookingMessage,
): boolean {
  if (sequence !== message.sequence) return false
  return message.what === 'cancelled' ? status === 'cancelled' : status === 'confirmed' && Date.now() < startsAtMs
}

type About = { details: BookingDetails; message: BookingMessage; recipient: Recipient }

async function wordsFor(tx: WorkspaceTx, { details, message, recipient }: About): Promise<Words | NotSent> {
  const { what } = message
  const { consultant, timeZone, startsAt, reminderTemplate } = details
  const { language } = recipient
  const told = { startsAtMs: startsAt.getTime(), consultant, timeZone }
  if (recipient.windowOpen) {
    const body =
      what === 'moved'
        ? movedText(language, told)
        : what === 'cancelled'
          ? cancelledText(language, told)
          : reminderText(language, told, what === 'reminder_day' ? 'day' : 'hour')
    return { kind: 'text', body, content: {}, payload: { type: 'text', text: { body, preview_url: false } } }
  }
  if (what === 'moved' || what === 'cancelled') return 'window_closed'
  if (reminderTemplate === null) return 'no_template'
  const templates = await listTemplates(tx, recipient.channelId)
  const usable = templates.filter(
    ({ name, status, contents }) =>
      name === reminderTemplate && isUsable(status) && contents !== null && isFillable(contents),
  )
  const template = usable.find((one) => one.language.startsWith(language)) ?? usable[0]
  if (!template?.contents) return 'no_template'
  const customer = firstNameOf(details.customer) ?? ''
  const time = longTime(told.startsAtMs, language, timeZone)
  return filledIn(template, template.contents, { customer: customer || 'Kak', time, consultant })
}

function filledIn({ name, language }: TemplateRow, contents: TemplateContents, reminder: Reminder): Words | NotSent {
  const values = reminderValues(contents, reminder)
  // It asks for something that we do not have.
  if (values === null) return 'no_template'
  const { body, ...rest } = fillTemplate(contents, values)
  const components = componentsFor(contents, values)
  const template: SentTemplate = { name, language, parameters: values, ...rest }
  const payload: WhatsAppMessage = {
    type: 'template',
    template: { name, language: { code: language }, ...(components.length > 0 && { components }) },
  }
  return { kind: 'template', body, content: { template }, payload }
}

async function write(
  tx: WorkspaceTx,
  { words, message, recipient, conversationId }: Omit<About, 'details'> & { words: Words; conversationId: string },
): Promise<Started> {
  const { channelId, floorEpoch } = recipient
  const payload = addressed(recipient, words.payload)
  const written = await insertOutbound(tx, {
    ...{ messageId: message.messageId, conversationId, channelId, turn: null, author: 'system', floorEpoch },
    ...{ kind: words.kind, body: words.body, content: words.content, payload, now: new Date() },
  })
  return { ...written, tries: 1, payload }
}

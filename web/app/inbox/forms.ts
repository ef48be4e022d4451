import { z } from 'zod'

// One schema for the page and for the server behind it. The messages are keys: `inbox.errors` has the words.

/** WhatsApp takes no longer text: https://developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages */
export const TEXT_MOST = 4096
const NOTE_MOST = 4000

const words = (most: number) =>
  z
    .string('empty')
    .trim()
    .min(1, 'empty')
    .max(most, 'too-long')
    // Postgres has no zero characters in its texts.
    .regex(/^[^\0]*$/, 'invalid')

const id = z.uuid('invalid').transform((text) => text.toLowerCase())

/** A message to the customer. */
export const MessageForm = z.object({
  messageId: id,
  body: words(TEXT_MOST),
  replyTo: z.union([z.literal('').transform(() => undefined), z.uuid('invalid')], 'invalid').optional(),
})

/** A note about the customer, for people of ours. */
export const NoteForm = z.object({ noteId: id, body: words(NOTE_MOST) })

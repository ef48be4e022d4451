// In zod's small form: of the other the browser would load all.
import * as z from 'zod/mini'
import { MOST_SCORE } from '#domain/ari-config/problems.ts'
import type { TemplateParameter } from '#schema/template.ts'
import { BUTTON_MOST, LINK_MOST, PRESSED_BODY_MOST } from '#schema/whatsapp-limits.ts'
import { COMPLAINT_MOST, isScore, isWebAddress, NOTE_MOST, SCORE_REASON_MOST, TEXT_MOST, wrongWith } from './words.ts'

// One schema for the page and for the server behind it. The messages are keys: `inbox.errors` has the words.

const words = (most: number) =>
  z.string('empty').check(z.trim(), ({ value, issues }) => {
    const wrong = wrongWith(value, most)
    if (wrong !== null) issues.push({ code: 'custom', message: wrong, input: value })
  })

const id = z.uuid('invalid').check(z.toLowerCase())

/** A button that opens a page, under a message. */
export const LinkForm = z.object({
  label: words(BUTTON_MOST),
  url: words(LINK_MOST).check(z.refine(isWebAddress, 'link')),
})

/** A message to the customer. */
export const MessageForm = z
  .object({
    messageId: id,
    body: words(TEXT_MOST),
    link: z.optional(LinkForm),
    replyTo: z.optional(
      z.union(
        [
          z.pipe(
            z.literal(''),
            z.transform(() => undefined),
          ),
          z.uuid('invalid'),
        ],
        'invalid',
      ),
    ),
  })
  .check(({ value: { body, link: button }, issues }) => {
    if (button !== undefined && body.length > PRESSED_BODY_MOST)
      issues.push({ code: 'custom', message: 'too-long', path: ['body'], input: body })
  })

/** A template to the customer, in place of words of one's own. */
export const TemplateMessageForm = z.object({
  messageId: id,
  template: z.object({
    id,
    parameters: z.record(z.string().check(z.maxLength(600)), z.string().check(z.maxLength(TEXT_MOST, 'too-long'))),
  }),
})

/** What is filled into a template. WhatsApp takes no line breaks or tabs there, nor more than four spaces in a row. */
const filling = (most: number) => words(most).check(z.regex(/^(?!.* {5})[^\n\r\t]*$/, 'one-line'))

const link = words(2000).check(z.regex(/^https:\/\/[^\s]+$/, 'link'))

/** Everything that a template asks for, by the parameters' keys. */
export const templateForm = (parameters: readonly TemplateParameter[]) =>
  z.object(Object.fromEntries(parameters.map(({ key, kind, most }) => [key, kind === 'link' ? link : filling(most)])))

/** Whether a customer says that a message of ARI's is wrong, and what is. */
export const ComplaintForm = z.object({
  order: z.enum(['make', 'takeBack'], 'invalid'),
  note: z.optional(words(COMPLAINT_MOST)),
})

/** A score in place of ARI's; null: ARI's own counts again. */
export const ScoreForm = z.object({
  score: z.nullable(z.number('score-range').check(z.refine((score) => isScore(score, MOST_SCORE), 'score-range'))),
  reason: z.optional(words(SCORE_REASON_MOST)),
})

/** A note about the customer, for people of ours. */
export const NoteForm = z.object({ noteId: id, body: words(NOTE_MOST) })

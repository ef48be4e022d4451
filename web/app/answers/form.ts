// In zod's small form: of the other the browser would load all.
import * as z from 'zod/mini'

export const COMMENT_MOST = 1000

const point = z.boolean('invalid')
const seen = z.optional(z.nullable(z.iso.datetime('invalid')))

/** What a reader found in an answer, or that they had not read it. */
export const ReadingForm = z.discriminatedUnion(
  'order',
  [
    z.object({
      order: z.literal('read'),
      seen,
      points: z.object({ factual: point, tone: point, grounded: point, escalates: point, polite: point }, 'invalid'),
      comment: z.optional(
        z.pipe(
          z.string('invalid').check(z.trim(), z.maxLength(COMMENT_MOST, 'too-long'), z.regex(/^[^\0]*$/, 'invalid')),
          z.transform((text) => (text === '' ? undefined : text)),
        ),
      ),
    }),
    z.object({ order: z.literal('takeBack'), seen }),
  ],
  'invalid',
)

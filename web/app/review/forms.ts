import { z } from 'zod/mini'

/** WhatsApp takes longer ones; nobody reads them. */
export const MOST_OF_EDIT = 1_024
export const MOST_OF_GUIDANCE = 500
export const MOST_OF_REASON = 200

const words = (most: number) =>
  z.string('missing').check(z.trim(), z.minLength(1, 'missing'), z.maxLength(most, 'too-long'))

/** What a reviewer decides about a draft. Messages are codes, for which the page has words in both languages. */
export const ReviewOrderForm = z.discriminatedUnion(
  'verdict',
  [
    z.object({ verdict: z.literal('approve') }),
    z.object({ verdict: z.literal('escalate') }),
    z.object({
      verdict: z.literal('edit'),
      text: words(MOST_OF_EDIT),
      reason: z.optional(words(MOST_OF_REASON)),
    }),
    z.object({ verdict: z.literal('again'), kind: z.enum(['hint', 'fact'], 'invalid'), body: words(MOST_OF_GUIDANCE) }),
  ],
  'invalid',
)

// In zod's small form: of the other the browser would load all, on every page.
import * as z from 'zod/mini'
import { STAGES } from '#schema/conversation.ts'
import { TRIAL_SOURCES } from '#schema/trial.ts'

export const WORDS_MOST = 4_096

const messageId = z.uuid('invalid')
const text = z
  .string('invalid')
  .check(z.trim(), z.minLength(1, 'empty'), z.maxLength(WORDS_MOST, 'too-long'), z.regex(/^[^\0]*$/, 'invalid'))

/** What a person does in their trial. */
export const TrialWish = z.discriminatedUnion('do', [
  z.object({ do: z.literal('say'), messageId, text }),
  z.object({ do: z.literal('repeat'), repeatId: messageId, text }),
  z.object({ do: z.literal('stopRepeat') }),
  z.object({
    do: z.literal('choose'),
    messageId,
    choice: z.object({
      id: z.string().check(z.regex(/^[\w:.@-]{1,200}$/, 'invalid')),
      title: z.string().check(z.minLength(1), z.maxLength(72)),
    }),
  }),
  z.object({ do: z.literal('stop') }),
  z.object({ do: z.literal('jump'), stage: z.enum(STAGES) }),
  z.object({ do: z.literal('handBack') }),
  z.object({ do: z.literal('anew') }),
  z.object({ do: z.literal('try'), source: z.enum(TRIAL_SOURCES) }),
])
export type TrialWish = z.infer<typeof TrialWish>

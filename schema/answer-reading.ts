import { z } from 'zod'
import type { AnswerPoints } from './answer.ts'

/** What a reader found, as it is kept. */
export const StoredPoints: z.ZodType<AnswerPoints> = z.object({
  factual: z.boolean(),
  tone: z.boolean(),
  grounded: z.boolean(),
  escalates: z.boolean(),
  polite: z.boolean(),
})

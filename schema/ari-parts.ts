import { z } from 'zod'
import { STAGES } from './conversation.ts'

// What ARI's configuration is made of: questions, stages with their rules, factors of the score.

export const QUESTION_KINDS = ['text', 'document', 'wish'] as const
export const SCORE_PARTS = ['basic', 'qualification', 'document', 'engagement'] as const
export const INTENTS = [
  'greeting',
  'answer',
  'course_info',
  'application_process',
  'booking',
  'reschedule',
  'cancel_booking',
  'contact_info',
  'pricing',
  'refund',
  'scholarship',
  'admission_decision',
  'human',
  'complaint',
  'stop',
  'other',
] as const

const key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
export const line = (most: number) => z.string().trim().max(most)
export const points = z.number().int().min(0).max(98)

/** A question ARI asks. Of a `document` the answer is yes, no or in_progress; of a `wish` it is yes or no. */
export const Question = z.object({
  key,
  kind: z.enum(QUESTION_KINDS),
  required: z.boolean(),
  /** What it is about, for the model, in words that it can ask with. */
  about: line(200).min(2),
  /** Its name on pages; ours have theirs in both languages. */
  label: line(40).default(''),
})

/** When a rule of a stage holds. */
export const Condition = z.discriminatedUnion('is', [
  z.object({ is: z.literal('always') }),
  /** Every required question of the stage is answered, or declined twice. */
  z.object({ is: z.literal('required_answered') }),
  z.object({ is: z.literal('answered'), question: key }),
  z.object({ is: z.literal('document_ready'), question: key }),
  z.object({ is: z.literal('intent'), intent: z.enum(INTENTS) }),
  z.object({ is: z.literal('wants_consultation') }),
  /** The score is at or above the threshold of the scoring. */
  z.object({ is: z.literal('score_reached') }),
  z.object({ is: z.literal('turns'), count: z.number().int().min(1).max(200) }),
  z.object({ is: z.literal('booked') }),
  /** Times were to be offered, and none is free. */
  z.object({ is: z.literal('no_slot') }),
])

export const Rule = z.object({ when: Condition, to: z.enum([...STAGES, 'people']) })

export const StageSettings = z.object({
  /** What ARI is after in this stage, for the model. */
  goal: line(300).default(''),
  /** Asked here, in this order. */
  questions: z.array(key).max(40).default([]),
  /** The first that holds decides; none: the stage goes on. */
  rules: z.array(Rule).max(20).default([]),
})

/** What makes the score, by part. */
export const Factor = z.object({
  key,
  part: z.enum(SCORE_PARTS),
  points,
  when: z.discriminatedUnion('is', [
    z.object({ is: z.literal('answered'), question: key }),
    z.object({ is: z.literal('document_ready'), question: key }),
    z.object({ is: z.literal('has_phone') }),
    z.object({ is: z.literal('answered_count'), count: z.number().int().min(1).max(40) }),
    z.object({ is: z.literal('replied_within_day') }),
    z.object({ is: z.literal('wants_consultation') }),
  ]),
})

const minute = z.number().int().min(0).max(1440)

/** When people are there: for each day of the week, Monday first, its periods in minutes since midnight. */
export const BusinessHours = z.object({
  days: z.array(z.array(z.object({ from: minute, to: minute })).max(4)).length(7),
})

export type Question = z.infer<typeof Question>
export type Condition = z.infer<typeof Condition>
export type Rule = z.infer<typeof Rule>
export type StageSettings = z.infer<typeof StageSettings>
export type Factor = z.infer<typeof Factor>
export type Intent = (typeof INTENTS)[number]
export type ScorePart = (typeof SCORE_PARTS)[number]
export type BusinessHours = z.infer<typeof BusinessHours>

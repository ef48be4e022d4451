import { z } from 'zod'
import { DEFAULT_FACTORS, DEFAULT_QUESTIONS, DEFAULT_STAGES, HEDGES } from './ari-defaults.ts'
import { BusinessHours, Factor, line, points, Question, StageSettings, type Rule } from './ari-parts.ts'
import type { STAGES } from './conversation.ts'

/** Everything that an admin sets of ARI: one document, versioned. What is missing has its default: `{}` is a whole one. */

const Persona = z.object({
  botName: line(40).min(1).default('ARI'),
  greeting: line(300).default(''),
  language: z.enum(['id', 'en']).default('id'),
  /** Answers in the customer's language where that is Indonesian or English. */
  followsCustomer: z.boolean().default(true),
  tone: line(300).default(''),
})

const Flow = z.object({
  questions: z.array(Question).max(40).default(DEFAULT_QUESTIONS),
  stages: z
    .object({
      greeting: StageSettings.prefault(DEFAULT_STAGES.greeting),
      qualification: StageSettings.prefault(DEFAULT_STAGES.qualification),
      routing: StageSettings.prefault(DEFAULT_STAGES.routing),
      booking: StageSettings.prefault(DEFAULT_STAGES.booking),
      done: StageSettings.prefault(DEFAULT_STAGES.done),
    })
    .prefault({}),
})

const Scoring = z.object({
  /** At this score people take over. */
  threshold: points.default(70),
  /** The most that each part can be. */
  parts: z
    .object({
      basic: points.default(25),
      qualification: points.default(33),
      document: points.default(30),
      engagement: points.default(10),
    })
    .prefault({}),
  factors: z.array(Factor).max(60).default(DEFAULT_FACTORS),
})

const Guard = z.object({
  leastConfidence: z.number().min(0.5).max(1).default(0.7),
  mostCharacters: z.number().int().min(80).max(300).default(300),
  /** Whole phrases that no reply may hold. */
  hedges: z.array(line(60).min(2)).max(100).default(HEDGES),
  /** What is said to a refused subject; empty: our own words. */
  refusal: z.object({ id: line(300).default(''), en: line(300).default('') }).prefault({}),
})

const FollowUp = z.object({
  /** Hours of silence after which ARI asks once more; null: never. */
  afterHours: z.number().int().min(1).max(23).nullable().default(null),
  most: z.number().int().min(1).max(3).default(1),
  /** Empty: our own words. */
  text: z.object({ id: line(300).default(''), en: line(300).default('') }).prefault({}),
})

const Away = z.object({
  /** When people are there to take over; null: always, and nothing is said of it. */
  hours: BusinessHours.nullable().default(null),
})

export const AriConfig = z.object({
  persona: Persona.prefault({}),
  flow: Flow.prefault({}),
  scoring: Scoring.prefault({}),
  guard: Guard.prefault({}),
  followUp: FollowUp.prefault({}),
  away: Away.prefault({}),
})
export type AriConfig = z.infer<typeof AriConfig>
/** As it may be given: what is left out has its default. */
export type AriConfigInput = z.input<typeof AriConfig>

/** What nobody has changed. */
export const DEFAULT_CONFIG: AriConfig = AriConfig.parse({})

/**
 * What of the configuration decides: keys and numbers, no words. It travels through the workflow's history, once for
 * each version that a conversation meets.
 */
export type AriRules = {
  version: number
  questions: { key: string; kind: Question['kind']; required: boolean }[]
  stages: Record<(typeof STAGES)[number], { questions: string[]; rules: Rule[] }>
  scoring: { threshold: number; factors: Factor[] }
  followUp: { afterHours: number | null; most: number }
  /** People have hours, so that there is something to say when nobody is there. */
  hasHours: boolean
}

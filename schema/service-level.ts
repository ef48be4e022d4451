import { z } from 'zod'

/** A line that is sent while a draft is read. It says nothing of the matter: no number, no link. */
const holdingText = z
  .string('invalid')
  .trim()
  .max(200, 'too_long')
  .regex(/^(?!.*(\d|https?:|www\.))/is, 'claims')

const whole = (least: number, most: number) =>
  z.number('invalid').int('invalid').min(least, 'out_of_range').max(most, 'out_of_range')

/** How soon people answer a customer who waits for them, and who hears of it when they do not. */
export const ServiceLevel = z
  .object({
    isOn: z.boolean('invalid').default(true),
    /** In business time, from the moment at which people have the conversation, or the customer writes on. */
    answerSeconds: whole(30, 86_400).default(120),
    /** The team is warned when so much of it is over. */
    warnPercent: whole(10, 95).default(75),
    /** In business time, from the same moment. */
    ownerMinutes: whole(1, 1440).default(10),
    /** Said once to a customer whose answer is still being read. An empty text: our own words. */
    holding: z
      .object({
        isOn: z.boolean('invalid').default(false),
        afterSeconds: whole(10, 3600).default(60),
        text: z.object({ id: holdingText, en: holdingText }).default({ id: '', en: '' }),
      })
      .prefault({}),
  })
  .refine(({ answerSeconds, ownerMinutes }) => ownerMinutes * 60 >= answerSeconds, {
    message: 'before_answer',
    path: ['ownerMinutes'],
  })
export type ServiceLevel = z.infer<typeof ServiceLevel>

/** A workspace that has changed nothing. */
export const SERVICE_LEVEL_DEFAULTS: ServiceLevel = ServiceLevel.parse({})

/**
 * What a running clock does. `due`: warns; `late`: the time is over; `owner`: nobody came; `window`: the 24 hours are
 * nearly over, after which only a template is left.
 */
export type ClockStep = 'due' | 'late' | 'owner' | 'window'

/** The clock of a customer who waits for people, in epoch milliseconds. It stands still where people are not there. */
export type AnswerClock = {
  sinceMs: number
  warnAtMs: number
  lateAtMs: number
  /** From and to, between `sinceMs` and `lateAtMs`. */
  pauses: [number, number][]
  /** What is still to be told, in its order. */
  steps: { do: ClockStep; atMs: number }[]
}

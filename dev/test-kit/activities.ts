import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import type { Activities } from '#activities/index.ts'
import type { Answer } from '#clients/ai/model.ts'
import { rulesOf } from '#domain/conversation/rules.ts'
import { OPENING } from '#domain/conversation/step.ts'
import { DEFAULT_CONFIG } from '#schema/ari-config.ts'
import type { DraftSummary, Heard } from '#schema/conversation.ts'

type Call = { [Name in keyof Activities]: { name: Name; input: Parameters<Activities[Name]>[0] } }[keyof Activities]

/** The rules of a workspace that has changed none. */
export const RULES = rulesOf(DEFAULT_CONFIG, 1)

/** A draft that passes every check, made different where the test says so. */
export const drafted = (draft: Partial<DraftSummary> = {}): Heard => ({
  kind: 'draft',
  rules: RULES,
  draft: {
    draftId: 'draft-1',
    intent: 'answer',
    confidence: 0.95,
    lead: OPENING.lead,
    slotId: null,
    slotsFree: true,
    failedCheck: null,
    escalate: false,
    held: false,
    ...draft,
  },
})

/** What the first endpoint says at once. */
export const answered = (answer: object): Answer => ({
  text: JSON.stringify(answer),
  model: 'test/test',
  endpoint: 'test',
  ms: 0,
  isFallback: false,
  isRepaired: false,
})

/** Runs one activity as a worker would, without a server; failures made on purpose stay out of the log. */
export function runActivity<Input, Output>(activity: (input: Input) => Promise<Output>, input: Input): Promise<Output> {
  const environment = new MockActivityEnvironment(undefined, { logger: new DefaultLogger('ERROR') })
  return environment.run<[Input], Output, typeof activity>(activity, input)
}

/** Stand-ins for the activities, typed as the real ones so that they cannot drift; every call is noted. */
export function recordingActivities(overrides: Partial<Activities> = {}): { activities: Activities; calls: Call[] } {
  const calls: Call[] = []
  const activities: Activities = {
    saveState: async () => undefined,
    raiseFloor: async () => undefined,
    holdReply: async () => ({ messageId: 'reply-1' }),
    withdrawMessage: async () => undefined,
    holdDraft: async () => undefined,
    handOver: async () => undefined,
    bookSlot: async () => ({ outcome: 'booked', bookingId: 'booking-1' }),
    draftReply: async () => drafted(),
    sendReply: async () => ({ outcome: 'sent' }),
    sendStaffReply: async () => ({ outcome: 'sent' }),
    sayAway: async () => ({ backAtMs: null }),
    followUp: async () => ({ outcome: 'sent' }),
    remindTeam: async () => undefined,
    draftTrial: async () => ({ heard: drafted(), rulesKey: 'v1', rules: RULES }),
    settleTrial: async () => ({ outcome: 'settled' }),
    cancelTrial: async () => undefined,
    keepTrialState: async () => undefined,
    ...overrides,
  }
  const recorded = Object.fromEntries(
    Object.entries(activities).map(([name, run]) => [
      name,
      (input: never) => {
        calls.push({ name, input } as unknown as Call)
        return (run as (input: never) => unknown)(input)
      },
    ]),
  )
  return { activities: recorded as unknown as Activities, calls }
}

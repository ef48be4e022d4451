import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import type { Deps } from '#activities/deps.ts'
import type { Activities } from '#activities/index.ts'
import type { Answer } from '#clients/ai/model.ts'
import type { Database } from '#db/connect.ts'
import { cancelBooking, confirmHold } from '#db/queries/bookings.ts'
import { rulesOf } from '#domain/conversation/rules.ts'
import { OPENING } from '#domain/conversation/step.ts'
import { DEFAULT_CONFIG } from '#schema/ari-config.ts'
import type { DraftSummary, Heard } from '#schema/conversation.ts'
import { givenSealer } from './given.ts'

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

/** A consultation that stands, some days ahead. */
const BOOKED = {
  status: 'confirmed',
  sequence: 0,
  consultantId: 'consultant-1',
  startsAtMs: Date.now() + 7 * 86_400_000,
}

const notAsked = (): Promise<never> => Promise.reject(new TypeError('not asked'))
/** For activities that have nothing to do with bookings and trials: nobody asks for one, and no mail goes out. */
export const noBookings: Pick<Deps, 'bookings' | 'mailer' | 'trials'> = {
  trials: { say: notAsked, end: notAsked },
  bookings: { makeStand: notAsked, move: notAsked, cancel: notAsked, notTold: notAsked },
  mailer: { from: 'desk@example.test', send: notAsked },
}

const nothing = () => undefined
/** A log that nobody reads. */
const silent: Deps['log'] = { info: nothing, warn: nothing, error: nothing }

/**
 * What activities need, of which nothing may be asked: nobody is written to, no model answers, the log is silent. Each
 * test puts in what it is about.
 */
export const givenDeps = (db: Database, about: Partial<Deps> = {}): Deps => ({
  ...{ db, sealer: givenSealer(), log: silent, ...noBookings },
  model: { ask: notAsked },
  whatsapp: { send: notAsked, showTyping: async () => undefined },
  ...about,
})

/** Bookings that stand at once, without their workflow: the database's part of it and no more. */
export function bookingsOn(db: Database, workspaceId: string): Deps['bookings'] {
  return {
    ...noBookings.bookings,
    makeStand: async ({ bookingId }) => {
      const { status } = await db.inWorkspace(workspaceId, (tx) => confirmHold(tx, bookingId))
      return status === 'confirmed' ? 'booked' : 'taken'
    },
    cancel: async ({ bookingId }, by) =>
      (await db.inWorkspace(workspaceId, (tx) => cancelBooking(tx, { bookingId, by, now: new Date() }))).outcome,
  }
}

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
    remindReviewers: async () => undefined,
    reassignReview: async () => undefined,
    keepReview: async () => undefined,
    handOver: async () => undefined,
    bookSlot: async () => ({ outcome: 'booked', bookingId: 'booking-1' }),
    cancelStanding: async () => ({ outcome: 'cancelled' }),
    confirmBooking: async () => BOOKED,
    noteBooked: async () => undefined,
    moveBooking: async () => ({ ...BOOKED, outcome: 'moved', sequence: 1 }),
    cancelBooking: async () => ({ ...BOOKED, outcome: 'cancelled', status: 'cancelled', sequence: 1 }),
    releaseBooking: async () => ({ ...BOOKED, status: 'released', sequence: 1 }),
    mailBooking: async () => ({ outcome: 'sent' }),
    noteMailFailed: async () => undefined,
    tellOfBooking: async () => ({ outcome: 'sent' }),
    draftReply: async () => drafted(),
    sendReply: async () => ({ outcome: 'sent' }),
    sendStaffReply: async () => ({ outcome: 'sent' }),
    sayAway: async () => ({ backAtMs: null }),
    followUp: async () => ({ outcome: 'sent' }),
    sayHoldOn: async () => undefined,
    remindTeam: async () => undefined,
    callForAnswer: async () => undefined,
    draftTrial: async () => ({ heard: drafted(), rulesKey: 'v1', rules: RULES }),
    settleTrial: async () => ({ outcome: 'settled' }),
    cancelTrial: async () => undefined,
    keepTrialState: async () => undefined,
    draftRepeat: async () => ({ heard: drafted(), rulesKey: 'v1', rules: RULES }),
    settleRepeat: async () => ({ outcome: 'settled' }),
    listTestsToPlay: async () => ({ playIds: [] }),
    playTest: async () => undefined,
    failTest: async () => undefined,
    endReleaseRun: async () => ({ outcome: 'ended' }),
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

import { defineQuery, defineUpdate } from '@temporalio/workflow'
import type { ConversationState, Stage } from '#schema/conversation.ts'
import type { TrialMessage, TrialTurn } from '#schema/trial.ts'

/** A trial: a person at work writes in the place of a customer, and ARI does as it would, but for sending. */
export const TRIAL = 'trial'
export const trialWorkflowId = (trialId: string): string => `trial:${trialId}`

/** Answered once ARI has done what it does about the message. Repeating it is the same turn. */
export const say = defineUpdate<TrialTurn, [TrialMessage]>('say')
/** The person no longer wants the answer that ARI is at. */
export const stop = defineUpdate<void>('stop')
/** On to a stage, with ARI on the floor. */
export const jump = defineUpdate<void, [{ stage: Stage }]>('jump')
/** The floor goes back to ARI, as a colleague would give it back. */
export const handBack = defineUpdate<void>('handBack')

export const trialSnapshot = defineQuery<ConversationState & { thinksAbout: string | null }>('trialSnapshot')

/** A question that is asked several times, each in a trial of its own. It ends with the last answer. */
export const TRIAL_REPEAT = 'trialRepeat'
export const trialRepeatWorkflowId = (repeatId: string): string => `trial-repeat:${repeatId}`

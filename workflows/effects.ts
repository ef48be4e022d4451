import { proxyActivities } from '@temporalio/workflow'
import type { Activities } from '#activities/index.ts'

// The only place that proxies activities. Read it as the answer to "what if that fails?": each block is one kind
// of effect, and its retry policy follows from what repeating it would cost.

/** Our own database. Every write is keyed by ids of the workflow, so repeating it changes nothing. Until it works. */
export const { saveState, raiseFloor, holdDraft, holdReply, withdrawMessage, bookSlot, handOver, remindTeam } =
  proxyActivities<Activities>({
    startToCloseTimeout: '10 seconds',
    retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
  })
/** The same, for trials. */
export const { settleTrial, cancelTrial, keepTrialState } = proxyActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '5 seconds' },
})

/**
 * The model. A repeat costs tokens and no more: the draft is keyed by turn and version, and nobody has seen it.
 * The beat notices a dead worker within seconds and tells a living one that its draft is no longer wanted.
 */
export const { draftReply, draftTrial } = proxyActivities<Activities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '5 seconds',
  cancellationType: 'TRY_CANCEL',
  retry: {
    initialInterval: '500 milliseconds',
    maximumInterval: '30 seconds',
    nonRetryableErrorTypes: ['ModelFailed'],
  },
})

/**
 * A person's phone. The ledger makes repeating safe: one caller claims the message, and a repeat that finds it claimed
 * waits for WhatsApp's word before it sends again. A call that is no longer wanted ends as it ends, and is waited for.
 */
export const { sendReply, sendStaffReply, sayAway, followUp } = proxyActivities<Activities>({
  startToCloseTimeout: '45 seconds',
  heartbeatTimeout: '5 seconds',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
})

import { proxyActivities } from '@temporalio/workflow'
import type { Activities } from '#activities/index.ts'
import type { DocumentActivities } from '#activities/read-document.ts'

// The only place that proxies activities. Read it as the answer to "what if that fails?": each block is one kind
// of effect, and its retry policy follows from what repeating it would cost.

/** Our own database. Every write is keyed by ids of the workflow, so repeating it changes nothing. Until it works. */
export const {
  saveState,
  raiseFloor,
  holdDraft,
  remindReviewers,
  keepReview,
  holdReply,
  withdrawMessage,
  handOver,
  remindTeam,
} = proxyActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
})
/** The same, for trials. */
export const { settleTrial, cancelTrial, keepTrialState, settleRepeat } = proxyActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '5 seconds' },
})

/**
 * The model. A repeat costs tokens and no more: the draft is keyed by turn and version, and nobody has seen it.
 * The beat notices a dead worker within seconds and tells a living one that its draft is no longer wanted.
 */
export const { draftReply, draftTrial, draftRepeat } = proxyActivities<Activities>({
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

/**
 * A document that staff gave. Each try begins anew and nothing of a half one is found, so repeating it costs time only;
 * what cannot be read is no failure but an answer.
 */
export const { readDocument } = proxyActivities<DocumentActivities>({
  startToCloseTimeout: '3 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds', maximumAttempts: 5 },
})

/** Our own database, as above. */
export const { giveUpDocument } = proxyActivities<DocumentActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
})

/** A booking's rows. Keyed by the booking, so repeating changes nothing. Until it works. */
export const { confirmBooking, noteBooked, moveBooking, cancelBooking, releaseBooking, noteMailFailed } =
  proxyActivities<Activities>({
    startToCloseTimeout: '10 seconds',
    retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
  })

/**
 * A booking as the conversation sees it: these wait for the booking's own workflow, which takes a mail's time to make it
 * stand. Keyed by the turn and the booking; asking again finds what was asked before. Until it works.
 */
export const { bookSlot, cancelStanding } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
})

/**
 * A mail goes out under a key, so a repeat is the same mail. The customer waits for the consultant's invitation, so
 * that one is given up soon; the others may take half a day, which is less than the service keeps its keys.
 */
export const { mailBooking: mailBookingAtOnce } = proxyActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  scheduleToCloseTimeout: '30 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '5 seconds', nonRetryableErrorTypes: ['MailRefused'] },
})
export const { mailBooking } = proxyActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  scheduleToCloseTimeout: '12 hours',
  retry: { initialInterval: '1 second', maximumInterval: '10 minutes', nonRetryableErrorTypes: ['MailRefused'] },
})

/** A message about a booking: the ledger makes repeating safe, as with replies. */
export const { tellOfBooking } = proxyActivities<Activities>({
  startToCloseTimeout: '45 seconds',
  heartbeatTimeout: '5 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
})

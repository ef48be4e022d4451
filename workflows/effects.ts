import { proxyActivities } from '@temporalio/workflow'
import type { IncidentActivities } from '#activities/incident.ts'
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
  reassignReview,
  keepReview,
  holdReply,
  withdrawMessage,
  handOver,
  remindTeam,
  callForAnswer,
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

/** The rows of a run of test conversations, as above. */
export const { listTestsToPlay, failTest, endReleaseRun } = proxyActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '5 seconds' },
})

/**
 * A test conversation, message by message through a trial. What was answered is not said again, so a repeat goes on where
 * the try before it stopped. After some tries it counts as one that cannot be played, and the others go on.
 */
export const { playTest } = proxyActivities<Activities>({
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: '5 seconds',
  cancellationType: 'TRY_CANCEL',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds', maximumAttempts: 6 },
})

/**
 * A person's phone. The ledger makes repeating safe: one caller claims the message, and a repeat that finds it claimed
 * waits for WhatsApp's word before it sends again. A call that is no longer wanted ends as it ends, and is waited for.
 */
export const { sendReply, sendStaffReply, followUp } = proxyActivities<Activities>({
  startToCloseTimeout: '45 seconds',
  heartbeatTimeout: '5 seconds',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
})

/**
 * Courtesies, through the same ledger. Whoever waits for a decision, or for people, does not wait for them: what cannot
 * be sent soon is left.
 */
export const { sayHoldOn, sayAway } = proxyActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  scheduleToCloseTimeout: '20 seconds',
  heartbeatTimeout: '5 seconds',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '5 seconds' },
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

/**
 * What a person writes to the customers of an incident. Only keeps it, by the customer's name, and tells their
 * conversation: repeating it is the same message. Until it works.
 */
export const { listUnwrittenCustomers, writeToCustomer } = proxyActivities<IncidentActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '15 seconds' },
})

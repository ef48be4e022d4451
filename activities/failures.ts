import { ApplicationFailure } from '@temporalio/activity'
import { ApplicationFailureCategory } from '@temporalio/common'

/** No model answered in a way that can be used: people take over. */
export const modelFailed = (reason: string): ApplicationFailure =>
  ApplicationFailure.create({ type: 'ModelFailed', message: reason, nonRetryable: true })

/** The call went out and no answer came: WhatsApp's status is waited for before anything is sent again. */
export const sendOutcomeUnknown = (attemptId: string, nextRetryDelayMs: number): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'SendOutcomeUnknown',
    message: `Attempt ${attemptId} has no answer yet.`,
    nextRetryDelay: nextRetryDelayMs,
  })

/** WhatsApp refused for now. */
export const sendRefusedForNow = (code: number | null, nextRetryDelayMs: number): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'SendRefusedForNow',
    message: `WhatsApp refused for now (${code ?? 'no code'}).`,
    nextRetryDelay: nextRetryDelayMs,
    details: [{ code }],
  })

/** Not its turn yet: nothing was tried, and nothing is wrong. */
export const sendHeldBack = (nextRetryDelayMs: number): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'SendHeldBack',
    message: 'Its turn has not come.',
    nextRetryDelay: Math.ceil(nextRetryDelayMs),
    category: ApplicationFailureCategory.BENIGN,
  })

/** The booking's workflow gave no answer in time: it is asked again. */
export const bookingUnanswered = (bookingId: string): ApplicationFailure =>
  ApplicationFailure.create({ type: 'BookingUnanswered', message: `Booking ${bookingId} has not answered yet.` })

/** The mail service will not take a mail, however often it is asked. */
export const mailRefused = (reason: string): ApplicationFailure =>
  ApplicationFailure.create({ type: 'MailRefused', message: reason, nonRetryable: true })

/** So much waits to be sent already that more is refused: it comes again. */
export const lineTooLong = (): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'LineTooLong',
    message: 'Too many messages are waiting to be sent.',
    category: ApplicationFailureCategory.BENIGN,
  })

/** A trial gave no answer to a message of a test conversation for minutes. */
export const playUnanswered = (playId: string): ApplicationFailure =>
  ApplicationFailure.create({ type: 'PlayUnanswered', message: `Play ${playId} got no answer.` })

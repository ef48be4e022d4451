import { ApplicationFailure } from '@temporalio/workflow'

/** The reviewer read a version that no longer waits: a newer one exists, or it was decided already. */
export const draftNotHeld = (draftId: string): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'DraftNotHeld',
    message: `Draft ${draftId} is not waiting for review.`,
    nonRetryable: true,
  })

/** The floor is where the caller wanted it already. */
export const floorUnchanged = (holder: string): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'FloorUnchanged',
    message: `The floor is already with ${holder}.`,
    nonRetryable: true,
  })

/** Too late, or never held: the message is on its way. */
export const notHeld = (messageId: string): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'NotHeld',
    message: `Message ${messageId} does not wait for its release.`,
    nonRetryable: true,
  })

/** It was told before and has not been sent yet. */
export const messageWaits = (messageId: string): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'MessageWaits',
    message: `Message ${messageId} is waiting to be sent.`,
    nonRetryable: true,
  })

/** ARI still thinks about the last message of the trial. */
export const trialBusy = (): ApplicationFailure =>
  ApplicationFailure.create({ type: 'TrialBusy', message: 'ARI is still thinking.', nonRetryable: true })

/** It is so already: there is nothing to change about the trial. */
export const trialUnchanged = (): ApplicationFailure =>
  ApplicationFailure.create({ type: 'TrialUnchanged', message: 'It is so already.', nonRetryable: true })

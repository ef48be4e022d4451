import { createBookingActivities } from './booking.ts'
import { createBookingMailActivities } from './booking-mail.ts'
import { createBookingMessageActivities } from './booking-message.ts'
import { createConversationActivities } from './conversation.ts'
import type { Deps } from './deps.ts'
import { createDraftActivities } from './draft-reply.ts'
import { createHoldActivities } from './hold-reply.ts'
import { createPlayActivities } from './play-test.ts'
import { createReviewActivities } from './review.ts'
import { createSendActivities } from './send-reply.ts'
import { createStaffActivities } from './send-staff-reply.ts'
import { createServiceLevelActivities } from './service-level.ts'
import { createUnaskedActivities } from './unasked.ts'
import { createTrialActivities } from './draft-trial.ts'
import { createTrialRepeatActivities } from './repeat-trial.ts'
import { createTrialEndActivities } from './settle-trial.ts'

/** Everything the worker can do to the world. */
export const createActivities = (deps: Deps) => ({
  ...createBookingActivities(deps),
  ...createBookingMailActivities(deps),
  ...createBookingMessageActivities(deps),
  ...createConversationActivities(deps),
  ...createDraftActivities(deps),
  ...createHoldActivities(deps),
  ...createPlayActivities(deps),
  ...createReviewActivities(deps),
  ...createSendActivities(deps),
  ...createServiceLevelActivities(deps),
  ...createStaffActivities(deps),
  ...createUnaskedActivities(deps),
  ...createTrialActivities(deps),
  ...createTrialEndActivities(deps),
  ...createTrialRepeatActivities(deps),
})

export type Activities = ReturnType<typeof createActivities>

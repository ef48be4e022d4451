import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'

// What an engineer filters by in Temporal UI. Not encrypted there, so: ids, stages and numbers only.
export const WORKSPACE_ID = defineSearchAttributeKey('WorkspaceId', SearchAttributeType.KEYWORD)
export const STAGE = defineSearchAttributeKey('Stage', SearchAttributeType.KEYWORD)
export const FLOOR = defineSearchAttributeKey('Floor', SearchAttributeType.KEYWORD)
export const REVIEW_PENDING = defineSearchAttributeKey('ReviewPending', SearchAttributeType.BOOL)
export const BOOKING_STATUS = defineSearchAttributeKey('BookingStatus', SearchAttributeType.KEYWORD)
export const SCORE = defineSearchAttributeKey('Score', SearchAttributeType.INT)

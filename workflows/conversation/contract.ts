import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow'
import type { Absorbed, ConversationSnapshot, InboundRef, PhoneReply, StaffMessage } from '#schema/conversation.ts'
import type { ReviewDecision } from '#schema/review.ts'

/** Everything the outside may know of a running conversation: how to name it, what to tell it, what to ask it. */
export const CONVERSATION = 'conversation'
export const conversationWorkflowId = (conversationId: string): string => `conversation:${conversationId}`

/**
 * Fire and forget: the webhook was answered long before. What came at once is told at once: each signal costs four
 * events.
 */
export const messageReceived = defineSignal<InboundRef[]>('messageReceived')
/** Somebody answered on the business's own phone: the floor is theirs. */
export const phoneReplied = defineSignal<[PhoneReply]>('phoneReplied')

/** This conversation is part of another one from here on: it says nothing more, hands over and ends. */
export const merged = defineSignal<[{ into: string }]>('merged')
/** Another one is part of this one from here on. */
export const absorbed = defineSignal<[Absorbed]>('absorbed')

/**
 * Updates, not signals: a person must learn what really happened. A change of the floor is answered once Postgres has
 * it, so that nothing of an older epoch can go out afterwards.
 */
export const takeOver = defineUpdate<{ epoch: number }, [{ userId: string }]>('takeOver')
/** To the team's queue: whoever is free comes. */
export const callTeam = defineUpdate<{ epoch: number }, [{ userId: string }]>('callTeam')
export const handBack = defineUpdate<{ epoch: number }, [{ userId: string }]>('handBack')
/** ARI on or off for this conversation alone. */
export const setAi = defineUpdate<{ epoch: number }, [{ on: boolean; userId: string }]>('setAi')
/** Whoever writes takes the floor. */
export const sendStaffMessage = defineUpdate<{ epoch: number }, [StaffMessage]>('sendStaffMessage')
/** Takes back what has not been released yet. Who takes back a reply of ARI's has the floor. */
export const recall = defineUpdate<{ epoch: number }, [{ messageId: string; userId: string }]>('recall')
/** About a held draft, by its name: what was read is what is decided. Refused with DraftNotHeld once it waits no more. */
export const decideReview = defineUpdate<void, [ReviewDecision]>('decideReview')

export const snapshot = defineQuery<ConversationSnapshot>('snapshot')

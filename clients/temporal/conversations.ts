import {
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
  type WorkflowStartOptions,
} from '@temporalio/client'
import type { UpdateDefinition } from '@temporalio/common'
import type { Absorbed, ConversationInput, InboundRef, PhoneReply, StaffMessage } from '#schema/conversation.ts'
import type { ReviewDecision } from '#schema/review.ts'
import {
  absorbed,
  callTeam,
  CONVERSATION,
  conversationWorkflowId,
  decideReview,
  handBack,
  merged,
  messageReceived,
  phoneReplied,
  recall,
  sendStaffMessage,
  setAi,
  takeOver,
} from '#workflows/conversation/contract.ts'
import { isTemporalAway, isWorkflowNotReady } from './connect.ts'

export type Conversations = ReturnType<typeof createConversations>

/**
 * What became of a person's order: `unchanged` when it was so already, `unavailable` when no worker or no server
 * answered in time; then nothing is known to have happened, and repeating it is safe.
 */
export type OrderOutcome = { outcome: 'done'; epoch: number } | { outcome: 'unchanged' } | { outcome: 'unavailable' }

/** Longer than a worker's death is felt, shorter than a person's patience. */
const ANSWER_WITHIN_MS = 5_000

/** Running conversations, seen from outside. The only code that talks to Temporal about them. */
export function createConversations(client: Client, { taskQueue }: { taskQueue: string }) {
  const startOptions = (input: ConversationInput) =>
    ({
      workflowId: conversationWorkflowId(input.conversationId),
      taskQueue,
      args: [input],
      // A killed worker holds a task this long; the default of 10 s would be felt by the customer.
      workflowTaskTimeout: '2 seconds',
      staticSummary: 'WhatsApp conversation',
      // Where work piles up, each workspace gets its share; a conversation's activities inherit it.
      priority: { fairnessKey: input.workspaceId },
    }) satisfies WorkflowStartOptions

  /** An update to the conversation, which is started from its stored state where it is not running. */
  async function order<Args extends unknown[]>(
    input: ConversationInput,
    update: UpdateDefinition<{ epoch: number }, Args>,
    args: Args,
  ): Promise<OrderOutcome> {
    const startWorkflowOperation = new WithStartWorkflowOperation(CONVERSATION, {
      ...startOptions(input),
      workflowIdConflictPolicy: 'USE_EXISTING',
    })
    try {
      const { epoch } = await client.connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
        client.workflow.executeUpdateWithStart(update, { args, startWorkflowOperation }),
      )
      return { outcome: 'done', epoch }
    } catch (error) {
      if (error instanceof WorkflowUpdateFailedError) return { outcome: 'unchanged' }
      if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return { outcome: 'unavailable' }
      if (isTemporalAway(error) || isWorkflowNotReady(error)) return { outcome: 'unavailable' }
      throw error
    }
  }

  return {
    workflowIdOf: conversationWorkflowId,
    /** Hands stored messages to the conversation in one signal, starting it from `input` when it is not running. */
    async tell(input: ConversationInput, ...messages: InboundRef[]): Promise<void> {
      await client.workflow.signalWithStart(CONVERSATION, {
        ...startOptions(input),
        signal: messageReceived,
        signalArgs: messages,
      })
    },
    /** Tells the conversation that the business answered on its own phone. */
    async tellOfPhone(input: ConversationInput, reply: PhoneReply): Promise<void> {
      await client.workflow.signalWithStart(CONVERSATION, {
        ...startOptions(input),
        signal: phoneReplied,
        signalArgs: [reply],
      })
    },
    /** Tells a conversation that it is part of another one; false where it does not run, and so has nothing to finish. */
    async endAsMerged(conversationId: string, into: string): Promise<boolean> {
      try {
        await client.workflow.getHandle(conversationWorkflowId(conversationId)).signal(merged, { into })
        return true
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false
        throw error
      }
    },
    /** Hands a conversation what another one left that is part of it now. */
    async absorb(input: ConversationInput, left: Absorbed): Promise<void> {
      await client.workflow.signalWithStart(CONVERSATION, {
        ...startOptions(input),
        signal: absorbed,
        signalArgs: [left],
      })
    },
    takeOver: (input: ConversationInput, userId: string) => order(input, takeOver, [{ userId }]),
    /** The floor goes to the team's queue: somebody is to come soon. */
    callTeam: (input: ConversationInput, userId: string) => order(input, callTeam, [{ userId }]),
    handBack: (input: ConversationInput, userId: string) => order(input, handBack, [{ userId }]),
    setAi: (input: ConversationInput, wish: { on: boolean; userId: string }) => order(input, setAi, [wish]),
    /** The message must stand in Postgres as queued; repeating the order does not send it twice. */
    sendStaffMessage: (input: ConversationInput, message: StaffMessage) => order(input, sendStaffMessage, [message]),
    /**
     * Decides about a held draft. `gone`: it waits no more. `unavailable`: nobody answered in time; it is not known
     * whether it was heard, and saying it again is safe.
     */
    async decide(
      conversationId: string,
      decision: ReviewDecision,
    ): Promise<{ outcome: 'done' | 'gone' | 'unavailable' }> {
      const handle = client.workflow.getHandle(conversationWorkflowId(conversationId))
      try {
        await client.connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
          handle.executeUpdate(decideReview, { args: [decision] }),
        )
        return { outcome: 'done' }
      } catch (error) {
        if (error instanceof WorkflowUpdateFailedError || error instanceof WorkflowNotFoundError)
          return { outcome: 'gone' }
        if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return { outcome: 'unavailable' }
        if (isTemporalAway(error) || isWorkflowNotReady(error)) return { outcome: 'unavailable' }
        throw error
      }
    },
    /** `unchanged`: it is on its way already. */
    recall: (input: ConversationInput, wish: { messageId: string; userId: string }) => order(input, recall, [wish]),
  }
}

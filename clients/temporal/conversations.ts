import type { Client } from '@temporalio/client'
import type { ConversationInput, InboundRef } from '#schema/conversation.ts'
import { CONVERSATION, conversationWorkflowId, messageReceived } from '#workflows/conversation/contract.ts'

export type Conversations = ReturnType<typeof createConversations>

/** Running conversations, seen from outside. The only code that talks to Temporal about them. */
export function createConversations(client: Client, { taskQueue }: { taskQueue: string }) {
  return {
    /** Hands a stored message to the conversation, starting it from `input` when it is not running. */
    async tell(input: ConversationInput, message: InboundRef): Promise<void> {
      await client.workflow.signalWithStart(CONVERSATION, {
        workflowId: conversationWorkflowId(input.conversationId),
        taskQueue,
        args: [input],
        signal: messageReceived,
        signalArgs: [message],
        // A killed worker holds a task this long; the default of 10 s would be felt by the customer.
        workflowTaskTimeout: '2 seconds',
        staticSummary: 'WhatsApp conversation',
      })
    },
  }
}

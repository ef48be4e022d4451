import type { Client } from '@temporalio/client'
import {
  KNOWLEDGE_IMPORT,
  knowledgeImportWorkflowId,
  type KnowledgeImportInput,
} from '#workflows/knowledge-import/contract.ts'
import { isTemporalAway } from './connect.ts'

export type KnowledgeImports = ReturnType<typeof createKnowledgeImports>

const ANSWER_WITHIN_MS = 5_000

/** Documents that are being read, seen from outside. */
export function createKnowledgeImports(client: Client, { taskQueue }: { taskQueue: string }) {
  return {
    /** Has a document read that waits in Postgres; once, however often it is asked. False where Temporal is away. */
    async start(input: KnowledgeImportInput): Promise<boolean> {
      try {
        await client.connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
          client.workflow.start(KNOWLEDGE_IMPORT, {
            workflowId: knowledgeImportWorkflowId(input.documentId),
            workflowIdConflictPolicy: 'USE_EXISTING',
            taskQueue,
            args: [input],
            staticSummary: 'Document into knowledge',
            priority: { fairnessKey: input.workspaceId },
          }),
        )
        return true
      } catch (error) {
        if (isTemporalAway(error)) return false
        throw error
      }
    },
  }
}

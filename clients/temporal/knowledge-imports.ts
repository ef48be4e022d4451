import type { Client } from '@temporalio/client'
import {
  KNOWLEDGE_IMPORT,
  knowledgeImportWorkflowId,
  type KnowledgeImportInput,
} from '#workflows/knowledge-import/contract.ts'
import { startOnce } from './start-once.ts'

export type KnowledgeImports = ReturnType<typeof createKnowledgeImports>

/** Documents that are being read, seen from outside. */
export function createKnowledgeImports(client: Client, { taskQueue }: { taskQueue: string }) {
  return {
    /** Has a document read that waits in Postgres; once, however often it is asked. False where Temporal is away. */
    start: (input: KnowledgeImportInput): Promise<boolean> =>
      startOnce(client, KNOWLEDGE_IMPORT, {
        ...{ workflowId: knowledgeImportWorkflowId(input.documentId), taskQueue, input },
        staticSummary: 'Document into knowledge',
      }),
  }
}

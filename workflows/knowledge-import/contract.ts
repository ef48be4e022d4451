/** Everything the outside may know of a document that is being read. */
export const KNOWLEDGE_IMPORT = 'knowledgeImport'
export const knowledgeImportWorkflowId = (documentId: string): string => `knowledge-import:${documentId}`

export type KnowledgeImportInput = { workspaceId: string; documentId: string }

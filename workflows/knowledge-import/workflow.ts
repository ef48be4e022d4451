import { giveUpDocument, readDocument } from '../effects.ts'
import type { KnowledgeImportInput } from './contract.ts'

/** Reads a document into passages, however often the worker dies over it; after the last try it says so in the page. */
export async function knowledgeImport(input: KnowledgeImportInput): Promise<void> {
  try {
    await readDocument(input)
  } catch {
    await giveUpDocument(input)
  }
}

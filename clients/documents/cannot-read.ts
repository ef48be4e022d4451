import type { DocumentRefusal } from '#schema/knowledge.ts'

/** What a document holds cannot be used; the reason is for the person who gave it. */
export class CannotRead extends Error {
  override name = 'CannotRead'
  readonly reason: DocumentRefusal
  constructor(reason: DocumentRefusal) {
    super(`The document cannot be read: ${reason}`)
    this.reason = reason
  }
}

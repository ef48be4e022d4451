import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { WorkspaceTx } from '../connect.ts'
import type { FoundKnowledge } from './knowledge.ts'
import { notify } from './notify.ts'

export type NewDraft = {
  conversationId: string
  turn: number
  version: number
  reply: string
  intent: string
  confidence: number
  citations: string[]
  /** Ids of all that was found for it, cited or not. */
  retrieved: string[]
  /** Why each of them was found, in their order. */
  found: Pick<FoundKnowledge, 'id' | 'score' | 'why' | 'likeness'>[]
  model: string
  endpoint: string
  isFallback: boolean
  modelMs: number
  promptVersion: string
  prompt: unknown
  rawAnswer: string
  checks: unknown
  /** The times that the customer asked for. */
  wish?: unknown
  /** Why a person has to read it first; null where nobody has to. */
  heldFor?: string | null
  /** It goes out unread once it is due. */
  sendsItself?: boolean
  /** What a reviewer told ARI of the try before. */
  guidanceId?: string | undefined
}

/** Keeps a draft and all that led to it; its id. Drafting the same turn again makes another: what was read stays. */
export async function saveDraft(tx: WorkspaceTx, draft: NewDraft): Promise<string> {
  const { id } = await tx
    .insertInto('drafts')
    .values({
      id: uuidv7(),
      conversation_id: draft.conversationId,
      turn: draft.turn,
      version: draft.version,
      reply: draft.reply,
      intent: draft.intent,
      confidence: draft.confidence,
      citations: draft.citations,
      retrieved: draft.retrieved,
      found: JSON.stringify(draft.found),
      model: draft.model,
      endpoint: draft.endpoint,
      is_fallback: draft.isFallback,
      model_ms: draft.modelMs,
      prompt_version: draft.promptVersion,
      prompt: JSON.stringify(draft.prompt),
      raw_answer: draft.rawAnswer,
      checks: JSON.stringify(draft.checks),
      wish: draft.wish == null ? null : JSON.stringify(draft.wish),
      held_for: draft.heldFor ?? null,
      sends_itself: draft.sendsItself ?? false,
      guidance_id: draft.guidanceId ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Ends a draft's life; whatever older version of the turn was still open is stale. */
export async function settleDraft(tx: WorkspaceTx, draftId: string, status: 'sent' | 'escalated'): Promise<void> {
  await tx
    .updateTable('drafts')
    .from('drafts as settled')
    .set({ status: sql`case when drafts.id = settled.id then ${status} else 'stale' end` })
    .where('settled.id', '=', draftId)
    .whereRef('drafts.conversation_id', '=', 'settled.conversation_id')
    .whereRef('drafts.turn', '=', 'settled.turn')
    .where('drafts.status', 'in', ['made', 'held', 'approved'])
    .execute()
}

/** A draft that nobody decided did not go out either: it waits for nobody any more. */
export async function dropHeldDraft(tx: WorkspaceTx, draftId: string): Promise<void> {
  const dropped = await tx
    .updateTable('drafts')
    .set({ status: 'stale' })
    .where('id', '=', draftId)
    .where('status', '=', 'held')
    .returning('conversation_id as conversationId')
    .executeTakeFirst()
  if (dropped !== undefined) await notify(tx, { kind: 'draft', ...dropped })
}

export async function getDraftReply(tx: WorkspaceTx, draftId: string): Promise<string> {
  const { reply } = await tx.selectFrom('drafts').where('id', '=', draftId).select('reply').executeTakeFirstOrThrow()
  return reply
}

/** The times that the customer asked for when this was drafted; as it was saved. `isRead`: a person chose its words. */
export async function getDraftWish(tx: WorkspaceTx, draftId: string): Promise<{ wish: unknown; isRead: boolean }> {
  const { wish, reviewedBy } = await tx
    .selectFrom('drafts')
    .where('id', '=', draftId)
    .select(['wish', 'reviewed_by as reviewedBy'])
    .executeTakeFirstOrThrow()
  return { wish, isRead: reviewedBy !== null }
}

/** Whether a draft, or the one that it edits, was held for review and then dropped: it never goes out. */
export async function isDraftDropped(tx: WorkspaceTx, draftId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('drafts as d')
    .leftJoin('drafts as read', 'read.id', 'd.edited_from')
    .where('d.id', '=', draftId)
    .where((where) =>
      where.or([
        where.and([where('d.status', '=', 'stale'), where('d.held_at', 'is not', null)]),
        where('read.status', '=', 'stale'),
      ]),
    )
    .select('d.id')
    .executeTakeFirst()
  return row !== undefined
}

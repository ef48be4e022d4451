import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Proposed } from '#schema/review-proposal.ts'
import type { WorkspaceTx } from '../connect.ts'

/** Of what the customer wrote before, so much tells what a short question is about. */
const EARLIER = 3

/** What a reviewer did with a draft, and what of it can be learnt from. */
export type Taught = { draftId: string; editedId?: string | undefined; guidanceId?: string | undefined }

/**
 * What a decision may teach: the customer's words that the draft answers, ARI's, and the reviewer's. Undefined where
 * the decision does not stand, or nothing was taught: a hint says how to speak, and not what.
 */
export async function findLesson(tx: WorkspaceTx, { draftId, editedId, guidanceId }: Taught) {
  const row = await tx
    .selectFrom('drafts as d')
    .innerJoin('conversations as c', 'c.id', 'd.conversation_id')
    .innerJoin('contacts as k', 'k.id', 'c.contact_id')
    .leftJoin('drafts as edited', (join) =>
      join.onRef('edited.edited_from', '=', 'd.id').on('edited.id', '=', editedId ?? null),
    )
    .leftJoin('review_guidance as g', (join) =>
      join
        .onRef('g.draft_id', '=', 'd.id')
        .on('g.id', '=', guidanceId ?? null)
        .on('g.kind', '=', 'fact'),
    )
    .where('d.id', '=', draftId)
    .where('d.verdict', 'in', ['edit', 'again'])
    .select([
      'd.conversation_id as conversationId',
      'd.created_at as draftedAt',
      'd.reply',
      'd.held_as as heldAs',
      'd.intent',
      'd.retrieved',
      'c.language',
      'k.name',
      'k.phone',
      'k.email',
      sql<string | null>`coalesce(edited.reply, g.body)`.as('taught'),
    ])
    .executeTakeFirst()
  const taught = row?.taught
  if (row === undefined || taught == null) return undefined
  return { ...row, taught, ...(await saidBefore(tx, row.conversationId, row.draftedAt)) }
}

/** What the customer had written when it was drafted: what waited for an answer, and a little of what came before. */
async function saidBefore(tx: WorkspaceTx, conversationId: string, draftedAt: Date) {
  const inbound = tx
    .selectFrom('messages')
    .where('conversation_id', '=', conversationId)
    .where('direction', '=', 'inbound')
    .where('created_at', '<=', draftedAt)
    .where(sql`btrim(body)`, '<>', '')
    .select(['id', 'body'])
  const [asked, earlier] = await Promise.all([
    inbound.where('outcome', 'is', null).orderBy('sent_at').orderBy('id').execute(),
    inbound.where('outcome', 'is not', null).orderBy('sent_at', 'desc').orderBy('id', 'desc').limit(EARLIER).execute(),
  ])
  return { asked, earlier: earlier.reverse().map(({ body }) => body) }
}

/** Keeps what a decision suggests, for an admin to decide. The same decision again changes nothing. */
export async function insertProposalOnce(
  tx: WorkspaceTx,
  { draftId, editedId, guidanceId, messageIds, entry, testCase }: Taught & Proposed & { messageIds: string[] },
): Promise<void> {
  if (entry === null && testCase === null) return
  await tx
    .insertInto('review_proposals')
    .values({
      ...{ id: uuidv7(), draft_id: draftId, edited_draft_id: editedId ?? null, guidance_id: guidanceId ?? null },
      message_ids: messageIds,
      entry: entry && JSON.stringify(entry),
      entry_state: entry && 'open',
      test_case: testCase && JSON.stringify(testCase),
      case_state: testCase && 'open',
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'draft_id']).doNothing())
    .execute()
}

import { sql } from 'kysely'
import type { ProposalPart, ProposedEntry } from '#schema/review-proposal.ts'
import { TestConversation } from '#schema/test-conversation.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'
import { findEntryTitled, insertEntry } from './knowledge-entries.ts'
import { insertTestConversation } from './test-conversations.ts'

type Change = { proposalId: string; userId: string; workspaceId: string }

/** `decided`: somebody was first. `gone`: there is no such proposal, or none of this kind. */
export type ProposalOutcome =
  { outcome: 'done' | 'decided' | 'gone' } | { outcome: 'title-taken'; entryId: string | undefined }

/** Takes the entry over into the knowledge, in the words that the admin gave it. */
export async function acceptEntry(tx: WorkspaceTx, entry: ProposedEntry, by: Change): Promise<ProposalOutcome> {
  const state = await lockPart(tx, by.proposalId, 'entry')
  if (state !== 'open') return { outcome: state === null ? 'gone' : 'decided' }
  const { kind, language, title, content } = entry
  const written = await insertEntry(tx, { ...entry, active: true }, by)
  if (written.outcome !== 'kept') return { outcome: 'title-taken', entryId: await findEntryTitled(tx, entry) }
  await tx
    .updateTable('review_proposals')
    .set({
      ...{ entry_state: 'accepted', entry_decided_by: by.userId, entry_decided_at: sql<Date>`now()` },
      ...{ entry: JSON.stringify({ kind, language, title, content }), knowledge_id: written.id },
    })
    .where('id', '=', by.proposalId)
    .execute()
  await audit(tx, by, 'proposal.accepted', { part: 'entry', knowledgeId: written.id })
  return { outcome: 'done' }
}

export type CaseChange = { title: string; says: string[]; saysNot: string[] }

/** Takes the case over among the workspace's test conversations. */
export async function acceptCase(
  tx: WorkspaceTx,
  { title, says, saysNot }: CaseChange,
  by: Change,
): Promise<ProposalOutcome> {
  const state = await lockPart(tx, by.proposalId, 'case')
  if (state !== 'open') return { outcome: state === null ? 'gone' : 'decided' }
  const { proposalId, userId } = by
  const { proposed } = await tx
    .selectFrom('review_proposals')
    .where('id', '=', proposalId)
    .select('test_case as proposed')
    .executeTakeFirstOrThrow()
  const before = TestConversation.parse(proposed)
  const testCase = { ...before, title, expected: { ...before.expected, says, saysNot } }
  const testId = await insertTestConversation(tx, { ...testCase, source: 'edit', seed: proposalId, userId })
  await tx
    .updateTable('review_proposals')
    .set({
      ...{ case_state: 'accepted', case_decided_by: userId, case_decided_at: sql<Date>`now()` },
      ...{ test_case: JSON.stringify(testCase), test_conversation_id: testId },
    })
    .where('id', '=', proposalId)
    .execute()
  await audit(tx, by, 'proposal.accepted', { part: 'case', testConversationId: testId })
  return { outcome: 'done' }
}

/** Dismisses what is open of a proposal, or opens again what was dismissed. */
export async function setAside(
  tx: WorkspaceTx,
  { parts, to }: { parts: readonly ProposalPart[]; to: 'dismissed' | 'open' },
  by: Change,
): Promise<ProposalOutcome> {
  const changed: ProposalPart[] = []
  let isKnown = false
  for (const part of parts) {
    const state = await lockPart(tx, by.proposalId, part)
    isKnown ||= state !== null
    if (state !== (to === 'open' ? 'dismissed' : 'open')) continue
    const [who, at] = to === 'open' ? [null, null] : [by.userId, sql<Date>`now()`]
    await tx
      .updateTable('review_proposals')
      .set(
        part === 'entry'
          ? { entry_state: to, entry_decided_by: who, entry_decided_at: at }
          : { case_state: to, case_decided_by: who, case_decided_at: at },
      )
      .where('id', '=', by.proposalId)
      .execute()
    changed.push(part)
  }
  if (changed.length === 0) return { outcome: isKnown ? 'decided' : 'gone' }
  await audit(tx, by, to === 'open' ? 'proposal.reopened' : 'proposal.dismissed', { parts: changed })
  return { outcome: 'done' }
}

/** How far a part is, held fast until the transaction ends; null where there is none. */
async function lockPart(tx: WorkspaceTx, proposalId: string, part: ProposalPart): Promise<string | null> {
  const row = await tx
    .selectFrom('review_proposals')
    .where('id', '=', proposalId)
    .select(['entry_state', 'case_state'])
    .forUpdate()
    .executeTakeFirst()
  return (part === 'entry' ? row?.entry_state : row?.case_state) ?? null
}

async function audit(
  tx: WorkspaceTx,
  { proposalId, userId, workspaceId }: Change,
  action: string,
  detail: Record<string, string | string[] | null>,
): Promise<void> {
  await insertAudit(tx, { workspaceId, actor: userId, action, subject: proposalId, detail })
}

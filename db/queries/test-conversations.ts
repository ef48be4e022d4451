import { v7 as uuidv7 } from 'uuid'
import type { KnowledgeLanguage, EntryKind } from '#schema/knowledge.ts'
import type { TestConversation, TestSource } from '#schema/test-conversation.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'

export type NewTestConversation = TestConversation & {
  source: TestSource
  /** What it is made of: a second one of the same seed is the first. */
  seed: string
  userId: string | null
}

/** Adds a test conversation; its id, or null where there is one of this seed. */
export async function insertTestConversation(
  tx: WorkspaceTx,
  { source, seed, title, persona, language, says, expected, userId }: NewTestConversation,
): Promise<string | null> {
  const kept = await tx
    .insertInto('test_conversations')
    .values({
      ...{ id: uuidv7(), source, seed, title, persona, language, created_by: userId },
      ...{ says: JSON.stringify(says), expected: JSON.stringify(expected) },
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'seed']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept?.id ?? null
}

/** Adds those that are not there yet; how many that were. */
export async function insertTestConversations(
  tx: WorkspaceTx,
  tests: readonly NewTestConversation[],
  by: { workspaceId: string; userId: string },
): Promise<number> {
  let added = 0
  for (const test of tests) if ((await insertTestConversation(tx, test)) !== null) added += 1
  if (added > 0)
    await insertAudit(tx, {
      ...{ workspaceId: by.workspaceId, actor: by.userId, action: 'release.tests_added', subject: 'release' },
      detail: { added, source: tests[0]?.source ?? '' },
    })
  return added
}

/** Deletes a test conversation with all that was played and read of it; false where there is none. */
export async function deleteTestConversation(
  tx: WorkspaceTx,
  testId: string,
  by: { workspaceId: string; userId: string },
): Promise<boolean> {
  const gone = await tx.deleteFrom('test_conversations').where('id', '=', testId).returning('title').executeTakeFirst()
  if (gone === undefined) return false
  await insertAudit(tx, {
    ...{ workspaceId: by.workspaceId, actor: by.userId, action: 'release.test_deleted', subject: testId },
    detail: { title: gone.title },
  })
  return true
}

export async function findTestConversation(
  tx: WorkspaceTx,
  testId: string,
): Promise<(TestConversation & { id: string; source: TestSource }) | undefined> {
  const row = await tx
    .selectFrom('test_conversations')
    .where('id', '=', testId)
    .select(['id', 'source', 'title', 'persona', 'language', 'says', 'expected'])
    .executeTakeFirst()
  return row as (TestConversation & { id: string; source: TestSource }) | undefined
}

/** The seeds of all that there are. */
export async function listTestSeeds(tx: WorkspaceTx): Promise<Set<string>> {
  const rows = await tx.selectFrom('test_conversations').select('seed').execute()
  return new Set(rows.map(({ seed }) => seed))
}

const MOST_ENTRIES = 2_000

/** What ARI may answer from, but for passages of documents: of these test conversations are made. */
export async function listKnownEntries(
  tx: WorkspaceTx,
): Promise<{ id: string; kind: EntryKind; language: KnowledgeLanguage; title: string }[]> {
  const rows = await tx
    .selectFrom('knowledge')
    .where('document_id', 'is', null)
    .where('active', '=', true)
    .orderBy('created_at')
    .orderBy('id')
    .limit(MOST_ENTRIES)
    .select(['id', 'kind', 'language', 'title'])
    .execute()
  return rows as { id: string; kind: EntryKind; language: KnowledgeLanguage; title: string }[]
}

/** The ids of those whose title holds this, without regard to case; of all of them where nothing is wished. */
export async function listTestIds(tx: WorkspaceTx, title = ''): Promise<string[]> {
  const rows = await tx
    .selectFrom('test_conversations')
    .where('title', 'ilike', `%${title.replace(/[\\%_]/g, '\\$&')}%`)
    .orderBy('created_at')
    .orderBy('id')
    .select('id')
    .execute()
  return rows.map(({ id }) => id)
}

import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { ProposedEntry, type ProposalState } from '#schema/review-proposal.ts'
import { TestConversation } from '#schema/test-conversation.ts'
import type { WorkspaceTx } from '../connect.ts'
import { microsOf, reaches, type PageKey } from './page-key.ts'

const PAGE = 50

/** What became of a part of a proposal, and by whom. */
export type Decided = { state: ProposalState; by: string | null; at: Date | null }

export type Proposal = Awaited<ReturnType<typeof listProposals>>['proposals'][number]

/** Proposals in a state, the newest first: a page of them. */
export async function listProposals(
  tx: WorkspaceTx,
  { state, after = null }: { state: ProposalState; after?: PageKey | null },
) {
  const rows = await proposals(tx)
    .where('p.state', '=', state)
    .$if(after !== null, (all) => all.where(reaches(sql.ref('p.created_at'), sql.ref('p.id'), after)))
    .orderBy('p.created_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(PAGE + 1)
    .execute()
  return { proposals: rows.slice(0, PAGE).map(toProposal), hasMore: rows.length > PAGE }
}

/** One of them; undefined where its draft, and with it the proposal, is gone. */
export async function findProposal(tx: WorkspaceTx, proposalId: string): Promise<Proposal | undefined> {
  const row = await proposals(tx).where('p.id', '=', proposalId).executeTakeFirst()
  return row && toProposal(row)
}

/** How many wait for an admin. */
export async function countOpenProposals(tx: WorkspaceTx): Promise<number> {
  const { open } = await tx
    .selectFrom('review_proposals')
    .where('state', '=', 'open')
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .executeTakeFirstOrThrow()
  return open
}

type Row = Awaited<ReturnType<ReturnType<typeof proposals>['execute']>>[number]

function proposals(tx: WorkspaceTx) {
  return tx
    .selectFrom('review_proposals as p')
    .innerJoin('drafts as d', 'd.id', 'p.draft_id')
    .innerJoin('conversations as c', 'c.id', 'd.conversation_id')
    .innerJoin('contacts as k', 'k.id', 'c.contact_id')
    .leftJoin('drafts as edited', 'edited.id', 'p.edited_draft_id')
    .leftJoin('review_guidance as g', 'g.id', 'p.guidance_id')
    .leftJoin('users as reviewer', 'reviewer.id', 'd.reviewed_by')
    .leftJoin('users as entry_user', 'entry_user.id', 'p.entry_decided_by')
    .leftJoin('users as case_user', 'case_user.id', 'p.case_decided_by')
    .leftJoin('knowledge as kept', 'kept.id', 'p.knowledge_id')
    .select((from) => [
      'p.id',
      'p.created_at as createdAt',
      microsOf(sql.ref('p.created_at')).as('atMicros'),
      'c.contact_id as contactId',
      'c.language',
      'k.name',
      'k.phone',
      'd.reply as drafted',
      'd.held_as as heldAs',
      'edited.reply as sent',
      'g.body as fact',
      'reviewer.name as reviewer',
      'p.entry',
      'p.entry_state as entryState',
      'entry_user.name as entryBy',
      'p.entry_decided_at as entryAt',
      'kept.id as keptId',
      'kept.title as keptTitle',
      'p.test_case as testCase',
      'p.case_state as caseState',
      'case_user.name as caseBy',
      'p.case_decided_at as caseAt',
      jsonArrayFrom(
        from
          .selectFrom('messages as m')
          .whereRef('m.id', '=', sql`any(p.message_ids)`)
          .orderBy('m.sent_at')
          .orderBy('m.id')
          .select(['m.id', 'm.body']),
      ).as('asked'),
    ])
}

function toProposal({ entry, entryState, entryBy, entryAt, testCase, caseState, caseBy, caseAt, ...row }: Row) {
  // The column's checks hold the states to these words.
  const decided = (state: string | null, by: string | null, at: Date | null): Decided => ({
    state: state as ProposalState,
    by,
    at,
  })
  return {
    ...row,
    entry: entry === null ? null : { ...ProposedEntry.parse(entry), decided: decided(entryState, entryBy, entryAt) },
    testCase:
      testCase === null ? null : { ...TestConversation.parse(testCase), decided: decided(caseState, caseBy, caseAt) },
  }
}

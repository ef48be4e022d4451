import type { WorkspaceTx } from '#db/connect.ts'
import { readPublished } from '#db/queries/ari-config.ts'
import { acceptCase, acceptEntry, setAside, type ProposalOutcome } from '#db/queries/decide-proposal.ts'
import { listSynonyms } from '#db/queries/knowledge-synonyms.ts'
import { searchKnowledge } from '#db/queries/knowledge.ts'
import { findProposal, listProposals, type Decided, type Proposal } from '#db/queries/review-proposals.ts'
import { refusalText } from '#domain/conversation/wording.ts'
import { readQuestion } from '#domain/knowledge/read-question.ts'
import type { AriConfig } from '#schema/ari-config.ts'
import { PROPOSAL_STATES } from '#schema/review-proposal.ts'
import type { InWorkspace } from '../auth.server.ts'
import { cursorOf, keyOf } from '../inbox/cursor.ts'
import { readable } from '../inbox/rows.server.ts'
import type { ProposalAnswer, ProposalOrder, ProposalPage, ShownProposal, SimilarEntry } from './learning.ts'

/** As ARI finds them: more are not about the question. */
const FOUND = 6
const SHOWN_SIMILAR = 3
/** The page shows two lines of it. */
const MOST_CHARACTERS = 300

/** The proposals that an address asks for: open ones, unless it says otherwise. */
export async function proposalsFor(tx: WorkspaceTx, params: URLSearchParams): Promise<ProposalPage> {
  const state = PROPOSAL_STATES.find((one) => one === params.get('state')) ?? 'open'
  const [{ proposals, hasMore }, { config }] = await Promise.all([
    listProposals(tx, { state, after: keyOf(params.get('after')) }),
    readPublished(tx),
  ])
  const last = proposals.at(-1)
  return {
    proposals: proposals.map((one) => toShown(one, config)),
    next: hasMore && last ? cursorOf({ atMicros: last.atMicros, id: last.id }) : null,
  }
}

/** What stands already and answers the same question; null where there is no such proposal. */
export async function similarTo(tx: WorkspaceTx, proposalId: string): Promise<SimilarEntry[] | null> {
  const proposal = await findProposal(tx, proposalId)
  if (proposal === undefined) return null
  const { entry, asked } = proposal
  const words = entry?.title ?? asked.map(({ body }) => body).join(' ')
  const own = (await listSynonyms(tx)).map((group) => group.words)
  const found = await searchKnowledge(tx, readQuestion(words, own), FOUND)
  return found
    .filter(({ id, kind }) => kind !== 'document' && id !== proposal.keptId)
    .slice(0, SHOWN_SIMILAR)
    .map(({ id, kind, title, content }) => ({ id, kind, title, content: content.slice(0, MOST_CHARACTERS) }))
}

/** Carries out what an admin decides; null where there is no such proposal. */
export async function decideProposal(
  { tx, user, workspace }: Pick<InWorkspace, 'tx' | 'user' | 'workspace'>,
  proposalId: string,
  order: ProposalOrder,
): Promise<ProposalAnswer | null> {
  const by = { proposalId, userId: user.id, workspaceId: workspace.id }
  return tx(async (work) => {
    const done = await carryOut(work, order, by)
    if (done.outcome === 'gone') return null
    if (done.outcome === 'title-taken') return { errors: { title: 'taken' }, entryId: done.entryId }
    const [proposal, { config }] = await Promise.all([findProposal(work, proposalId), readPublished(work)])
    return proposal === undefined ? null : { outcome: done.outcome, proposal: toShown(proposal, config) }
  })
}

function carryOut(
  work: WorkspaceTx,
  order: ProposalOrder,
  by: Parameters<typeof acceptEntry>[2],
): Promise<ProposalOutcome> {
  switch (order.order) {
    case 'acceptEntry':
      return acceptEntry(work, order, by)
    case 'acceptCase':
      return acceptCase(work, order, by)
    case 'dismiss':
    case 'reopen':
      return setAside(work, { parts: order.parts, to: order.order === 'dismiss' ? 'dismissed' : 'open' }, by)
  }
}

function toShown(proposal: Proposal, { persona, guard }: AriConfig): ShownProposal {
  const { id, createdAt, contactId, name, phone, asked, sent, fact, reviewer, entry, testCase, keptId } = proposal
  const language = proposal.language === 'id' || proposal.language === 'en' ? proposal.language : persona.language
  return {
    ...{ id, contactId, name, reviewer },
    createdAt: createdAt.toISOString(),
    phone: phone && readable(phone),
    messageId: asked.at(-1)?.id ?? null,
    asked: asked.map(({ body }) => body),
    drafted: proposal.heldAs === 'refusal' ? refusalText(language, guard.refusal) : proposal.drafted,
    taught: sent === null ? { kind: 'fact', text: fact ?? '' } : { kind: 'edit', text: sent },
    entry: entry && {
      ...{ kind: entry.kind, language: entry.language, title: entry.title, content: entry.content },
      decided: decidedOf(entry.decided),
      kept: keptId === null ? null : { id: keptId, title: proposal.keptTitle ?? '' },
    },
    testCase: testCase && {
      ...{ title: testCase.title, tells: testCase.says },
      ...{ says: testCase.expected.says, saysNot: testCase.expected.saysNot },
      decided: decidedOf(testCase.decided),
    },
  }
}

const decidedOf = ({ state, by, at }: Decided) => ({ state, by, at: at?.toISOString() ?? null })

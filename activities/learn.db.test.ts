import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Question } from '#clients/ai/model.ts'
import { connect, type Database, type WorkspaceTx } from '#db/connect.ts'
import { acceptCase, acceptEntry } from '#db/queries/decide-proposal.ts'
import { insertEditedDraft } from '#db/queries/review-queue.ts'
import { listProposals, type Proposal } from '#db/queries/review-proposals.ts'
import { insertGuidance } from '#db/queries/reviews.ts'
import { answered, givenDeps, runActivity } from '../dev/test-kit/activities.ts'
import { givenConversation, givenInbound, givenWorkspace } from '../dev/test-kit/given.ts'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson } from '../dev/test-kit/web.ts'
import { createDraftActivities } from './draft-reply.ts'
import { createReviewActivities } from './review.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let workspace: GivenWorkspace
let conversation: GivenConversation
let userId: string
/** What the model says to a prompt. */
let answer: (prompt: string) => { reply: string; citations?: string[] }
let drafts: ReturnType<typeof createDraftActivities>

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  const ask = ({ system }: Question) => {
    const basis = {
      confidence: 0.95,
      intent: 'other',
      facts: {},
      declined: [],
      citations: [],
      slot: null,
      escalate: null,
    }
    return Promise.resolve(answered({ ...basis, ...answer(system) }))
  }
  drafts = createDraftActivities(givenDeps(db, { model: { ask } }))
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  workspace = await givenWorkspace(db, { review_policy: 'always' })
  userId = (await givenPerson(db, { workspaceId: workspace.workspaceId, role: 'admin' })).id
  conversation = await givenConversation(db, workspace)
})

const here = <T>(work: (tx: WorkspaceTx) => Promise<T>) => db.inWorkspace(workspace.workspaceId, work)
const by = (proposalId: string) => ({ proposalId, userId, workspaceId: workspace.workspaceId })
const open = async () => (await here((tx) => listProposals(tx, { state: 'open' }))).proposals
const only = async (): Promise<Proposal> => {
  const [proposal, ...more] = await open()
  if (proposal === undefined || more.length > 0) throw new TypeError('One proposal was expected.')
  return proposal
}

const ASKED = 'Halo kak, saya Nadia. Kolam renangnya buka jam berapa ya?'
const UNKNOWN = { reply: 'Baik Kak, saya tanyakan ke tim.' }
const TAUGHT = 'Kolam renang buka Selasa jam 09.00, Kak Nadia.'

/** A customer's words through the real activity, and what became of them. */
async function draft(body: string) {
  const { workspaceId } = workspace
  const messageId = await givenInbound(db, workspace, conversation, body)
  const heard = await runActivity(drafts.draftReply, {
    ...{ workspaceId, turn: 1, version: 1, rulesVersion: 1, stage: 'qualification' as const, lastReplyAtMs: null },
    ...{ conversationId: conversation.conversationId, messageIds: [messageId] },
  })
  if (heard.kind !== 'draft') throw new TypeError('A draft was expected.')
  return { ...heard.draft, messageId }
}

const ids = (draftId: string) => ({ ...workspace, conversationId: conversation.conversationId, draftId })
async function held(body = ASKED) {
  const { draftId, messageId } = await draft(body)
  await createReviewActivities(givenDeps(db)).holdDraft({ ...ids(draftId), as: 'draft', dueAtMs: null, endsAtMs: null })
  return { draftId, messageId }
}
const keep = (draftId: string, verdict: object) =>
  createReviewActivities(givenDeps(db)).keepReview({ ...ids(draftId), verdict: 'approve', userId, ...verdict })

/** A reviewer sends these words in place of the draft. */
async function edit(draftId: string, reply: string): Promise<string> {
  const editedId = (await here((tx) => insertEditedDraft(tx, { draftId, reply, checks: [], reason: null }))) ?? uuidv7()
  await keep(draftId, { verdict: 'edit', editedId })
  return editedId
}

it('a decision stands where nothing can be learnt from it', async () => {
  answer = () => UNKNOWN
  const { draftId } = await held()
  await sql`
    create function fails() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
    create trigger fails before insert on review_proposals execute function fails()`.execute(db.platform)
  try {
    await edit(draftId, TAUGHT)
  } finally {
    await sql`drop function fails cascade`.execute(db.platform)
  }
  expect(await open()).toEqual([])
  const kept = await here((tx) =>
    tx.selectFrom('drafts').where('id', '=', draftId).select(['status', 'verdict']).executeTakeFirst(),
  )
  expect(kept).toEqual({ status: 'edited', verdict: 'edit' })
})

describe('what reviewers teach', () => {
  it('BY-11 edit, approve the proposal: the next same question is answered from it', async () => {
    answer = () => UNKNOWN
    const { draftId, messageId } = await held()
    await edit(draftId, TAUGHT)
    const proposal = await only()
    expect(proposal).toMatchObject({
      ...{ asked: [{ id: messageId, body: ASKED }], drafted: UNKNOWN.reply, sent: TAUGHT, fact: null },
      entry: {
        kind: 'faq',
        title: 'Kolam renangnya buka jam berapa?',
        content: 'Kolam renang buka Selasa jam 09.00.',
      },
      testCase: { expected: { says: ['Selasa', 'jam 09.00'] } },
    })
    // Another customer asks. What no entry says may not be said, whatever the model makes of it.
    conversation = await givenConversation(db, workspace, { name: 'Bayu' })
    const reply = 'Kolam renang buka Selasa jam 09.00, Kak.'
    answer = () => ({ reply })
    expect((await draft('Kolam renangnya buka jam berapa?')).failedCheck).toBe('grounded')

    const { entry, testCase } = proposal
    if (entry === null || testCase === null) throw new TypeError('Both were expected.')
    expect(await here((tx) => acceptEntry(tx, entry, by(proposal.id)))).toEqual({ outcome: 'done' })
    const kept = await here((tx) => tx.selectFrom('knowledge').select('id').executeTakeFirstOrThrow())
    const line = `[k:${kept.id}] faq (id) Kolam renangnya buka jam berapa?\nKolam renang buka Selasa jam 09.00.`
    answer = (prompt) => ({ reply, citations: prompt.includes(line) ? [`k:${kept.id}`] : [] })
    const next = await draft('Kolam renangnya buka jam berapa?')
    expect(next.failedCheck).toBeNull()
    expect(
      await here((tx) => tx.selectFrom('drafts').where('id', '=', next.draftId).select('citations').executeTakeFirst()),
    ).toEqual({ citations: [kept.id] })

    // And the case joins the workspace's test conversations.
    const { title } = testCase
    const change = { title, says: ['09.00'], saysNot: ['ke tim'] }
    expect(await here((tx) => acceptCase(tx, change, by(proposal.id)))).toEqual({ outcome: 'done' })
    const cases = await here((tx) => tx.selectFrom('test_conversations').selectAll().execute())
    expect(cases).toMatchObject([
      {
        ...{ source: 'edit', seed: proposal.id, title, language: 'id', created_by: userId },
        says: ['Halo kak, Kolam renangnya buka jam berapa ya?'],
        expected: { says: ['09.00'], saysNot: ['ke tim'] },
      },
    ])
    expect(await open()).toEqual([])
    const log = await here((tx) =>
      tx.selectFrom('audit_log').where('action', '=', 'proposal.accepted').select(['actor', 'subject']).execute(),
    )
    expect(log).toEqual([by(proposal.id), by(proposal.id)].map(() => ({ actor: userId, subject: proposal.id })))
  })

  it('BY-11 a fact that a reviewer gave ARI is proposed too; a hint is not', async () => {
    answer = () => UNKNOWN
    const { draftId } = await held()
    const say = (kind: 'hint' | 'fact', body: string, of = draftId) =>
      here((tx) => insertGuidance(tx, { draftId: of, kind, body, userId }))
    await keep(draftId, { verdict: 'again', guidanceId: await say('fact', 'Kolam renang buka Selasa jam 9.') })
    expect(await only()).toMatchObject({ sent: null, fact: 'Kolam renang buka Selasa jam 9.' })
    const other = await held('Ada sauna?')
    const guidanceId = await say('hint', 'Sebut sauna di lantai 12.', other.draftId)
    await keep(other.draftId, { verdict: 'again', guidanceId })
    expect(await open()).toHaveLength(1)
  })

  it('BY-11 an edit that only speaks better proposes nothing; nor does what was not decided', async () => {
    answer = () => UNKNOWN
    const polite = await held()
    await edit(polite.draftId, 'Baik Kak, kami tanyakan dulu ke tim ya. Terima kasih!')
    const late = await held()
    await keep(late.draftId, { verdict: 'stale', userId: undefined })
    await edit(late.draftId, TAUGHT)
    expect(await open()).toEqual([])
  })

  it('is proposed once, names no customer, and goes with its conversation', async () => {
    answer = () => UNKNOWN
    const { draftId } = await held(`Nomor saya ${conversation.phone}. ${ASKED}`)
    const editedId = await edit(draftId, `${TAUGHT} Nadia bisa dihubungi di ${conversation.phone}.`)
    // Tried again after a crash, it is the same decision.
    await keep(draftId, { verdict: 'edit', editedId })
    const { entry, testCase } = await only()
    expect(JSON.stringify([entry, testCase])).not.toMatch(new RegExp(`nadia|${conversation.phone.slice(-8)}`, 'i'))
    await here((tx) => tx.deleteFrom('drafts').where('id', '=', draftId).execute())
    expect(await open()).toEqual([])
  })

  it('an entry that stands already is told of, and nothing is written', async () => {
    answer = () => UNKNOWN
    const { draftId } = await held()
    await edit(draftId, TAUGHT)
    const { id, entry } = await only()
    if (entry === null) throw new TypeError('An entry was expected.')
    const entryId = uuidv7()
    const { kind, language, title } = entry
    await here((tx) =>
      tx.insertInto('knowledge').values({ id: entryId, kind, language, title, content: 'Lain lagi.' }).execute(),
    )
    expect(await here((tx) => acceptEntry(tx, entry, by(id)))).toEqual({ outcome: 'title-taken', entryId })
    expect((await only()).entry?.decided.state).toBe('open')
  })
})

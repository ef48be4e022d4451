import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { checkReply, tolerate, type Check } from '#domain/guardrails/check-reply.ts'
import { DEFAULT_CONFIG } from '#schema/ari-config.ts'
import { givenAnswer, givenReviewedDraft } from '../dev/test-kit/answers.ts'
import { givenConversation, givenHeldDraft, givenWorkspace, type GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenTest } from '../dev/test-kit/release.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'

// What the checks say of a reply, as the pages of reviewing tell it to readers of either language.

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let web: Web
let workspace: GivenWorkspace
let cookie: string

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  web = await startWeb({ databaseUrl: postgres.url })
  workspace = await givenWorkspace(db, { review_policy: 'always' })
  const { email } = await givenPerson(db, { workspaceId: workspace.workspaceId, role: 'member' })
  cookie = await web.signIn(email)
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await postgres.stop()
})

/** The checks of a reply as a draft keeps them. */
const checksOf = (asked: string, reply: string, confidence = 0.9): Check[] =>
  tolerate(
    checkReply({
      answer: { reply, confidence, tokens: 10, escalates: false },
      ...{ asked, sources: [], own: ['ARI'], instructions: '', language: 'id', guard: DEFAULT_CONFIG.guard },
      today: { day: 23, month: 11, year: 2026, weekday: 1 },
    }),
  )
const CHECKS = checksOf('Ada beasiswa?', 'Maaf Kak, mungkin hubungi +62 812 9999 1234.', 0.35)

const SAID = {
  id: [
    'Pelanggan menanyakan bahasan yang ditolak: beasiswa.',
    'Keyakinan ARI 35%, padahal paling sedikit harus 70%.',
    'Balasan terdengar seperti menebak: “mungkin”.',
    'Balasan menyebut nomor telepon yang tidak ada di entri yang dikutip.',
    'Balasan ini meminta maaf. Apakah ada alasannya?',
  ],
  en: [
    'The customer asks about a refused subject: scholarships.',
    'ARI is 35% confident; at least 70% is needed.',
    'The reply sounds like a guess: “mungkin”.',
    'The reply gives a phone number that is in no cited entry.',
    'The reply apologises. Is there a reason to?',
  ],
}
const KEPT = CHECKS.flatMap(({ reason, warning }) => reason ?? warning ?? [])

/** What of these a page says, other than to its own script. */
async function said(path: string, language: 'id' | 'en', sentences: readonly string[]): Promise<string[]> {
  const answer = await web.ask(path, { cookie, headers: { 'accept-language': language } })
  expect(answer.status).toBe(200)
  const text = (await answer.text())
    .replace(/<script\b.*?<\/script>/gs, '')
    .replaceAll('<!-- -->', '')
    .replaceAll('&#x27;', "'")
  return sentences.filter((sentence) => text.includes(sentence))
}

const talk = () => givenConversation(db, workspace, { name: 'Ana' })

async function heldWith(checks: object[]): Promise<string> {
  const draftId = await givenHeldDraft(db, workspace, await talk(), 'Halo')
  await db.platform
    .updateTable('drafts')
    .set({ checks: JSON.stringify(checks), held_as: 'refusal' })
    .where('id', '=', draftId)
    .execute()
  return `/review/${draftId}`
}

async function answered(): Promise<string> {
  const conversation = await talk()
  const draft = await givenReviewedDraft(db, workspace, conversation, { checks: CHECKS })
  return `/review/answers/${await givenAnswer(db, workspace, conversation, { draft })}`
}

/** A play whose reply failed these checks; what was refused is said there by what was decided. */
async function played(): Promise<string> {
  const { testId, playId } = await givenTest(db, workspace.workspaceId, { title: 'Beasiswa' })
  const checks = CHECKS.map(({ name, passed, reason }) => ({ name, passed, ...(reason !== undefined && { reason }) }))
  const trace = {
    ...{ source: 'published', version: 1, draft: '', intent: null, confidence: null, entries: [], checks },
    ...{ model: null, promptVersion: 'p1', tokens: null, asks: 1, failure: null },
    ms: { retrieval: 1, model: 1, checks: 1 },
  }
  await db.platform
    .updateTable('trial_messages')
    .set({ trace: JSON.stringify(trace) })
    .where('trial_id', '=', playId ?? '')
    .where('author', '=', 'bot')
    .execute()
  return `/review/release/${testId}`
}

describe('PX-25 LM-17 why a check failed or warned is said in the reader’s language', () => {
  it.each([
    ['a held draft', () => heldWith(CHECKS), SAID],
    ['an answer that went out', answered, SAID],
    ['a test conversation', played, { id: SAID.id.slice(1, 4), en: SAID.en.slice(1, 4) }],
  ])('on %s', async (_, open, expected) => {
    const path = await open()
    expect(await said(path, 'id', [...SAID.id, ...SAID.en, ...KEPT])).toEqual(expected.id)
    expect(await said(path, 'en', [...SAID.id, ...SAID.en, ...KEPT])).toEqual(expected.en)
  })

  it('what an older draft says in words that no check has now stands as it was kept', async () => {
    const old = 'the reply names a price: 3 juta'
    const path = await heldWith([{ name: 'scope', passed: false, reason: old }])
    for (const language of ['id', 'en'] as const) expect(await said(path, language, [old])).toEqual([old])
  })
})

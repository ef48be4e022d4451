import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Database, WorkspaceTx } from '#db/connect.ts'
import { failPlay, openPlayTrial, savePlayed } from '#db/queries/test-plays.ts'
import { openReleaseRun, endReleaseRun } from '#db/queries/release-runs.ts'
import { insertTestConversation } from '#db/queries/test-conversations.ts'
import { insertTrialMessageOnce, settleTrialTurn } from '#db/queries/trials.ts'
import { OPENING } from '#domain/conversation/step.ts'
import { POINTS, type GroundEntry } from '#schema/release.ts'
import type { TestExpectation } from '#schema/test-conversation.ts'
import { eventually } from './desk.ts'
import type { Web } from './web.ts'

type TestWish = {
  title: string
  says?: string[]
  reply?: string
  isPlayed?: boolean
  expected?: Partial<TestExpectation>
}

/** A test conversation, and unless it is not wished one play of it that nobody has read. */
export async function givenTest(
  db: Database,
  workspaceId: string,
  { title, says = ['Halo'], reply, isPlayed = true, expected = {} }: TestWish,
): Promise<{ testId: string; playId: string | null }> {
  return db.inWorkspace(workspaceId, async (tx) => {
    const wish = { says: [], saysNot: [], passesToPeople: null, ...expected }
    const id = await insertTestConversation(tx, {
      ...{
        source: 'written',
        seed: uuidv7(),
        title,
        persona: null,
        language: 'id',
        says,
        expected: wish,
        userId: null,
      },
    })
    if (id === null) throw new TypeError('A seed of its own is new.')
    return {
      testId: id,
      playId: isPlayed
        ? await playOnce(tx, { workspaceId, testId: id }, { says, ...(reply !== undefined && { reply }) })
        : null,
    }
  })
}

type PlayWish = { says?: string[]; reply?: string; version?: number; entries?: GroundEntry[]; fails?: boolean }

/** A test conversation is played, or could not be; the id of that play. */
export function givenPlay(db: Database, workspaceId: string, testId: string, wish: PlayWish = {}): Promise<string> {
  return db.inWorkspace(workspaceId, (tx) => playOnce(tx, { workspaceId, testId }, wish))
}

async function playOnce(
  tx: WorkspaceTx,
  { workspaceId, testId }: { workspaceId: string; testId: string },
  { says = ['Halo'], reply = 'Halo, ada yang bisa dibantu?', version = 1, entries = [], fails = false }: PlayWish,
): Promise<string> {
  const runId = await openReleaseRun(tx, { workspaceId, userId: null, purpose: 'release', testIds: [testId] })
  const { id: playId } = await tx
    .selectFrom('test_plays')
    .where('run_id', '=', runId)
    .where('test_id', '=', testId)
    .where('state', '=', 'waiting')
    .select('id')
    .executeTakeFirstOrThrow()
  await openPlayTrial(tx, playId)
  for (const body of fails ? [] : says) {
    const messageId = uuidv7()
    await insertTrialMessageOnce(tx, { id: messageId, trialId: playId, kind: 'text', body, content: {} })
    await settleTrialTurn(tx, {
      ...{ trialId: playId, messageId, replyId: uuidv7(), outcome: 'answered', state: OPENING },
      said: { kind: 'text', body: reply, content: {} },
      result: {
        ...{ decision: 'say', reason: null, before: 'greeting', after: 'qualification', passed: ['qualification'] },
        ...{ score: 0, scoreParts: OPENING.scoreParts, scoreBefore: 0 },
      },
    })
  }
  await (fails ? failPlay(tx, playId) : savePlayed(tx, { playId, version, entries, findings: [] }))
  await endReleaseRun(tx, runId, { isStopped: false })
  return playId
}

const Shown = z.object({
  tests: z.array(z.object({ id: z.string(), standing: z.string(), wasBad: z.boolean() })),
  run: z.unknown().nullable(),
  ...{
    read: z.number(),
    minimum: z.number(),
    version: z.number(),
    ...{ rerun: z.number(), lacks: z.string().nullable() },
    ...{ isOutdated: z.boolean(), isSigned: z.boolean() },
    liveAt: z.string().nullable(),
  },
})
const Played = z.object({ play: z.object({ id: z.string() }) })

/** A person who works at a release by the API alone, in the workspace that their session is in. */
export function releaseOver(web: Web, cookie: string) {
  const show = async () => Shown.parse(await (await web.ask('/api/release', { cookie })).json())
  const order = (json: object) => web.ask('/api/release', { cookie, json })
  return {
    show,
    order,
    /** Has what is due played, and waits until it is. */
    async playAll(withinMs = 120_000) {
      await order({ do: 'run', which: 'due' })
      await eventually(async () => {
        const { run } = await show()
        if (run !== null) throw new Error('The test conversations are still played.')
      }, withinMs)
    },
    /** Reads everything that is to be read, and finds it good; how much that was. */
    async readAll(): Promise<number> {
      const unread = (await show()).tests.filter(({ standing }) => standing === 'unread')
      for (const { id } of unread) {
        const path = `/api/release/${id}`
        const { play } = Played.parse(await (await web.ask(path, { cookie })).json())
        const found = { do: 'read', playId: play.id, verdict: 'good', points: POINTS, comment: '' }
        const answer = await web.ask(path, { cookie, json: found })
        if (answer.status !== 200) throw new Error(`Reading ${id}: ${String(answer.status)} ${await answer.text()}`)
      }
      return unread.length
    },
  }
}

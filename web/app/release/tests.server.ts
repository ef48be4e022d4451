import type { WorkspaceTx } from '#db/connect.ts'
import { readPublished } from '#db/queries/ari-config.ts'
import { listEntriesById } from '#db/queries/knowledge.ts'
import { readReleaseFacts } from '#db/queries/release.ts'
import { deleteTestConversation, findTestConversation } from '#db/queries/test-conversations.ts'
import { keepReading, listPlaysOf, type ReadPlay } from '#db/queries/test-plays.ts'
import { listTrialRows } from '#db/queries/trials.ts'
import { releaseOf, type Stands } from '#domain/release/standing.ts'
import type { InWorkspace, Role } from '../auth.server.ts'
import { toShown } from '../trial/trial.server.ts'
import type { PlayShown, TestShown } from './contract.ts'
import type { TestWish } from './forms.ts'
import { play, type Answer } from './orders.server.ts'

/** A test conversation with all that its reader needs; null where there is none. */
export async function showTest(tx: WorkspaceTx, testId: string, role: Role): Promise<TestShown | null> {
  const test = await findTestConversation(tx, testId)
  if (test === undefined) return null
  const { tests, read, minimum } = releaseOf(await readReleaseFacts(tx))
  const plays = await listPlaysOf(tx, testId)
  const { config } = await readPublished(tx)
  const [counting] = plays
  const rows = counting === undefined ? [] : (await listTrialRows(tx, counting.id)).flatMap(toShown)
  const ids = rows.flatMap((row) => (row.author === 'bot' ? (row.trace?.entries.map(({ id }) => id) ?? []) : []))
  const entries = await listEntriesById(tx, [...new Set(ids)])
  const place = tests.findIndex(({ id }) => id === testId)
  const { id, title, persona, language, source, says } = test
  return {
    ...{ id, title, persona, language, source, says, rows, read, minimum, role },
    ...{ standing: tests[place]?.standing ?? 'new', wasBad: tests[place]?.wasBad ?? false },
    isWaiting: tests[place]?.isWaiting ?? false,
    play: counting === undefined ? null : toPlay(counting),
    hasFailedSince: counting?.state === 'played' && plays.some((one) => one.state === 'failed' && one.id > counting.id),
    before: plays.slice(1).flatMap((one) => (one.verdict === null ? [] : [toPlay(one)]))[0] ?? null,
    entries: Object.fromEntries(entries.map((entry) => [entry.id, entry])),
    botName: config.persona.botName,
    neighbours: {
      previous: tests[place - 1]?.id ?? null,
      next: tests[place + 1]?.id ?? null,
      unread: nextUnread(tests, place),
    },
  }
}

/** The next one that is to be read, what was found bad before the others; after the last the first again. */
function nextUnread(tests: readonly Stands[], place: number): string | null {
  const inTurn = [...tests.slice(place + 1), ...tests.slice(0, Math.max(0, place))]
  const unread = inTurn.filter(({ standing }) => standing === 'unread')
  return (unread.find(({ wasBad }) => wasBad) ?? unread[0])?.id ?? null
}

function toPlay({
  id,
  state,
  version,
  findings,
  verdict,
  points,
  comment,
  readBy,
  playedAt,
  readAt,
}: ReadPlay): PlayShown {
  const found = { verdict, points, comment, readBy }
  return {
    ...{ id, state, version, findings },
    ...found,
    playedAt: playedAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  }
}

type By = Pick<InWorkspace, 'tx' | 'user' | 'workspace' | 'role'>

/** Does what a person wishes about a test conversation. `gone`: there is none. */
export async function actOnTest(by: By, testId: string, wish: TestWish): Promise<Answer | { outcome: 'gone' }> {
  const ids = { workspaceId: by.workspace.id, userId: by.user.id, testId }
  if ((await by.tx((tx) => findTestConversation(tx, testId))) === undefined) return { outcome: 'gone' }
  switch (wish.do) {
    case 'read': {
      const { playId, verdict, points, comment } = wish
      const seen = wish.seen === null ? null : new Date(wish.seen)
      const kept = await by.tx((tx) => keepReading(tx, { ...ids, playId, verdict, points, comment, seen }))
      switch (kept.outcome) {
        case 'kept':
          return { outcome: 'done' }
        case 'superseded':
          return { outcome: 'refused', problem: 'superseded' }
        case 'read': {
          const { verdict: found, points: ticked, comment: why, readBy, readAt } = toPlay(kept.by)
          const reading = { verdict: found, points: ticked, comment: why, readBy, readAt }
          return { outcome: 'refused', problem: 'read-meanwhile', reading }
        }
      }
    }
    case 'run':
      return play(by, [testId])
    case 'delete':
      if (by.role === 'member') return { outcome: 'not-allowed' }
      return (await by.tx((tx) => deleteTestConversation(tx, testId, ids))) ? { outcome: 'done' } : { outcome: 'gone' }
  }
}

import { readTestConversations, seedOf } from '#clients/documents/test-conversations.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { insertSignOff, noteOverride, readReleaseFacts, setReleaseMinimum } from '#db/queries/release.ts'
import { deleteWaitingPlays, endReleaseRun, findRunUnderWay, openReleaseRun } from '#db/queries/release-runs.ts'
import { insertTestConversations } from '#db/queries/test-conversations.ts'
import { mayTurnOn } from '#db/queries/workspace-floor.ts'
import { setLive } from '#db/queries/workspaces.ts'
import { releaseOf, type Release } from '#domain/release/standing.ts'
import type { TestConversation, TestSource } from '#schema/test-conversation.ts'
import type { InWorkspace } from '../auth.server.ts'
import { services } from '../services.server.ts'
import type { LineProblemShown, ReadMeanwhile, ReleaseProblem } from './contract.ts'
import type { ReleaseWish } from './forms.ts'
import { listUnmade } from './release.server.ts'

type By = Pick<InWorkspace, 'tx' | 'user' | 'workspace' | 'role'>

/** How far it is, and the version that was signed last. */
type Numbers = { read: number; minimum: number; bad: number; rerun: number; signed: number }

type Refused = { outcome: 'refused'; problem: ReleaseProblem; reading?: ReadMeanwhile } & Partial<Numbers>

export type Answer =
  | { outcome: 'done'; added?: number }
  | Refused
  | { outcome: 'wrong'; errors: Record<string, string>; lines?: LineProblemShown[] }
  | { outcome: 'not-allowed' }

const DONE: Answer = { outcome: 'done' }
const MOST_IMPORTED = 1_000

/** Does what a person wishes about the release. Reading and playing is everybody's; to rule on it takes an admin. */
export async function actOnRelease(by: By, wish: ReleaseWish): Promise<Answer> {
  switch (wish.do) {
    case 'make':
      return make(by)
    case 'write': {
      const { title, language, says, passesToPeople } = wish
      const spoken = says
        .split('\n')
        .map((one) => one.trim())
        .filter((one) => one !== '')
      if (spoken.length > 20) return { outcome: 'wrong', errors: { says: 'too-many' } }
      const passes = passesToPeople === 'either' ? null : passesToPeople === 'yes'
      const expected = { says: [], saysNot: [], passesToPeople: passes }
      return keep(by, 'written', [{ title, language, persona: null, says: spoken, expected }])
    }
    case 'import':
      return take(by, wish.text)
    case 'run':
      return run(by, wish.which)
    case 'stop':
      return stop(by)
    case 'sign':
      return by.role === 'member' ? { outcome: 'not-allowed' } : sign(by, wish.version)
    case 'goLive':
      return by.role === 'member' ? { outcome: 'not-allowed' } : goLive(by, wish.reason)
    case 'minimum': {
      if (by.role === 'member') return { outcome: 'not-allowed' }
      await by.tx((tx) => setReleaseMinimum(tx, actorOf(by), wish.minimum))
      return DONE
    }
  }
}

async function make(by: By): Promise<Answer> {
  const added = await by.tx(async (tx) => {
    const { minimum } = await readReleaseFacts(tx)
    const { unmade } = await listUnmade(tx, minimum)
    const tests = unmade.map(({ seed, test }) => ({ ...test, seed, source: 'generated' as const, userId: by.user.id }))
    return insertTestConversations(tx, tests, actorOf(by))
  })
  return { outcome: 'done', added }
}

async function take(by: By, text: string): Promise<Answer> {
  const read = readTestConversations(text)
  if ('problems' in read) return { outcome: 'wrong', errors: { text: 'lines' }, lines: read.problems }
  if (read.tests.length === 0) return { outcome: 'wrong', errors: { text: 'missing' } }
  if (read.tests.length > MOST_IMPORTED) return { outcome: 'wrong', errors: { text: 'too-many' } }
  return keep(by, 'imported', read.tests)
}

async function keep(by: By, source: TestSource, tests: readonly TestConversation[]): Promise<Answer> {
  const made = tests.map((test) => ({ ...test, source, seed: `${source}:${seedOf(test)}`, userId: by.user.id }))
  return { outcome: 'done', added: await by.tx((tx) => insertTestConversations(tx, made, actorOf(by))) }
}

/** Which test conversations each wish is about. */
const OF: Record<Extract<ReleaseWish, { do: 'run' }>['which'], (test: Release['tests'][number]) => boolean> = {
  due: ({ standing }) => standing === 'new' || standing === 'changed',
  bad: ({ standing }) => standing === 'bad',
  failed: ({ hasFailed }) => hasFailed,
  all: () => true,
}

async function run(by: By, which: keyof typeof OF): Promise<Answer> {
  const testIds = await by.tx(async (tx) => {
    const { tests } = releaseOf(await readReleaseFacts(tx))
    return tests.filter((test) => !test.isWaiting && OF[which](test)).map(({ id }) => id)
  })
  return play(by, testIds)
}

/** Has these played, and read again. */
export async function play(by: Pick<By, 'tx' | 'user' | 'workspace'>, testIds: readonly string[]): Promise<Answer> {
  if (testIds.length === 0) return { outcome: 'refused', problem: 'nothing' }
  const workspaceId = by.workspace.id
  const wish = { workspaceId, userId: by.user.id, purpose: 'release' as const, testIds }
  const runId = await by.tx((tx) => openReleaseRun(tx, wish))
  if (await services().releaseRuns.start({ workspaceId, runId })) return DONE
  // Nobody plays it: what another start left under way is not touched.
  await by.tx((tx) => deleteWaitingPlays(tx, runId, testIds))
  return { outcome: 'refused', problem: 'unavailable' }
}

async function stop(by: By): Promise<Answer> {
  const under = await by.tx(findRunUnderWay)
  if (under === undefined) return DONE
  const outcome = await services().releaseRuns.stop(under.id)
  if (outcome === 'unavailable') return { outcome: 'refused', problem: 'unavailable' }
  if (outcome === 'not-running') await by.tx((tx) => endReleaseRun(tx, under.id, { isStopped: true }))
  return DONE
}

async function sign(by: By, version: number): Promise<Answer> {
  return by.tx(async (tx): Promise<Answer> => {
    const { release, facts } = await standing(tx)
    if (facts.version !== version) return { outcome: 'refused', problem: 'changed' }
    if (release.lacks !== null) return refusal(release, release.lacks)
    const { minimum, read, tests, ground } = release
    await insertSignOff(tx, { ...actorOf(by), version, entries: ground, minimum, read, tests: tests.length })
    return DONE
  })
}

/** Going live needs a sign-off that stands; an owner may go without, and says why. */
async function goLive(by: By, reason: string | undefined): Promise<Answer> {
  if (reason !== undefined && by.role !== 'owner') return { outcome: 'not-allowed' }
  return by.tx(async (tx): Promise<Answer> => {
    const { release, facts } = await standing(tx)
    const { workspaceId, userId: actor } = actorOf(by)
    if (facts.liveAt !== null) return DONE
    // Going live turns ARI on: what stopped it is ended first.
    if (!(await mayTurnOn(tx))) return refusal(release, 'incident')
    if (!release.isSigned) {
      if (reason === undefined)
        return release.isOutdated && facts.signOff !== null
          ? { ...refusal(release, 'outdated'), signed: facts.signOff.version }
          : refusal(release, 'not-signed')
      const { read, minimum } = release
      await noteOverride(tx, { workspaceId, actor, reason, read, minimum })
    }
    await setLive(tx, { workspaceId, restart: false, actor })
    return DONE
  })
}

async function standing(tx: WorkspaceTx) {
  const facts = await readReleaseFacts(tx)
  return { facts, release: releaseOf(facts) }
}

function refusal({ read, minimum, counts, rerun }: Release, problem: ReleaseProblem): Refused {
  return { outcome: 'refused', problem, read, minimum, bad: counts.bad, rerun }
}

function actorOf({ workspace, user }: Pick<By, 'workspace' | 'user'>) {
  return { workspaceId: workspace.id, userId: user.id }
}

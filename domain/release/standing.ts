import type { AriConfig } from '#schema/ari-config.ts'
import type { GroundEntry, LastPlay, ReleaseFacts, TestFacts } from '#schema/release.ts'
import { isFailure } from './judge-play.ts'

/**
 * Where a test conversation stands: `new`: it was never played, or could not be; `changed`: what its answers were made of is
 * another now; `unread`; or what its reader found. A bad one stays bad until it is played again.
 * `wasBad`: its last reader found it bad, and it was played again since: until somebody has read that, bad is what counts.
 */
export type Standing = 'new' | 'changed' | 'unread' | 'good' | 'bad'
export type Stands = TestFacts & { standing: Standing; wasBad: boolean; hasFailed: boolean }

export type Release = {
  tests: Stands[]
  counts: Record<Standing, number>
  /** Read as they are now. */
  read: number
  minimum: number
  /** To be played again, and by how many changes of the configuration and of entries. */
  changes: number
  /** Found bad, played again, and not read since. */
  rerun: number
  /** What is in the way of signing, if anything. */
  lacks: 'reading' | 'bad' | 'rerun' | null
  /** What the plays that are good now stand on: what is signed. */
  ground: GroundEntry[]
  /** What was signed answers otherwise now: somebody signs anew, once that is read. */
  isOutdated: boolean
  /** Somebody signed, and what they signed still stands. */
  isSigned: boolean
}

/** How far a workspace is on its way to a release. */
export function releaseOf(facts: ReleaseFacts): Release {
  const isRelevant = changedVersions(facts)
  const tests = facts.tests.map((test) => ({
    ...test,
    standing: standingOf(test.play, facts, isRelevant),
    wasBad: test.lastVerdict === 'bad' && test.play?.verdict !== 'bad',
    hasFailed: test.play?.findings.some(isFailure) ?? false,
  }))
  const counts = { new: 0, changed: 0, unread: 0, good: 0, bad: 0 }
  for (const { standing } of tests) counts[standing] += 1
  const read = counts.good + counts.bad
  const rerun = tests.filter(({ wasBad }) => wasBad).length
  const lacks = counts.bad > 0 ? 'bad' : rerun > 0 ? 'rerun' : read < facts.minimum ? 'reading' : null
  const isOutdated = facts.signOff !== null && hasChanged(facts.signOff, facts, isRelevant)
  return {
    ...{ tests, counts, read, rerun, lacks, minimum: facts.minimum },
    changes: changesOf(tests, facts, isRelevant),
    ground: groundOf(tests),
    isOutdated,
    isSigned: facts.signOff !== null && !isOutdated && lacks === null,
  }
}

function standingOf(play: LastPlay | null, facts: ReleaseFacts, isRelevant: Changed): Standing {
  if (play === null || play.state === 'failed') return 'new'
  if (play.verdict === 'bad') return 'bad'
  if (hasChanged(play, facts, isRelevant)) return 'changed'
  return play.verdict ?? 'unread'
}

type Ground = Pick<LastPlay, 'version' | 'entries'>

/** What stands on this would be answered otherwise now, as far as can be told. */
function hasChanged(ground: Ground, facts: ReleaseFacts, isRelevant: Changed): boolean {
  return isRelevant.some((number) => number > ground.version) || changedEntries(ground, facts).length > 0
}

function groundOf(tests: readonly Stands[]): GroundEntry[] {
  const entries = tests.flatMap(({ standing, play }) => (standing === 'good' ? (play?.entries ?? []) : []))
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()]
}

/** Versions that answer otherwise than the one before them; oldest first. */
type Changed = number[]

function changedVersions({ versions }: ReleaseFacts): Changed {
  const inOrder = versions.toSorted((one, other) => one.number - other.number)
  return inOrder.flatMap(({ number, config }, place) => {
    const before = inOrder[place - 1]
    return before === undefined || answersAlike(before.config, config) ? [] : [number]
  })
}

/** What ARI says when it is written to hangs on these; follow-ups and people's hours do not come up in a trial. */
function answersAlike(one: AriConfig, other: AriConfig): boolean {
  const bearing = ({ persona, guard, flow, scoring }: AriConfig) => JSON.stringify([persona, guard, flow, scoring])
  return bearing(one) === bearing(other)
}

function changedEntries({ entries }: Ground, { entryAges }: ReleaseFacts): string[] {
  return entries.flatMap(({ id, at }) => (entryAges[id] === at ? [] : [id]))
}

/** How many changes there were since what must be played again was played. */
function changesOf(tests: readonly Stands[], facts: ReleaseFacts, isRelevant: Changed): number {
  const plays = tests.flatMap(({ standing, play }) => (standing === 'changed' && play !== null ? [play] : []))
  const oldest = Math.min(...plays.map(({ version }) => version))
  const entries = new Set(plays.flatMap((play) => changedEntries(play, facts)))
  return isRelevant.filter((number) => number > oldest).length + entries.size
}

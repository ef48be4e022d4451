import type { WorkspaceTx } from '#db/connect.ts'
import { readReleaseFacts } from '#db/queries/release.ts'
import { findRunUnderWay } from '#db/queries/release-runs.ts'
import { readReviewRules } from '#db/queries/review-settings.ts'
import { listKnownEntries, listTestSeeds } from '#db/queries/test-conversations.ts'
import { generateTests, type Generated } from '#domain/release/generate.ts'
import { releaseOf } from '#domain/release/standing.ts'
import type { SignOff } from '#schema/release.ts'
import type { Role } from '../auth.server.ts'
import type { ReleaseShown } from './contract.ts'

/** How far the workspace is on its way to a release, for who looks at it. */
export async function showRelease(tx: WorkspaceTx, role: Role): Promise<ReleaseShown> {
  const facts = await readReleaseFacts(tx)
  const { tests, counts, read, rerun, minimum, changes, lacks, isOutdated, isSigned } = releaseOf(facts)
  const run = await findRunUnderWay(tx)
  const { knows, unmade } = await listUnmade(tx, minimum)
  const { policy, settings } = await readReviewRules(tx)
  return {
    ...{ counts, read, rerun, minimum, changes, lacks, isOutdated, isSigned, role, knows, unmade: unmade.length },
    ...{ version: facts.version, signOff: facts.signOff && signed(facts.signOff), liveAt: facts.liveAt },
    reading: { policy, days: settings.firstDays, sendsItself: settings.sendsItself },
    run: run === undefined ? null : { done: run.done, of: run.of },
    tests: tests.map(({ id, title, language, source, standing, wasBad, hasFailed, isWaiting, play }) => ({
      ...{ id, title, language, source, standing, wasBad, hasFailed, isWaiting },
      findings: play?.findings ?? [],
    })),
  }
}

/** What it stands on is nobody's to read. */
function signed({ phrase, version, minimum, tests, read, signedBy, signedAt }: SignOff): ReleaseShown['signOff'] {
  return { phrase, version, minimum, tests, read, signedBy, signedAt }
}

/** The test conversations that can be made of what the workspace knows by now, but for those that are there. */
export async function listUnmade(tx: WorkspaceTx, minimum: number): Promise<{ knows: number; unmade: Generated[] }> {
  const entries = await listKnownEntries(tx)
  const seeds = await listTestSeeds(tx)
  const unmade = generateTests(entries, { least: minimum }).filter(({ seed }) => !seeds.has(seed))
  return { knows: entries.length, unmade }
}

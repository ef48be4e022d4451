import { setTimeout as pause } from 'node:timers/promises'
import { openTemporal, type TemporalSettings } from '#clients/temporal/connect.ts'
import { createReleaseRuns, type ReleaseRuns } from '#clients/temporal/release-runs.ts'
import { connect, type Database } from '#db/connect.ts'
import { deleteReleaseRun, listPlaysOfRun, openReleaseRun, type PlayOfRun } from '#db/queries/release-runs.ts'
import { listTestIds } from '#db/queries/test-conversations.ts'
import { listTrialRows, type TrialRow } from '#db/queries/trials.ts'
import { findWorkspaceBySlug } from '#db/queries/workspaces.ts'
import { isFailure } from '#domain/release/judge-play.ts'
import { readSettings } from '#schema/env.ts'
import { prepareEmbedded } from '../services/database.ts'
import { findRunningPostgres } from '../services/postgres.ts'
import { loadEnv } from '../up/dotenv.ts'

/** `signal`: the person who waits has had enough. */
type Wish = { slug: string; only?: string | undefined; signal?: AbortSignal }

const HOW =
  'Start the product in another terminal (npm start), or set DATABASE_URL and TEMPORAL_ADDRESS to one that runs.'
const LOOK_MS = 500
/** As a command ends that Ctrl-C has ended. */
const STOPPED = 130

/** Plays the test conversations of a workspace on the product that is running here; the status to end with. */
export async function evalWorkspace(wish: Wish): Promise<number> {
  const say = (text: string) => void process.stderr.write(`${text}\n`)
  const { env } = loadEnv(process.env)
  const running = env['DATABASE_URL'] ? null : await findRunningPostgres(env['DATA_DIR'] ?? '.data')
  const url = env['DATABASE_URL'] ?? (running === null ? undefined : await prepareEmbedded(running, () => undefined))
  if (url === undefined || url === '') {
    say(`Nothing runs here. ${HOW}`)
    return 1
  }
  const { temporal: settings } = readSettings({ ...env, DATABASE_URL: url }, 'command')
  const database = connect(url, { max: 2 })
  try {
    return await onTemporal(settings, (runs) =>
      playTests({ database, runs, ...wish, say, out: (text) => process.stdout.write(`${text}\n`) }),
    )
  } finally {
    await database.close()
  }
}

async function onTemporal<T>(
  settings: TemporalSettings & { taskQueue: string },
  work: (runs: ReleaseRuns) => Promise<T>,
): Promise<T> {
  const temporal = await openTemporal(settings)
  try {
    return await work(createReleaseRuns(temporal.client, settings))
  } finally {
    await temporal.close()
  }
}

type Playing = Wish & {
  database: Database
  runs: ReleaseRuns
  /** For the person who waits, and for the reader. */
  say: (text: string) => void
  out: (text: string) => void
  /** So long nothing may be played before it is given up: no worker runs. */
  patienceMs?: number
}

/**
 * Plays the test conversations of a workspace by the same workflow as the release does, in a run of its own that leaves
 * nothing behind: what was read for the release stays as it is. Prints each with its answers; 1 where one did not hold.
 */
export async function playTests(playing: Playing): Promise<number> {
  const { database, runs, slug, only, say, out } = playing
  const workspace = await findWorkspaceBySlug(database.platform, slug)
  if (workspace === undefined) {
    say(`There is no workspace "${slug}".`)
    return 1
  }
  const workspaceId = workspace.id
  const testIds = await database.inWorkspace(workspaceId, (tx) => listTestIds(tx, only))
  if (testIds.length === 0) {
    say(`"${slug}" has no such test conversations. Make them under Review, Release.`)
    return 1
  }
  const wish = { workspaceId, userId: null, purpose: 'check' as const, testIds }
  const runId = await database.inWorkspace(workspaceId, (tx) => openReleaseRun(tx, wish))
  try {
    say(`playing ${String(testIds.length)} test conversations`)
    if (!(await runs.start({ workspaceId, runId }))) {
      say(`Temporal does not answer. ${HOW}`)
      return 1
    }
    const plays = await whenPlayed(playing, workspaceId, runId)
    if (plays === null) {
      await runs.stop(runId)
      if (playing.signal?.aborted === true) {
        say('stopped; nothing of it is kept')
        return STOPPED
      }
      say(`Nothing was played in time: no worker answers. ${HOW}`)
      return 1
    }
    const failed = plays.filter(hasFailed)
    for (const play of plays) {
      const rows = await database.inWorkspace(workspaceId, (tx) => listTrialRows(tx, play.id))
      out(printed(play, rows))
    }
    out(`${String(plays.length - failed.length)} passed, ${String(failed.length)} failed`)
    return failed.length > 0 ? 1 : 0
  } finally {
    await database.inWorkspace(workspaceId, (tx) => deleteReleaseRun(tx, runId))
  }
}

/** What was played; null where none was for too long, or the wait was ended. */
async function whenPlayed({ database, signal, patienceMs = 120_000 }: Playing, workspaceId: string, runId: string) {
  let [done, since] = [0, Date.now()]
  for (;;) {
    const plays = await database.inWorkspace(workspaceId, (tx) => listPlaysOfRun(tx, runId))
    const now = plays.filter(({ state }) => state !== 'waiting').length
    if (now === plays.length) return plays
    if (now > done) [done, since] = [now, Date.now()]
    if (signal?.aborted === true || Date.now() - since > patienceMs) return null
    await pause(LOOK_MS)
  }
}

function hasFailed({ state, findings }: PlayOfRun): boolean {
  return state === 'failed' || findings.some(isFailure)
}

/** A test conversation as its reader reads it. */
function printed(play: PlayOfRun, rows: readonly TrialRow[]): string {
  const lines = rows.map(({ author, body, result }) => {
    if (author === 'customer') return `    customer: ${body}`
    const reason = result?.reason == null ? '' : ` (${result.reason})`
    return `    ARI: ${body === '' ? '(says nothing)' : body}${reason}`
  })
  const found = play.findings.map(({ kind, about }) => `    ! ${kind}${about === undefined ? '' : `: ${about}`}`)
  const failed = play.state === 'failed' ? ['    ! could not be played'] : []
  return [`${hasFailed(play) ? 'FAIL' : 'pass'}  ${play.title}`, ...lines, ...found, ...failed].join('\n')
}

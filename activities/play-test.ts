import { setTimeout as pause } from 'node:timers/promises'
import { Context, heartbeat } from '@temporalio/activity'
import { v5 as uuidv5 } from 'uuid'
import type { WorkspaceTx } from '#db/connect.ts'
import { readPublished } from '#db/queries/ari-config.ts'
import { endReleaseRun, listWaitingPlays } from '#db/queries/release-runs.ts'
import {
  failPlay,
  findPlayToDo,
  isAnswered,
  listEntryAges,
  openPlayTrial,
  savePlayed,
  type Played,
  type PlayToDo,
} from '#db/queries/test-plays.ts'
import { insertTrialMessageOnce, listTrialRows } from '#db/queries/trials.ts'
import { judgePlay, type Reply } from '#domain/release/judge-play.ts'
import type { ReleaseRunInput } from '#schema/release.ts'
import type { Deps } from './deps.ts'
import { playUnanswered } from './failures.ts'

type Play = { workspaceId: string; playId: string }

const BEAT_MS = 1_000
/** A trial that is at another message is done with it soon; machinery that is away comes back. */
const BUSY_MS = 200
const AWAY_MS = 1_000
const GIVE_UP_MS = 5 * 60_000

export const createPlayActivities = ({ db, trials }: Pick<Deps, 'db' | 'trials'>) => {
  const inWorkspace: Deps['db']['inWorkspace'] = (workspaceId, work) => db.inWorkspace(workspaceId, work)

  /** Resolves when ARI has done what it does about the message. */
  async function say({ workspaceId, playId }: Play, message: { id: string; body: string }): Promise<void> {
    const { cancellationSignal: signal } = Context.current()
    const giveUpAt = Date.now() + GIVE_UP_MS
    while (Date.now() < giveUpAt) {
      signal.throwIfAborted()
      const state = await inWorkspace(workspaceId, (tx) => keepSaid(tx, playId, message))
      if (state === 'answered') return
      const { outcome } = await trials.say({ workspaceId, trialId: playId, state }, message.id)
      if (outcome === 'refused') await pause(BUSY_MS, undefined, { signal })
      if (outcome === 'unavailable') await pause(AWAY_MS, undefined, { signal })
    }
    throw playUnanswered(playId)
  }

  return {
    async listTestsToPlay({ workspaceId, runId, most }: ReleaseRunInput & { most: number }) {
      return { playIds: await inWorkspace(workspaceId, (tx) => listWaitingPlays(tx, runId, most)) }
    },

    /**
     * Says what the customer of a test conversation says, message after message, in a trial of its own, and keeps what
     * came of it. What was answered before is not said again. Nothing of it reaches a customer, a contact or the calendar.
     */
    async playTest({ workspaceId, playId }: Play): Promise<void> {
      const beat = setInterval(heartbeat, BEAT_MS)
      try {
        const todo = await inWorkspace(workspaceId, (tx) => findPlayToDo(tx, playId))
        // Stopped, deleted, or played by a try whose end nobody heard.
        if (todo === undefined) return
        for (const [place, body] of todo.says.entries())
          await say({ workspaceId, playId }, { id: uuidv5(String(place), playId), body })
        await inWorkspace(workspaceId, async (tx) => savePlayed(tx, await playedIn(tx, playId, todo)))
        await trials.end(playId)
      } finally {
        clearInterval(beat)
      }
    },

    /** It was tried often enough. */
    async failTest({ workspaceId, playId }: Play): Promise<void> {
      await inWorkspace(workspaceId, (tx) => failPlay(tx, playId))
      await trials.end(playId)
    },

    /** `more`: something was wished meanwhile. */
    async endReleaseRun({ workspaceId, runId, isStopped }: ReleaseRunInput & { isStopped: boolean }) {
      const isEnded = await inWorkspace(workspaceId, (tx) => endReleaseRun(tx, runId, { isStopped }))
      return { outcome: isEnded ? ('ended' as const) : ('more' as const) }
    },
  }
}

/** Keeps a message as said; where the trial stands, for its workflow to go on from. */
async function keepSaid(tx: WorkspaceTx, playId: string, { id, body }: { id: string; body: string }) {
  const { state } = await openPlayTrial(tx, playId)
  if ((await isAnswered(tx, id)) === true) return 'answered'
  await insertTrialMessageOnce(tx, { id, trialId: playId, kind: 'text', body, content: {} })
  return state
}

/** What came of all that was said, and what it was drawn from. */
async function playedIn(tx: WorkspaceTx, playId: string, { expected }: PlayToDo): Promise<Played> {
  const { createdAt } = await openPlayTrial(tx, playId)
  const rows = await listTrialRows(tx, playId)
  const traces = rows.flatMap(({ trace }) => (trace === null ? [] : [trace]))
  const replies = rows.flatMap(({ author, body, trace, result }): Reply[] =>
    author !== 'bot' || result === null
      ? []
      : [
          {
            body,
            // Silent because people have it since an earlier message is with people too.
            isWithPeople: result.reason !== null,
            // That a refused subject was asked about is no fault of the draft.
            failedChecks: (trace?.checks ?? []).flatMap(({ name, passed }) =>
              passed || name === 'refused_subject' ? [] : [name],
            ),
            hasFailed: trace?.failure != null,
          },
        ],
  )
  const ids = [...new Set(traces.flatMap(({ entries }) => entries.map(({ id }) => id)))]
  const ages = await listEntryAges(tx, ids)
  // What changed while it was played counts as changed since.
  const at = (id: string) => new Date(Math.min(ages.get(id)?.getTime() ?? 0, createdAt.getTime())).toISOString()
  const published = (await readPublished(tx)).version
  return {
    playId,
    version: traces.reduce((least, { version }) => Math.min(least, version), published),
    entries: ids.map((id) => ({ id, at: at(id) })),
    findings: judgePlay(expected, replies),
  }
}

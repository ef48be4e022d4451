import type { Log } from '#clients/log/log.ts'
import { isTemporalAway } from '#clients/temporal/connect.ts'
import type { Conversations } from '#clients/temporal/conversations.ts'
import type { Database } from '#db/connect.ts'
import { finishMerge, listOpenMerges, markHandedOver, type OpenMerge } from '#db/queries/merges.ts'
import { repeat } from '../repeat.ts'

type Deps = {
  database: Database
  endAsMerged: Conversations['endAsMerged']
  absorb: Conversations['absorb']
  log: Log
  everyMs?: number
  /** A conversation that has been told and has not handed over is told again after this long. */
  againAfterMs?: number
}

const AT_ONCE = 100

/**
 * Tells conversations that two of them are one: first the one that ends, and when it has finished what it was at, the
 * one that goes on. What is told twice counts once, so any number of processes may do this, and a crash only delays it.
 */
export function createMerges({ database, endAsMerged, absorb, log, everyMs = 1000, againAfterMs = 5000 }: Deps) {
  const toldAt = new Map<string, number>()

  async function work(): Promise<void> {
    const open = await listOpenMerges(database.platform, AT_ONCE)
    for (const from of toldAt.keys()) if (!open.some((merge) => merge.from === from)) toldAt.delete(from)
    for (const merge of open) {
      try {
        if (merge.isHandedOver || !(await end(merge))) await finish(merge)
      } catch (error) {
        if (isTemporalAway(error)) return
        log.error({ err: error, conversationId: merge.from }, 'A merge of conversations waits on')
      }
    }
  }

  /** Whether it runs, and so has to finish what it is at. */
  async function end({ from, into, workspaceId }: OpenMerge): Promise<boolean> {
    if (Date.now() - (toldAt.get(from) ?? 0) < againAfterMs) return true
    if (await endAsMerged(from, into)) {
      toldAt.set(from, Date.now())
      return true
    }
    await database.inWorkspace(workspaceId, (tx) => markHandedOver(tx, from))
    return false
  }

  async function finish({ from, workspaceId }: OpenMerge): Promise<void> {
    const isFinished = await database.inWorkspace(workspaceId, (tx) =>
      finishMerge(tx, { from, workspaceId }, ({ into: { conversationId, state, epoch }, state: left, messages }) =>
        absorb({ workspaceId, conversationId, state }, { from, state: left, messages, epoch }),
      ),
    )
    if (isFinished) log.info({ event: 'conversations_merged', conversationId: from }, 'Two conversations are one')
  }

  return repeat(work, { everyMs, onError: (error) => log.warn({ err: error }, 'Merges of conversations wait on') })
}

import type { Log } from '#clients/log/log.ts'
import type { Conversations } from '#clients/temporal/conversations.ts'
import type { Database } from '#db/connect.ts'
import { isDatabaseAway, isWorthRepeating } from '#db/failures.ts'
import {
  listWaitingIds,
  listWaitingTurns,
  listWorkspacesWithWaitingStatuses,
  markRelayed,
  recordFailure,
  type StatusKind,
  type Turn,
} from '#db/queries/inbound-events.ts'
import { createLanes } from './lanes.ts'
import { storeWaiting } from './messages.ts'
import { createOutage } from './outage.ts'
import { relayStatuses, STATUS_BATCH } from './statuses.ts'
import { createTeller } from './teller.ts'
import { relayTemplates, TEMPLATE_BATCH } from './templates.ts'

export type Relay = ReturnType<typeof createRelay>

/** What was kept just now, as far as the relay needs to know it. */
export type Kept = { kind: string; workspaceId: string; channelId: string; sender: string | null }

type Deps = Pick<Conversations, 'tell' | 'tellOfPhone'> & {
  database: Database
  log: Log
  /** WhatsApp told of a template of this workspace, and it is kept. */
  onTemplates?: (workspaceId: string) => void
  /** Resolves when there is time for it. */
  calm: () => Promise<void>
  /** How often to look for what was left over, and how old it must be. */
  sweepEveryMs?: number
  sweepAfterMs?: number
}

const LANES = 4
const BATCH = 100
const SWEEP_LIMIT = 500
const REPEATS = 3

/**
 * Hands kept events on: messages become rows and are told to their conversations, statuses move what we sent.
 * One contact's events keep their order. Any number of processes may do this at once.
 */
export function createRelay({
  database,
  tell,
  tellOfPhone,
  log,
  onTemplates = () => undefined,
  calm,
  sweepEveryMs = 1000,
  sweepAfterMs = 3000,
}: Deps) {
  const teller = createTeller({ tell, tellOfPhone, log })
  const away = createOutage(log, 'Postgres', 'kept events wait for it')
  const turns = createLanes<Turn>({
    count: LANES,
    batchSize: BATCH,
    keyOf: ({ channelId, sender }) => `${channelId} ${sender}`,
    groupOf: ({ workspaceId }) => workspaceId,
    work: async (batch) => {
      await calm()
      await relayTurns(batch, false)
    },
  })
  const statuses = lanesOfWorkspaces('status', async (workspaceId, only) => {
    const count = await relayStatuses(database, log, workspaceId, only)
    return count === STATUS_BATCH
  })
  const templates = lanesOfWorkspaces('template_status', async (workspaceId, only) => {
    const count = await relayTemplates(database, log, workspaceId, only)
    if (count > 0) onTemplates(workspaceId)
    return count === TEMPLATE_BATCH
  })
  let timer: NodeJS.Timeout | undefined
  let sweeping: Promise<void> = Promise.resolve()
  let stopped = false

  async function relayTurns(batch: Turn[], isProbe: boolean): Promise<void> {
    const [first] = batch
    if (!first) return
    const { workspaceId } = first
    await guarded(
      () => relayMessages(workspaceId, batch, isProbe),
      () => listWaitingIds(database.platform, workspaceId, batch),
      (id) => relayMessages(workspaceId, batch, isProbe, id),
    )
  }

  async function relayMessages(workspaceId: string, batch: Turn[], isProbe: boolean, only?: string): Promise<void> {
    // What has its row and cannot be told would stand before what has none.
    const isNew = teller.isAway() && !isProbe
    const messages = await storeWaiting(database, workspaceId, batch, { only, isNew })
    if (messages.length === 0 || (teller.isAway() && !isProbe)) return
    const { told, failed } = await teller.tell(messages, { isProbe })
    await markRelayed(database.platform, told)
    for (const { eventId, reason, atMost } of failed) await recordFailure(database.platform, [eventId], reason, atMost)
  }

  /** Statuses go by workspace; `relay` says whether there are more of them. */
  function lanesOfWorkspaces(kind: StatusKind, relay: (workspaceId: string, only?: string) => Promise<boolean>) {
    const lanes = createLanes<string>({
      count: 2,
      batchSize: 1,
      keyOf: (workspaceId) => workspaceId,
      groupOf: (workspaceId) => workspaceId,
      work: async ([workspaceId]) => {
        if (workspaceId === undefined) return
        await calm()
        await guarded(
          async () => {
            if (await relay(workspaceId)) lanes.add(workspaceId)
          },
          () => listWaitingIds(database.platform, workspaceId, kind),
          async (id) => {
            await relay(workspaceId, id)
          },
        )
      },
    })
    return lanes
  }

  /** Does the work; when something in it is refused, does it piece by piece, so that only that piece waits. */
  async function guarded(
    work: () => Promise<void>,
    pieces: () => Promise<string[]>,
    workOn: (id: string) => Promise<void>,
  ): Promise<void> {
    try {
      try {
        await repeated(work)
      } catch (error) {
        if (isDatabaseAway(error)) throw error
        for (const id of await pieces()) await piece(id, workOn)
      }
      away.ended()
    } catch (error) {
      if (isDatabaseAway(error)) away.began(error)
      else log.error({ err: error }, 'Relaying failed; the sweep tries again')
    }
  }

  async function piece(id: string, workOn: (id: string) => Promise<void>): Promise<void> {
    try {
      await repeated(() => workOn(id))
    } catch (error) {
      if (isDatabaseAway(error)) throw error
      log.error({ err: error, eventId: id }, 'An event could not be relayed; it waits')
      await recordFailure(
        database.platform,
        [id],
        error instanceof Error ? error.message.slice(0, 500) : 'unknown',
        1_000_000,
      )
    }
  }

  /** While Temporal is away, one contact's messages are enough to find out whether it is back. */
  async function sweep(): Promise<void> {
    try {
      const isProbe = teller.isAway()
      const left = await listWaitingTurns(database.platform, {
        olderThanMs: isProbe ? 0 : sweepAfterMs,
        limit: isProbe ? 1 : SWEEP_LIMIT,
      })
      if (!isProbe) for (const turn of left) turns.add(turn)
      for (const id of await listWorkspacesWithWaitingStatuses(database.platform, sweepAfterMs, 'status'))
        statuses.add(id)
      for (const id of await listWorkspacesWithWaitingStatuses(database.platform, sweepAfterMs, 'template_status'))
        templates.add(id)
      away.ended()
      if (isProbe) await relayTurns(left, isProbe)
      if (isProbe && !teller.isAway()) await sweepAll()
    } catch (error) {
      if (isDatabaseAway(error)) away.began(error)
      else log.error({ err: error }, 'The sweep failed; it tries again')
    }
  }

  /** Temporal is back: whatever waits goes now, however young. */
  async function sweepAll(): Promise<void> {
    const left = await listWaitingTurns(database.platform, { olderThanMs: 0, limit: 10 * SWEEP_LIMIT })
    for (const turn of left) turns.add(turn)
  }

  function next(): void {
    if (stopped) return
    timer = setTimeout(() => {
      sweeping = sweep().finally(next)
    }, sweepEveryMs)
  }

  return {
    /** Called with what a webhook just left, after its answer. */
    wake(kept: readonly Kept[]): void {
      for (const { kind, workspaceId, channelId, sender } of kept) {
        if (kind === 'status') statuses.add(workspaceId)
        else if (kind === 'template_status') templates.add(workspaceId)
        else if (sender !== null && (kind === 'message' || kind === 'echo'))
          turns.add({ workspaceId, channelId, sender })
      }
    },
    start: next,
    /** Finishes what is under way; what is left over is kept, and the next start finds it. */
    async stop(withinMs = 5000): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await Promise.race([sweeping, turns.drained(withinMs)])
      const lanes = [turns, statuses, templates]
      await Promise.all(lanes.map((lane) => lane.drained(withinMs)))
      for (const lane of lanes) lane.close()
      await Promise.all(lanes.map((lane) => lane.drained(withinMs)))
    },
  }
}

async function repeated(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await work()
      return
    } catch (error) {
      if (tries >= REPEATS || !isWorthRepeating(error)) throw error
    }
  }
}

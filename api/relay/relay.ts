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
  type Turn,
} from '#db/queries/inbound-events.ts'
import { createLanes } from './lanes.ts'
import { storeWaiting } from './messages.ts'
import { createOutage } from './outage.ts'
import { relayStatuses, STATUS_BATCH } from './statuses.ts'
import { createTeller } from './teller.ts'

export type Relay = ReturnType<typeof createRelay>

/** What was kept just now, as far as the relay needs to know it. */
export type Kept = { kind: string; workspaceId: string; channelId: string; sender: string | null }

type Deps = {
  database: Database
  tell: Conversations['tell']
  log: Log
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
export function createRelay({ database, tell, log, sweepEveryMs = 1000, sweepAfterMs = 3000 }: Deps) {
  const teller = createTeller({ tell, log })
  const away = createOutage(log, 'Postgres', 'kept events wait for it')
  const turns = createLanes<Turn>({
    count: LANES,
    batchSize: BATCH,
    keyOf: ({ channelId, sender }) => `${channelId} ${sender}`,
    groupOf: ({ workspaceId }) => workspaceId,
    work: (batch) => relayTurns(batch, false),
  })
  const statuses = createLanes<string>({
    count: 2,
    batchSize: 1,
    keyOf: (workspaceId) => workspaceId,
    groupOf: (workspaceId) => workspaceId,
    work: ([workspaceId]) => relayStatusesOf(workspaceId),
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
    const messages = await storeWaiting(database, workspaceId, batch, only)
    if (messages.length === 0 || (teller.isAway() && !isProbe)) return
    const { told, failed } = await teller.tell(messages, { isProbe })
    await markRelayed(database.platform, told)
    for (const { eventId, reason, atMost } of failed) await recordFailure(database.platform, [eventId], reason, atMost)
  }

  async function relayStatusesOf(workspaceId: string | undefined): Promise<void> {
    if (workspaceId === undefined) return
    await guarded(
      async () => {
        const count = await relayStatuses(database, log, workspaceId)
        if (count === STATUS_BATCH) statuses.add(workspaceId)
      },
      () => listWaitingIds(database.platform, workspaceId, 'statuses'),
      async (id) => {
        await relayStatuses(database, log, workspaceId, id)
      },
    )
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
      for (const id of await listWorkspacesWithWaitingStatuses(database.platform, sweepAfterMs)) statuses.add(id)
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
      await Promise.all([turns.drained(withinMs), statuses.drained(withinMs)])
      turns.close()
      statuses.close()
      await Promise.all([turns.drained(withinMs), statuses.drained(withinMs)])
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

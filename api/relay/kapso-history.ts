import { v7 as uuidv7 } from 'uuid'
import type { KapsoHistory } from '#clients/kapso/history.ts'
import { HistoryUnavailable } from '#clients/kapso/history.ts'
import type { Log } from '#clients/log/log.ts'
import type { Sealer } from '#clients/secrets/seal.ts'
import type { Database } from '#db/connect.ts'
import { isDatabaseAway } from '#db/failures.ts'
import { insertEventsOnce } from '#db/queries/inbound-events.ts'
import { claimHistory, keepHistoryCursor, renewHistoryLease, type HistoryLease } from '#db/queries/kapso-history.ts'
import { repeat } from '../repeat.ts'
import { cutKapsoHistory } from '../webhooks/kapso-events.ts'
import type { Kept } from './relay.ts'

type Deps = {
  database: Database
  history: KapsoHistory
  sealer: Pick<Sealer, 'open'>
  log: Log
  /** Told of what was missing, as after a webhook. */
  onKept: (events: readonly Kept[]) => void
  everyMs?: number
  /** How often to look whether a channel is due. */
  lookEveryMs?: number
  /** A channel that could not be read is tried again after this long. */
  againAfterMs?: number
}

/** A process that dies holds a channel this long. */
const LEASE_MS = 45_000
/** Read in one piece, and kept before the next: a long outage fits into memory, and goes on where it stopped. */
const PIECE_MS = 6 * 3_600_000
const ROWS_AT_ONCE = 500

/**
 * Kapso gives a webhook up after two and a half minutes; what was not taken by then stands in its history only. Every
 * Kapso channel's history is read again and again, from a little before where it was read last, and becomes the events
 * that the webhooks would have been: what came by one already vanishes. Any number of processes may do this.
 */
export function createKapsoReconciler(deps: Deps) {
  const { database, history, sealer, log, onKept } = deps
  const { everyMs = 60_000, lookEveryMs = 1000, againAfterMs = 15_000 } = deps
  const { platform } = database
  const inTrouble = new Set<string>()
  let stopped = false

  async function work(): Promise<void> {
    for (;;) {
      if (stopped) return
      const lease = await claimHistory(platform, LEASE_MS)
      if (!lease) return
      const { channelId } = lease
      try {
        const missed = await reconcile(lease)
        if (missed > 0) log.info({ event: 'kapso_reconciled', channelId, missed }, 'Kapso had what no webhook brought')
        if (inTrouble.delete(channelId)) log.info({ channelId }, 'The history of Kapso can be read again')
        await renewHistoryLease(platform, channelId, everyMs)
      } catch (error) {
        if (isDatabaseAway(error)) throw error
        say(channelId, error)
        await renewHistoryLease(platform, channelId, againAfterMs)
      }
    }
  }

  /** Reads one channel up to now, the oldest piece first; how many events were missing. */
  async function reconcile({ channelId, since, ...channel }: HistoryLease): Promise<number> {
    const { phoneNumberId, accessTokenSealed } = channel
    const apiKey = accessTokenSealed === null ? null : sealer.open(accessTokenSealed)
    let missed = 0
    for (let from = since; !stopped;) {
      const startedAt = new Date()
      const end = new Date(from.getTime() + PIECE_MS)
      const isLast = end >= startedAt
      const wish = { phoneNumberId, apiKey, since: from, until: isLast ? null : end }
      const rows = await history.list(wish, () => renewHistoryLease(platform, channelId, LEASE_MS))
      missed += await keep({ channelId, ...channel }, rows.toReversed())
      await keepHistoryCursor(platform, channelId, isLast ? startedAt : end)
      if (isLast) break
      from = end
    }
    return missed
  }

  async function keep(channel: Omit<HistoryLease, 'since'>, rows: readonly unknown[]): Promise<number> {
    const { channelId, workspaceId, phoneNumberId } = channel
    let kept = 0
    for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
      const { events, skipped } = cutKapsoHistory(rows.slice(first, first + ROWS_AT_ONCE), phoneNumberId, new Date())
      if (skipped.length > 0) log.debug({ channelId, skipped: skipped.length }, 'Of the history, some is left out')
      // In the order of the customer's time: it is the order in which they are relayed.
      const ordered = events.toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())
      const wanted = ordered.map(({ key, kind, payload, occurredAt, sender }) => {
        return { id: uuidv7(), workspaceId, channelId, key, kind, payload, occurredAt, sender }
      })
      const isNew = new Set(await insertEventsOnce(platform, wanted))
      const missing = wanted.filter(({ id }) => isNew.has(id))
      kept += missing.length
      if (missing.length > 0) onKept(missing)
    }
    return kept
  }

  /** Once for each outage. */
  function say(channelId: string, error: unknown): void {
    if (inTrouble.has(channelId)) return
    inTrouble.add(channelId)
    const status = error instanceof HistoryUnavailable ? error.status : null
    log.warn({ err: error, channelId, status }, 'The history of Kapso cannot be read; it is tried again')
  }

  const repeated = repeat(work, {
    everyMs: lookEveryMs,
    firstMs: 0,
    onError: (error) => log.warn({ err: error }, 'The history of Kapso waits for Postgres'),
  })
  return {
    start: repeated.start,
    async stop(): Promise<void> {
      stopped = true
      await repeated.stop()
    },
  }
}

import { randomUUID } from 'node:crypto'
import type { Db } from '#db/connect.ts'
import { listPeopleToTell, listWithSlack } from '#db/queries/alert-ears.ts'
import {
  claimLines,
  finishLine,
  listLiveMatters,
  nextLineDueAt,
  postponeLine,
  spreadAlerts,
  sweepAlerts,
  type ClaimedLine,
  type Line,
  type LiveMatter,
  type RaisedAlert,
} from '#db/queries/alert-lines.ts'
import { retryAfterMs, waysFor, WINDOW_MS } from '#domain/alert/rules.ts'
import type { AlertWay } from '#schema/alert.ts'
import { NOBODY, tellLine, type Matter, type Telling, type WaysDeps } from './ways.ts'

type Options = WaysDeps & {
  now?: () => number
  windows?: Record<AlertWay, number>
  sweepEveryMs?: number
}

export type AlertTeller = ReturnType<typeof createAlertTeller>

/** What was raised, or came due, without a word of it being heard is found by then. */
const SWEEP_EVERY_MS = 15_000
const TIDY_EVERY_MS = 3_600_000

/**
 * Tells people of what was raised. Any number of programs do it side by side: each alert is put on the lines of those
 * whom it concerns once, and a line is told by whoever has claimed it. One that dies while it tells has its line told
 * again, by somebody else, when the claim has lapsed: late or twice rather than never.
 */
export function createAlertTeller({
  now = Date.now,
  windows = WINDOW_MS,
  sweepEveryMs = SWEEP_EVERY_MS,
  ...deps
}: Options) {
  const { db, log } = deps
  let running: Promise<void> | undefined
  let isWanted = false
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let tidiedAtMs = 0

  /** Tells all that is due by now. */
  async function tell(): Promise<void> {
    while (!isStopped && (await spreadAlerts(db, (tx, raised) => linesFor(tx, raised, windows))) > 0);
    for (;;) {
      const lines = isStopped ? [] : await claimLines(db, randomUUID())
      if (lines.length === 0) return
      await Promise.all(lines.map(tellOne))
    }
  }

  async function tellOne(line: ClaimedLine): Promise<void> {
    try {
      const matter = matterOf(await listLiveMatters(db, line))
      const telling: Telling = matter.count === 0 ? NOBODY : await tellLine(deps, line, { matter, nowMs: now() })
      if (telling.outcome === 'away') await tryLater(line)
      else if (telling.outcome === 'later')
        await postponeLine(db, line, { dueAt: new Date(telling.atMs), failures: line.failures })
      else await finishLine(db, line, { isTold: telling.outcome === 'told', windowMs: windows[line.way] })
    } catch (error) {
      const { workspaceId, kind, way } = line
      log.error({ err: error, workspaceId, kind, way }, 'An alert could not be told; it is tried again')
      await tryLater(line)
    }
  }

  async function tryLater(line: ClaimedLine): Promise<void> {
    const failures = line.failures + 1
    const afterMs = retryAfterMs(failures)
    if (afterMs !== null) return postponeLine(db, line, { dueAt: new Date(now() + afterMs), failures })
    const { workspaceId, kind, way } = line
    log.error({ workspaceId, kind, way, failures }, 'An alert was given up: it could not be told')
    await finishLine(db, line, { isTold: false, windowMs: windows[way] })
  }

  /** One round after the other; what is asked for during one gets another. */
  function wake(): void {
    isWanted = true
    if (isStopped || running !== undefined) return
    running = rounds().finally(() => {
      running = undefined
      if (isWanted) wake()
    })
  }

  async function rounds(): Promise<void> {
    try {
      while (isWanted && !isStopped) {
        isWanted = false
        await tell()
      }
      await tidy()
      await plan()
    } catch (error) {
      log.warn({ err: error }, 'Alerts wait: the database does not answer')
      wakeIn(sweepEveryMs)
    }
  }

  async function tidy(): Promise<void> {
    if (now() - tidiedAtMs < TIDY_EVERY_MS) return
    tidiedAtMs = now()
    await sweepAlerts(db)
  }

  async function plan(): Promise<void> {
    const dueAt = await nextLineDueAt(db)
    wakeIn(dueAt === null ? sweepEveryMs : Math.min(Math.max(dueAt - now(), 50), sweepEveryMs))
  }

  function wakeIn(ms: number): void {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(wake, ms)
  }

  return {
    tell,
    /** Something was raised. */
    wake,
    start: wake,
    async stop(): Promise<void> {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}

/** Whom alerts concern, and by which ways. */
async function linesFor(tx: Db, raised: RaisedAlert[], windows: Record<AlertWay, number>) {
  const workspaceIds = [...new Set(raised.map(({ workspaceId }) => workspaceId))]
  const [people, withSlack] = [await listPeopleToTell(tx, workspaceIds), await listWithSlack(tx, workspaceIds)]
  const groups = Map.groupBy(raised, ({ workspaceId, kind }) => `${workspaceId} ${kind}`)
  return [...groups.values()].flatMap((alerts) => {
    const [first] = alerts
    if (first === undefined) return []
    const { workspaceId, kind } = first
    const alertIds = alerts.map(({ id }) => id)
    const personal = people
      .filter((person) => person.workspaceId === workspaceId)
      .flatMap((person) =>
        waysFor(kind, person)
          .filter((way) => way !== 'push' || person.hasPush)
          .map((way): Line => ({ workspaceId, kind, way, userId: person.userId })),
      )
    const slack: Line[] = withSlack.includes(workspaceId) ? [{ workspaceId, kind, way: 'slack', userId: null }] : []
    return [...personal, ...slack].map((line) => ({ ...line, alertIds, windowMs: windows[line.way] }))
  })
}

/** Two alerts about one conversation are one matter. */
function matterOf(matters: LiveMatter[]): Matter {
  const about = new Set(matters.map(({ alertId, conversationId }) => conversationId ?? alertId))
  return { count: about.size, contactId: matters[0]?.contactId ?? null }
}

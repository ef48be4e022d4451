import Router from '@koa/router'
import type { Db } from '#db/connect.ts'
import { isMigrated, ping } from '#db/queries/health.ts'
import type { Silence } from './watch.ts'

export type HealthDeps = {
  db: Db
  isTemporalReachable: () => Promise<boolean>
  version: string
  /** What the watch has noticed. */
  silence?: () => readonly Silence[]
  startedAt?: number
}

export type Health = ReturnType<typeof createHealth>

const PATIENCE_MS = 2000

/** How the api and what it stands on are doing. */
export function createHealth(deps: HealthDeps) {
  const { db, isTemporalReachable, version, silence = () => [], startedAt = Date.now() } = deps
  return {
    version,
    silence,
    uptimeSeconds: () => Math.floor((Date.now() - startedAt) / 1000),
    isDatabaseUp: () =>
      within(async () => {
        await ping(db)
        return true
      }),
    isReady: () => within(() => isMigrated(db)),
    isTemporalUp: () => within(isTemporalReachable),
  }
}

export function healthRoutes(health: Health): Router {
  const router = new Router()
  router.get('/healthz', async (ctx) => {
    const isUp = await health.isDatabaseUp()
    ctx.status = isUp ? 200 : 503
    ctx.body = { status: isUp ? 'ok' : 'database down' }
  })
  router.get('/readyz', async (ctx) => {
    const isReady = await health.isReady()
    ctx.status = isReady ? 200 : 503
    ctx.body = { status: isReady ? 'ready' : 'waiting for the database and its migrations' }
  })
  router.get('/api/health', async (ctx) => {
    const [database, temporal] = await Promise.all([health.isDatabaseUp(), health.isTemporalUp()])
    const silence = health.silence()
    ctx.body = {
      status: database && temporal && silence.length === 0 ? 'ok' : 'degraded',
      database: database ? 'ok' : 'down',
      temporal: temporal ? 'ok' : 'down',
      silence,
      uptime: health.uptimeSeconds(),
      version: health.version,
    }
  })
  return router
}

/** False when the answer is no, an error, or late. */
async function within(ask: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS)
  })
  const answer = ask().catch(() => false)
  const result = await Promise.race([answer, late])
  clearTimeout(timer)
  return result
}

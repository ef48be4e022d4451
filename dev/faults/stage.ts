import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openTemporal, type Temporal } from '#clients/temporal/connect.ts'
import { createConversations } from '#clients/temporal/conversations.ts'
import { makeProgramLogin, migrateToLatest } from '#db/migrate.ts'
import { killGroup } from '../services/guarded.ts'
import { freePort } from '../services/ports.ts'
import { startPostgres } from '../services/postgres.ts'
import { findTemporal } from '../services/temporal-binary.ts'
import { startTemporal } from '../services/temporal.ts'
import { assembleDesk } from '../test-kit/desk-programs.ts'
import { createGate, type Passage, type Watch } from './gate.ts'
import { answerByMarkers } from './markers.ts'

/** As the database's own user: the programs' login may not. */
async function endOne(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'my21staff' order by random() limit 1`)
  } finally {
    await client.end()
  }
}

export type Victim = 'api' | 'worker' | 'temporal' | 'postgres'

export type Stage = Awaited<ReturnType<typeof openStage>>

type Wish = {
  seed: number
  workers?: number
  apis?: number
  /** How many events a run's history may have before it goes on in a new one; so that this happens often. */
  historyLimit?: number
  say?: (line: string) => void
}

/** How soon WhatsApp posts again what was not answered 200. Its own first pause is not published; these are short. */
const RETRY_PAUSES_MS = [300, 700, 1500, 3000]
const LOOK_EVERY_MS = 500

/**
 * The whole product on services of its own, each of which can be killed at any moment and comes back on what it had:
 * several apis and workers, Postgres and Temporal on disk, WhatsApp and the model in our own process.
 */
export async function openStage({ seed, workers = 2, apis = 2, historyLimit = 90, say = () => undefined }: Wish) {
  const folder = mkdtempSync(join(tmpdir(), 'my21staff-faults-'))
  const watches = new Set<Watch>()
  const watch: Watch = (passage: Passage) => {
    let verdict: 'cut' | undefined
    for (const one of watches) verdict = one(passage) ?? verdict
    return verdict
  }

  const temporalPort = await freePort()
  const binary = await findTemporal(say)
  const bootTemporal = () =>
    startTemporal({
      binary,
      port: temporalPort,
      dbFile: join(folder, 'temporal.db'),
      limits: [`limit.historyCount.suggestContinueAsNew=${String(historyLimit)}`],
    })
  const services = {
    postgres: await startPostgres(folder),
    temporal: await bootTemporal(),
  }
  await migrateToLatest(services.postgres.url)

  let turn = 0
  const isUp = { api: apiIsUp, worker: (at: number) => desk.isRunning('worker', at) }
  const webhooks = await createGate(() => {
    // As a load balancer does: by turns, and not to one that is known to be down.
    turn++
    const at = [turn % apis, (turn + 1) % apis].find((one) => apiIsUp(one)) ?? turn % apis
    return { origin: desk.apiUrl(at) ?? 'http://127.0.0.1:9', program: 'api', at }
  }, watch)
  const outward = await Promise.all(
    Array.from({ length: workers }, (_, at) =>
      createGate((path) => {
        const origin = desk.env[path.startsWith('/llm') ? 'LLM_BASE_URL' : 'WHATSAPP_GRAPH_URL']
        return { origin: new URL(origin ?? '').origin, program: 'worker', at }
      }, watch),
    ),
  )
  const desk = await assembleDesk({
    databaseUrl: await makeProgramLogin(services.postgres.url, 'faults'),
    temporalAddress: services.temporal.address,
    stopServices: async () => {
      await Promise.all([webhooks, ...outward].map((gate) => gate.close()))
      await Promise.all([services.temporal.stop(), services.postgres.stop()])
    },
    simulator: {
      seed,
      settings: { retryPausesMs: RETRY_PAUSES_MS, pace: { sentMs: 15, deliveredMs: 60, readMs: 200 } },
    },
    settings: { WEBHOOK_BASE_URL: webhooks.url },
    settingsOf: (program, at) =>
      program === 'worker'
        ? {
            WHATSAPP_GRAPH_URL: `${outward[at]?.url ?? ''}/v24.0`,
            LLM_BASE_URL: `${outward[at]?.url ?? ''}/llm/v1`,
          }
        : {},
  })
  desk.llm.answerWith(answerByMarkers)
  const temporal: Temporal = await openTemporal({ address: services.temporal.address, namespace: 'default' })
  const conversations = createConversations(temporal.client, { taskQueue: desk.env['TEMPORAL_TASK_QUEUE'] ?? '' })

  function apiIsUp(at: number): boolean {
    return desk.isRunning('api', at)
  }

  /** What we are about to bring back, or have not begun with: not running, and not by itself. */
  const down = new Set<string>()
  const fell: string[] = []
  let isOver = false

  async function start(victim: Victim, at = 0): Promise<void> {
    if (victim === 'postgres') services.postgres = await startPostgres(folder, { keepPort: true })
    else if (victim === 'temporal') services.temporal = await bootTemporal()
    else await desk.start(victim, at)
    down.delete(`${victim} ${String(at)}`)
  }

  /** Kills it in this very moment. Resolves when it is gone. */
  function kill(victim: Victim, at = 0): boolean {
    const key = `${victim} ${String(at)}`
    if (down.has(key)) return false
    down.add(key)
    if (victim === 'postgres' || victim === 'temporal') killGroup(services[victim].child)
    else void desk.kill(victim, 'SIGKILL', at)
    return true
  }

  /** Brings it back, again and again until it stays; what it needs may be down as well. */
  async function bringBack(victim: Victim, at = 0): Promise<void> {
    for (let tries = 0; !isOver && down.has(`${victim} ${String(at)}`) && tries < 20; tries++) {
      try {
        await start(victim, at)
      } catch (error) {
        say(
          `${victim} ${String(at)} did not start: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`,
        )
      }
    }
  }

  const look = setInterval(() => {
    for (const [program, count] of [
      ['worker', workers],
      ['api', apis],
    ] as const) {
      for (let at = 0; at < count; at++) {
        const key = `${program} ${String(at)}`
        if (down.has(key) || isUp[program](at)) continue
        fell.push(key)
        say(`${key} ended by itself:\n${desk.lines.slice(-8).join('\n')}`)
        down.add(key)
        void bringBack(program, at)
      }
    }
  }, LOOK_EVERY_MS)

  // Whoever ends us ends them: nothing is brought back then.
  const leave = () => {
    isOver = true
    clearInterval(look)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, leave)

  for (let at = 0; at < workers; at++) down.add(`worker ${String(at)}`)
  for (let at = 0; at < apis; at++) down.add(`api ${String(at)}`)
  await Promise.all([...down].map((key) => start(key.split(' ')[0] as Victim, Number(key.split(' ')[1]))))

  return {
    desk,
    conversations,
    client: temporal.client,
    workers,
    apis,
    /** Processes that ended without our doing. */
    fell,
    kill,
    bringBack,
    /** Ends a program as a deployment does, and starts it anew. */
    async restart(program: 'api' | 'worker', at: number): Promise<void> {
      down.add(`${program} ${String(at)}`)
      await desk.kill(program, 'SIGTERM', at)
      await bringBack(program, at)
    },
    /** Ends one connection of our programs to Postgres, whatever is under way on it. */
    async endConnection(): Promise<void> {
      await endOne(services.postgres.url).catch(() => undefined)
    },
    isDown: (victim: Victim, at = 0) => down.has(`${victim} ${String(at)}`),
    watch(one: Watch): () => void {
      watches.add(one)
      return () => watches.delete(one)
    },
    async close(): Promise<void> {
      leave()
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, leave)
      await temporal.close()
      await desk.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

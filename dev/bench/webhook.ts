import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { connect, type Database } from '#db/connect.ts'
import { makeProgramLogin, migrateToLatest } from '#db/migrate.ts'
import { spawnGuarded, stopChild } from '../services/guarded.ts'
import { startPostgres } from '../services/postgres.ts'
import { findTemporal } from '../services/temporal-binary.ts'
import { startTemporal } from '../services/temporal.ts'
import { assembleDesk } from '../test-kit/desk-programs.ts'
import { ms, percentile, type Row } from './table.ts'

const AT_ONCE = 100
const REQUESTS = 3_000
const ROUNDS = 3
const TARGETS = { throughput: 0.8, p99: 1.3, p99Ms: 500 }

type Target = { url: string; secret: string; number: string }
type Load = { seconds: number; times: number[]; statuses: Record<string, number> }

/**
 * B1: webhooks a second and their p99, a hundred at once, with the relay making rows of them meanwhile; against a bare
 * Koa with the same signature and one insert, on the same Postgres. In rounds, so that both meet the same machine.
 * What our relay and Temporal take of that machine meanwhile counts against us.
 */
export async function measureWebhook(folder: string, say: (line: string) => void): Promise<Row[]> {
  const bench = await startBench(folder, say)
  const { ours, floor } = bench
  try {
    await Promise.all([load(ours, 'warm', 1000), load(floor, 'warm', 1000)])
    const runs: { ours: Load; floor: Load }[] = []
    for (let round = 0; round < ROUNDS; round++) {
      say(`round ${String(round + 1)} of ${String(ROUNDS)}: ${String(REQUESTS)} webhooks, ${String(AT_ONCE)} at once`)
      const us = await load(ours, `r${String(round)}`, REQUESTS)
      // What it relays afterwards must not be the floor's trouble.
      await bench.relayed()
      runs.push({ ours: us, floor: await load(floor, `r${String(round)}`, REQUESTS) })
    }
    const rate = (of: 'ours' | 'floor') => median(runs.map((run) => REQUESTS / run[of].seconds))
    const p99 = (of: 'ours' | 'floor') => median(runs.map((run) => percentile(run[of].times, 0.99)))
    const [throughput, tail] = [rate('ours') / rate('floor'), p99('ours') / p99('floor')]
    return [
      {
        name: 'B1',
        what: `webhooks a second, ${String(AT_ONCE)} at once`,
        ours: rate('ours').toFixed(0),
        floor: rate('floor').toFixed(0),
        ratio: throughput.toFixed(2),
        target: `>= ${String(TARGETS.throughput)}`,
        met: throughput >= TARGETS.throughput,
      },
      {
        name: 'B1',
        what: `webhook p99, ${String(AT_ONCE)} at once`,
        ours: ms(p99('ours')),
        floor: ms(p99('floor')),
        ratio: tail.toFixed(2),
        target: `<= ${String(TARGETS.p99)}, < ${String(TARGETS.p99Ms)} ms`,
        met: tail <= TARGETS.p99 && p99('ours') < TARGETS.p99Ms,
      },
    ]
  } finally {
    await bench.stop()
  }
}

/** TS-03, TS-04: a thousand requests by a hundred users at once; counted afterwards, message by message. */
export async function measureLoad(folder: string, say: (line: string) => void): Promise<Row[]> {
  const bench = await startBench(folder, say)
  try {
    await load(bench.ours, 'warm', 500)
    await bench.relayed()
    const before = await bench.counts()
    say('1000 requests by 100 users at once')
    const run = await load(bench.ours, 'load', 1000)
    await bench.relayed()
    const after = await bench.counts()
    const p99 = percentile(run.times, 0.99)
    const rows = after.messages - before.messages
    const repeated = after.messages - after.distinct
    say(
      [
        `answers ${JSON.stringify(run.statuses)}; ${(1000 / run.seconds).toFixed(0)} a second`,
        ...[0.5, 0.9, 0.95, 0.99, 1].map((share) => `p${String(share * 100)} ${ms(percentile(run.times, share))}`),
        `${String(rows)} messages in ${String(after.conversations)} conversations, ${String(repeated)} twice`,
      ].join('; '),
    )
    return [
      {
        name: 'TS-03',
        what: '1000 requests, 100 at once: lost or twice',
        ours: `${String(1000 - rows)} / ${String(repeated)}`,
        floor: '',
        ratio: '',
        target: '0 / 0',
        met: rows === 1000 && repeated === 0 && run.statuses['200'] === 1000,
      },
      {
        name: 'TS-04',
        what: '1000 requests, 100 users: p99',
        ours: ms(p99),
        floor: '',
        ratio: '',
        target: `< ${String(TARGETS.p99Ms)} ms`,
        met: p99 < TARGETS.p99Ms,
      },
    ]
  } finally {
    await bench.stop()
  }
}

async function startBench(folder: string, say: (line: string) => void) {
  say('starting Postgres, Temporal, the api and the floor')
  const [postgres, temporal] = await Promise.all([
    startPostgres(folder),
    findTemporal(say).then((binary) => startTemporal({ binary, dbFile: join(folder, 'temporal.db') })),
  ])
  await migrateToLatest(postgres.url)
  const login = await makeProgramLogin(postgres.url, 'of-this-bench')
  const desk = await assembleDesk({
    databaseUrl: login,
    temporalAddress: temporal.address,
    stopServices: () => Promise.all([temporal.stop(), postgres.stop()]),
  })
  await desk.start('api')
  const { webhookUrl, appSecret, phoneNumberId } = await desk.createWorkspace()
  const bare = await startFloor(postgres.url, appSecret)
  return {
    ours: { url: webhookUrl, secret: appSecret, number: phoneNumberId },
    floor: { url: bare.url, secret: appSecret, number: phoneNumberId },
    relayed: () => untilRelayed(desk.db),
    counts: () => countsOf(desk.db),
    stop: async () => {
      await bare.stop()
      await desk.stop()
    },
  }
}

async function startFloor(adminUrl: string, secret: string) {
  const admin = connect(adminUrl, { max: 1 })
  await sql`create table floor_events (id uuid primary key, body jsonb not null, at timestamptz not null default now())`
    .execute(admin.platform)
    .finally(() => admin.close())
  const child = spawnGuarded(process.execPath, [join(import.meta.dirname, 'webhook-floor.ts')], {
    env: { ...process.env, NODE_ENV: 'test', FLOOR_DATABASE: adminUrl, FLOOR_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('The floor says nothing')
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return {
    url: `http://127.0.0.1:${String((JSON.parse(line) as { port: number }).port)}/webhook`,
    stop: () => stopChild(child, 'SIGTERM', 2_000),
  }
}

async function load({ url, secret, number }: Target, name: string, requests: number): Promise<Load> {
  const flags = { url, secret, number, name, requests: String(requests), users: String(AT_ONCE) }
  const argv = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value])
  const child = spawnGuarded(process.execPath, [join(import.meta.dirname, 'webhook-load.ts'), ...argv], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('The load says nothing')
  return JSON.parse(await text(child.stdout)) as Load
}

async function untilRelayed({ platform }: Database): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from inbound_events where relayed_at is null`.execute(platform)
    if (rows[0]?.n === 0) return
    await pause(100)
  }
}

async function countsOf({ platform }: Database) {
  const { rows } = await sql<{ messages: number; distinct: number; conversations: number }>`
    select count(*) as messages, count(distinct provider_message_id) as distinct,
      count(distinct conversation_id) as conversations
    from messages where direction = 'inbound'`.execute(platform)
  return rows[0] ?? { messages: 0, distinct: 0, conversations: 0 }
}

const median = (values: number[]): number => percentile(values, 0.5)

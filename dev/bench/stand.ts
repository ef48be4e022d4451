import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { migrateToLatest } from '#db/migrate.ts'
import { spawnGuarded } from '../services/guarded.ts'
import { startPostgres } from '../services/postgres.ts'
import { findTemporal } from '../services/temporal-binary.ts'
import { startTemporal } from '../services/temporal.ts'
import { assembleDesk } from '../test-kit/desk-programs.ts'
import { signedMessage, startFarSide } from './far-side.ts'

export type Stand = Awaited<ReturnType<typeof startStand>>

/**
 * What a turn is measured on: real api and worker, Postgres, Temporal, a far side that answers at once; and beside
 * them the floor, a bare workflow that makes the same two calls.
 */
export async function startStand(folder: string, say: (line: string) => void) {
  say('starting Postgres, Temporal, api, worker and the floor')
  const [postgres, temporal, farSide] = await Promise.all([
    startPostgres(folder),
    findTemporal(say).then((binary) => startTemporal({ binary, dbFile: join(folder, 'temporal.db') })),
    startFarSide(),
  ])
  await migrateToLatest(postgres.url)
  const desk = await assembleDesk({
    databaseUrl: postgres.url,
    temporalAddress: temporal.address,
    stopServices: () => Promise.all([temporal.stop(), postgres.stop()]),
    settings: { WHATSAPP_GRAPH_URL: `${farSide.url}/v24.0`, LLM_BASE_URL: `${farSide.url}/v1` },
  })
  await Promise.all([desk.start('api'), desk.start('worker')])
  const workspace = await desk.createWorkspace({ burstMs: 0 })
  const floorQueue = `floor-${randomUUID()}`
  await startFloor({ TEMPORAL_ADDRESS: temporal.address, FLOOR_QUEUE: floorQueue, FAR_SIDE: farSide.url })
  const connection = await Connection.connect({ address: temporal.address })
  const client = new Client({ connection })

  /** Posts what a customer wrote, all of it in one delivery; resolves with the milliseconds until the reply is sent. */
  async function ours(from: string, text: string | readonly string[] = 'Saya mau kuliah di Australia', to = workspace) {
    const { body, headers } = signedMessage(to.appSecret, { ...to, from, text })
    const came = farSide.nextSendTo(`+${from}`)
    const startedAt = performance.now()
    const posted = fetch(to.webhookUrl, { method: 'POST', body, headers }).then((response) => response.text())
    const took = (await came) - startedAt
    await posted
    return took
  }

  /** The same turn on the floor. */
  async function floor(to: string): Promise<number> {
    const came = farSide.nextSendTo(to)
    const startedAt = performance.now()
    await client.workflow.signalWithStart('floor', {
      workflowId: `floor:${to}`,
      taskQueue: floorQueue,
      args: [{ to }],
      signal: 'heard',
      signalArgs: [randomUUID()],
    })
    return (await came) - startedAt
  }

  return {
    desk,
    workspace,
    client,
    farSide,
    ours,
    floor,
    async stop(): Promise<void> {
      await connection.close()
      farSide.close()
      await desk.stop()
    },
  }
}

async function startFloor(env: Record<string, string>): Promise<void> {
  const child = spawnGuarded(process.execPath, [join(import.meta.dirname, 'floor-worker.ts')], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  if (child.stdout) await once(createInterface({ input: child.stdout }), 'line')
}

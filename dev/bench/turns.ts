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
import { ms, percentile, type Row } from './table.ts'

const WARM_UP = 20
const TURNS = 200
const TARGET = 1.3

/**
 * B2: from the webhook's POST to the call at WhatsApp, burst window 0, a model that takes no time; against a bare
 * signalWithStart of a workflow with two activities that make the same two calls. Turn by turn, so that both meet
 * the same machine.
 */
export async function measureTurns(folder: string, say: (line: string) => void): Promise<Row[]> {
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

  async function ours(from: string): Promise<number> {
    const { body, headers } = signedMessage(workspace.appSecret, {
      ...workspace,
      from,
      text: 'Saya mau kuliah di Australia',
    })
    const came = farSide.nextSendTo(`+${from}`)
    const startedAt = performance.now()
    const posted = fetch(workspace.webhookUrl, { method: 'POST', body, headers }).then((response) => response.text())
    const took = (await came) - startedAt
    await posted
    return took
  }

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

  say(`${WARM_UP} turns to warm up, then ${TURNS} of each`)
  const times = { ours: [] as number[], floor: [] as number[] }
  for (let turn = 0; turn < WARM_UP + TURNS; turn++) {
    // Twenty customers take turns; as in life most turns are not a conversation's first.
    const customer = 6281200000000 + (turn % 20)
    const both = { ours: await ours(String(customer)), floor: await floor(`floor-${customer}`) }
    if (turn < WARM_UP) continue
    times.ours.push(both.ours)
    times.floor.push(both.floor)
  }
  await connection.close()
  farSide.close()
  await desk.stop()
  return [0.5, 0.95].map((share) => {
    const [us, least] = [percentile(times.ours, share), percentile(times.floor, share)]
    const ratio = us / least
    return {
      name: 'B2',
      what: `webhook to send, p${share * 100}`,
      ours: ms(us),
      floor: ms(least),
      ratio: ratio.toFixed(2),
      target: `<= ${TARGET}`,
      met: ratio <= TARGET,
    }
  })
}

async function startFloor(env: Record<string, string>): Promise<void> {
  const child = spawnGuarded(process.execPath, [join(import.meta.dirname, 'floor-worker.ts')], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout) await once(createInterface({ input: child.stdout }), 'line')
}

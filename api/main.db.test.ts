import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { connect } from '#db/connect.ts'
import { count, eventually, givenWorkspace } from '../dev/test-kit/api.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { APP_SECRET, KAPSO_SECRET, metaBody, sign, text } from '../dev/test-kit/webhook-bodies.ts'
import { createWire, through } from '../dev/test-kit/wire.ts'

const toStop: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop()
})

type Program = { child: ChildProcess; lines: string[]; errors: string[]; ended: Promise<number | null> }

function startProgram(env: Record<string, string>): Program {
  const child = spawn(process.execPath, ['api/main.ts'], {
    env: {
      NODE_ENV: 'development',
      PATH: process.env['PATH'] ?? '',
      KAPSO_WEBHOOK_SECRET: KAPSO_SECRET,
      META_APP_SECRET: APP_SECRET,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [lines, errors]: [string[], string[]] = [[], []]
  child.stdout.on('data', (chunk: Buffer) => lines.push(...chunk.toString().split('\n').filter(Boolean)))
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()))
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null))
  toStop.push(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { child, lines, errors, ended }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const settings = async (databaseUrl: string) => ({
  API_PORT: String(await freePort()),
  DATABASE_URL: databaseUrl,
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
})

it('WH-11 without its settings it names them and ends', async () => {
  const { ended, errors } = startProgram({ KAPSO_WEBHOOK_SECRET: '' })
  expect(await ended).toBe(1)
  expect(errors.join('')).toContain('KAPSO_WEBHOOK_SECRET not set')
})

it('OP-01 WH-10 it waits for Postgres, says so, begins by itself, and finishes what it has begun', async () => {
  const own = await startDatabase()
  toStop.push(() => own.stop())
  const database = connect(own.url)
  toStop.push(() => database.close())
  await givenWorkspace(database)
  const { hostname, port } = new URL(own.url)
  const wire = await createWire({ host: hostname, port: Number(port) })
  toStop.push(() => wire.cut())
  await wire.cut()

  const env = { ...(await settings(through(wire, own.url))), WEBHOOK_TIMESTAMP_REQUIRED: 'true' }
  const api = startProgram(env)
  const base = `http://127.0.0.1:${env.API_PORT}`
  const statusOf = async (path: string) => (await fetch(base + path).catch(() => undefined))?.status
  await eventually(async () => (await statusOf('/readyz')) === 503, 20_000)
  await eventually(() => api.lines.some((line) => line.includes('Waiting for Postgres')))
  const body = JSON.stringify(metaBody({ messages: [text('6281200000001', 'Halo')] }))
  const post = () =>
    fetch(`${base}/webhook`, { method: 'POST', body, headers: { 'x-hub-signature-256': `sha256=${sign(body)}` } })
  expect((await post()).status).toBe(503)
  expect(api.lines.join()).not.toContain('api_ready')

  await wire.mend()
  await eventually(async () => (await statusOf('/readyz')) === 200)
  await eventually(() => api.lines.some((line) => line.includes('"event":"api_ready"')))
  await eventually(() => api.lines.some((line) => line.includes('Waiting for Temporal')))
  expect((await post()).status).toBe(200)
  await eventually(async () => (await count(database, 'messages')) === 1)
  const fromKapso = async (headers: Record<string, string>) => {
    const signature = { 'x-webhook-signature': sign(body, KAPSO_SECRET) }
    return (await fetch(`${base}/api/webhook/kapso`, { method: 'POST', body, headers: { ...signature, ...headers } }))
      .status
  }
  expect(await fromKapso({})).toBe(401)
  expect(await fromKapso({ 'x-timestamp': 'abc' })).toBe(401)
  expect(await fromKapso({ 'x-timestamp': String(Math.floor(Date.now() / 1000)) })).toBe(200)
  expect(await (await fetch(`${base}/metrics`)).text()).toMatch(/^webhook_too_old_refused_total 2$/m)

  api.child.kill('SIGTERM')
  expect(await api.ended).toBe(0)
  expect(api.lines.at(-1)).toContain('api_stopped')
  expect(api.errors.join('')).toBe('')
  expect(api.lines.join()).not.toContain(APP_SECRET)
})

it('AD-10 a default workspace that is not there ends the start and is named', async () => {
  const own = await startDatabase()
  toStop.push(() => own.stop())
  const { ended, errors } = startProgram({ ...(await settings(own.url)), DEFAULT_WORKSPACE: 'eagle-nowhere' })
  expect(await ended).toBe(1)
  expect(errors.join('')).toContain('eagle-nowhere')
})

it('OP-01 a port in use is said in words', async () => {
  const taken = createServer().listen(0, '0.0.0.0')
  await once(taken, 'listening')
  toStop.push(async () => taken.close())
  const own = await startDatabase()
  toStop.push(() => own.stop())
  const { port } = taken.address() as AddressInfo
  const { ended, errors } = startProgram({ ...(await settings(own.url)), API_PORT: String(port) })
  expect(await ended).toBe(1)
  expect(errors.join('')).toContain(`Port ${String(port)} is in use`)
})

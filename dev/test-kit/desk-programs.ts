import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { connect, type Database } from '#db/connect.ts'
import { startModelSimulator } from '../simulators/model/model.ts'
import { startWhatsAppSimulator, type WhatsAppSimulatorOptions } from '../simulators/whatsapp/simulator.ts'
import { spawnGuarded } from '../services/guarded.ts'
import { freePort } from '../services/ports.ts'
import { KEEP_COMPILED } from './compiled.ts'

const ROOT = join(import.meta.dirname, '../..')
const PROGRAMS = { api: 'api/main.ts', worker: 'worker/main.ts' }
const READY = { api: 'api_ready', worker: 'worker_ready' }

const KAPSO_KEY = 'kapso-key'

export type Program = keyof typeof PROGRAMS
export type Desk = Awaited<ReturnType<typeof assembleDesk>>
export type DeskWorkspace = Awaited<ReturnType<Desk['createWorkspace']>>

type WorkspaceWish = { review?: string; burstMs?: number; appSecret?: string; provider?: 'meta' | 'kapso' }

export type DeskServices = {
  databaseUrl: string
  temporalAddress: string
  /** Called last, when nothing uses them any more. */
  stopServices: () => Promise<unknown>
  settings?: Record<string, string>
  /** Settings of one process alone, where several run of a program. */
  settingsOf?: (program: Program, at: number) => Record<string, string>
  simulator?: WhatsAppSimulatorOptions
}

/**
 * The product as it runs in production, against a far side that we play: api and worker as processes of their own,
 * real Postgres and Temporal, WhatsApp and the model simulated over HTTP.
 */
export async function assembleDesk(services: DeskServices) {
  const { databaseUrl, temporalAddress, stopServices, settings = {}, settingsOf = () => ({}), simulator } = services
  const whatsapp = await startWhatsAppSimulator(simulator)
  const llm = await startModelSimulator({ port: 0 })
  const apiPort = await freePort()
  const mediaDir = mkdtempSync(join(tmpdir(), 'desk-media-'))
  const env: NodeJS.ProcessEnv & Record<string, string> = {
    ...KEEP_COMPILED,
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_TASK_QUEUE: `desk-${randomUUID()}`,
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    SESSION_SECRET: randomBytes(32).toString('base64'),
    KAPSO_WEBHOOK_SECRET: randomBytes(16).toString('hex'),
    META_APP_SECRET: randomBytes(16).toString('hex'),
    META_WEBHOOK_VERIFY_TOKEN: randomBytes(16).toString('hex'),
    API_PORT: String(apiPort),
    MEDIA_DIR: mediaDir,
    WEBHOOK_BASE_URL: `http://127.0.0.1:${apiPort}`,
    WHATSAPP_GRAPH_URL: whatsapp.graphUrl,
    KAPSO_API_URL: whatsapp.url,
    KAPSO_API_KEY: KAPSO_KEY,
    LLM_BASE_URL: llm.baseUrl,
    LLM_API_KEY: 'xai-test',
    LLM_MODEL: 'grok-test',
    ...settings,
  }
  const db: Database = connect(databaseUrl)
  const running = new Map<string, ChildProcess>()
  const apiPorts = [apiPort]
  const lines: string[] = []

  /** Starts a program, or a further process of it, and resolves when it says that it is ready. */
  async function start(program: Program, at = 0): Promise<void> {
    if (program === 'api') apiPorts[at] ??= await freePort()
    const own = { ...env, ...(program === 'api' && { API_PORT: String(apiPorts[at]) }), ...settingsOf(program, at) }
    const child = spawnGuarded(process.execPath, [PROGRAMS[program]], {
      cwd: ROOT,
      env: own,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running.set(`${program} ${at}`, child)
    const ready = Promise.withResolvers<undefined>()
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        if (line.includes(`"${READY[program]}"`)) ready.resolve(undefined)
      })
    }
    child.once('exit', (code) =>
      ready.reject(new Error(`${program} ended with ${code ?? 'a signal'}:\n${lines.slice(-20).join('\n')}`)),
    )
    await ready.promise
  }

  /** Ends a program, by default as a power cut would. */
  async function kill(program: Program, signal: NodeJS.Signals = 'SIGKILL', at = 0): Promise<void> {
    const child = running.get(`${program} ${at}`)
    running.delete(`${program} ${at}`)
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  /** Makes a workspace with the real command, and its number in WhatsApp. */
  async function createWorkspace(wish: WorkspaceWish = {}) {
    const { review = 'off', burstMs = 0, appSecret = 'app-secret', provider = 'meta' } = wish
    const phoneNumberId = `1${String(Math.random()).slice(2, 14)}`
    const slug = `w${randomBytes(6).toString('hex')}`
    const flags = {
      name: 'Eagle Overseas Education',
      slug,
      provider,
      'phone-number-id': phoneNumberId,
      'app-secret': appSecret,
      // Kapso's key is the deployment's own here, Meta's token the workspace's.
      ...(provider === 'meta' && { 'access-token': 'access-token' }),
      'verify-token': 'verify-token',
      'owner-email': `${slug}@example.com`,
      review,
      'burst-ms': String(burstMs),
    }
    const printed = await command(['create', ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value])])
    const { workspaceId, channelId, webhookUrl } = JSON.parse(printed) as Record<
      'workspaceId' | 'channelId' | 'webhookUrl',
      string
    >
    whatsapp.control.putNumber(phoneNumberId, {
      webhookUrl,
      appSecret,
      format: provider,
      accessToken: provider === 'meta' ? 'access-token' : KAPSO_KEY,
      displayPhoneNumber: '+62 811-0000-021',
    })
    return { workspaceId, channelId, webhookUrl, slug, phoneNumberId, appSecret }
  }

  /** Runs the workspace command; what it printed. */
  async function command(args: string[]): Promise<string> {
    const child = spawn(process.execPath, ['api/commands/main.ts', ...args], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const [out, err] = ['', '']
    const heard = { out, err }
    child.stdout.on('data', (chunk: Buffer) => (heard.out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (heard.err += chunk.toString()))
    await once(child, 'close')
    if (child.exitCode !== 0) throw new Error(`workspace ${args.join(' ')}: ${heard.err}`)
    return heard.out
  }

  async function stop(): Promise<void> {
    const programs = [...running.keys()].map((key) => key.split(' ') as [Program, string])
    await Promise.all(programs.map(([program, at]) => kill(program, 'SIGTERM', Number(at))))
    await Promise.all([whatsapp.close(), llm.close(), db.close()])
    await stopServices()
    rmSync(mediaDir, { recursive: true, force: true })
  }

  return {
    env,
    url: `http://127.0.0.1:${apiPort}`,
    /** Where a process of the api listens; undefined before its first start. */
    apiUrl: (at: number) => (apiPorts[at] === undefined ? undefined : `http://127.0.0.1:${String(apiPorts[at])}`),
    /** Whether a process that was started has not ended, by our hand or by itself. */
    isRunning(program: Program, at = 0): boolean {
      const child = running.get(`${program} ${at}`)
      return child !== undefined && child.exitCode === null && child.signalCode === null
    },
    db,
    whatsapp: whatsapp.control,
    llm: llm.control,
    lines,
    start,
    kill,
    pidOf: (program: Program) => running.get(`${program} 0`)?.pid,
    command,
    createWorkspace,
    stop,
  }
}

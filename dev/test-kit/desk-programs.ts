import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { connect, type Database } from '#db/connect.ts'
import { startModelSimulator } from '../simulators/model/model.ts'
import { startWhatsAppSimulator } from '../simulators/whatsapp/simulator.ts'
import { freePort } from '../services/ports.ts'

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
}

/**
 * The product as it runs in production, against a far side that we play: api and worker as processes of their own,
 * real Postgres and Temporal, WhatsApp and the model simulated over HTTP.
 */
export async function assembleDesk({ databaseUrl, temporalAddress, stopServices, settings = {} }: DeskServices) {
  const whatsapp = await startWhatsAppSimulator()
  const llm = await startModelSimulator({ port: 0 })
  const apiPort = await freePort()
  const mediaDir = mkdtempSync(join(tmpdir(), 'desk-media-'))
  const env: NodeJS.ProcessEnv & Record<string, string> = {
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
  const running = new Map<Program, ChildProcess>()
  const lines: string[] = []

  /** Starts a program and resolves when it says that it is ready. */
  async function start(program: Program): Promise<void> {
    const child = spawn(process.execPath, [PROGRAMS[program]], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
    running.set(program, child)
    const ready = Promise.withResolvers<undefined>()
    for (const stream of [child.stdout, child.stderr]) {
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
  async function kill(program: Program, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = running.get(program)
    running.delete(program)
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
    await Promise.all([kill('api', 'SIGTERM'), kill('worker', 'SIGTERM')])
    await Promise.all([whatsapp.close(), llm.close(), db.close()])
    await stopServices()
    rmSync(mediaDir, { recursive: true, force: true })
  }

  return {
    env,
    url: `http://127.0.0.1:${apiPort}`,
    db,
    whatsapp: whatsapp.control,
    llm: llm.control,
    lines,
    start,
    kill,
    pidOf: (program: Program) => running.get(program)?.pid,
    command,
    createWorkspace,
    stop,
  }
}

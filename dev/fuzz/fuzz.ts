import { Agent, request } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { sql } from 'kysely'
import { listConversations } from '#db/queries/conversation-list.ts'
import { listThread } from '#db/queries/thread.ts'
import { count, eventually, givenWorkspace, startApi, type Api } from '../test-kit/api.ts'
import { APP_SECRET, KAPSO_SECRET, sign } from '../test-kit/webhook-bodies.ts'
import { damaged } from './mutate.ts'
import { payload } from './payloads.ts'
import { createRandom, type Random } from './random.ts'

export type FuzzReport = {
  seed: number
  bodies: number
  seconds: number
  /** How many got which answer. */
  statuses: Record<string, number>
  /** Posted again, as a provider does: the machine was too busy to answer in time, or had closed the connection. */
  repeated: number
  kept: number
  messages: number
  conversations: number
  /** Messages and conversations that the pages' queries gave back. */
  read: { messages: number; conversations: number }
  /** Events that never become rows: there should be none. */
  stuck: { key: string; why: string | null }[]
  /** Bodies that got no clean answer, in base64. */
  failures: { status: number | string; body: string }[]
  /** What the log held at error, by its words. */
  errors: Record<string, number>
  heapMb: { before: number; after: number }
}

type Wish = { databaseUrl: string; bodies: number; seed: number; say?: (line: string) => void }
type Workspace = Awaited<ReturnType<typeof givenWorkspace>>

const AT_ONCE = 16
const META_NUMBERS = ['106540352242922', '300']
const KAPSO_NUMBERS = ['400', '401']
const WARM_UP = 0.2
const SHOWN = 10
const AGAIN = 3

/** Posts damaged bodies with good signatures to both webhooks, and reads back whatever became of them. */
export async function fuzz({ databaseUrl, bodies, seed, say = () => undefined }: Wish): Promise<FuzzReport> {
  const random = createRandom(seed)
  const api = await startApi({ databaseUrl })
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const report = emptyReport(seed, bodies)
  const startedAt = performance.now()
  const secret = 'of its own'
  const workspaces = [
    ...(await Promise.all(META_NUMBERS.map((numberId) => givenWorkspace(api.database, { numberId })))),
    ...(await Promise.all(
      KAPSO_NUMBERS.map((numberId) => givenWorkspace(api.database, { numberId, provider: 'kapso', appSecret: secret })),
    )),
  ]
  try {
    for (let done = 0; done < bodies; done += AT_ONCE) {
      // Made one after another, so that the seed decides; posted at once.
      const posts = Array.from({ length: Math.min(AT_ONCE, bodies - done) }, () => makePost(random, workspaces, secret))
      await Promise.all(posts.map((one) => post(api, agent, one, report)))
      collectErrors(api, report)
      if (done <= bodies * WARM_UP && done + AT_ONCE > bodies * WARM_UP) report.heapMb.before = await heapMb(api)
      if (done > 0 && done % 10_000 < AT_ONCE) say(`${String(done)} bodies, seed ${String(seed)}`)
    }
    await settled(api)
    report.heapMb.after = await heapMb(api)
    collectErrors(api, report)
    await readBack(api, workspaces, report)
  } finally {
    agent.destroy()
    await api.stop()
  }
  report.seconds = Math.round((performance.now() - startedAt) / 100) / 10
  return report
}

type Post = { path: string; bytes: Buffer; headers: Record<string, string> }

function makePost(random: Random, workspaces: readonly Workspace[], secret: string): Post {
  const provider = random.pick(['meta', 'kapso'] as const)
  const bytes = damaged(random, payload(random, provider, provider === 'meta' ? META_NUMBERS : KAPSO_NUMBERS))
  if (provider === 'meta') {
    const key = random.pick(workspaces.slice(0, META_NUMBERS.length)).key
    const headers = { 'x-hub-signature-256': `sha256=${sign(bytes, APP_SECRET)}` }
    return { path: random.pick(['/webhook', '/api/webhook/meta', `/api/webhook/meta/${key}`]), bytes, headers }
  }
  const key = random.pick(workspaces.slice(META_NUMBERS.length)).key
  const isOwn = random.chance(0.5)
  const event = random.pick(['', 'received', 'sent', 'delivered', 'failed', 'nonsense'])
  return {
    path: isOwn ? `/api/webhook/kapso/${key}` : '/api/webhook/kapso',
    bytes,
    headers: {
      'x-webhook-signature': sign(bytes, isOwn ? secret : KAPSO_SECRET),
      ...(event && { 'x-webhook-event': `whatsapp.message.${event}` }),
    },
  }
}

async function post(api: Api, agent: Agent, one: Post, report: FuzzReport): Promise<void> {
  let status = await send(api, agent, one)
  for (let again = 0; again < AGAIN && (status === 503 || typeof status === 'string'); again++) {
    report.repeated++
    status = await send(api, agent, one)
  }
  report.statuses[String(status)] = (report.statuses[String(status)] ?? 0) + 1
  const isClean = typeof status === 'number' && status < 500 && status !== 401
  if (!isClean && report.failures.length < SHOWN)
    report.failures.push({ status, body: one.bytes.subarray(0, 20_000).toString('base64') })
}

function send(api: Api, agent: Agent, { path, bytes, headers }: Post): Promise<number | string> {
  return new Promise((resolve) => {
    const call = request(api.base + path, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    call.on('error', (error) => resolve(error.message))
    call.end(bytes)
  })
}

/** What the test's own lists hold must not be taken for a leak of the api's. */
function collectErrors(api: Api, report: FuzzReport): void {
  for (const { level, message } of api.lines)
    if (level === 'error' || level === 'fatal') report.errors[message] = (report.errors[message] ?? 0) + 1
  api.lines.length = 0
  api.told.length = 0
}

async function settled(api: Api): Promise<void> {
  // One that failed again and again waits longer and longer; it is reported.
  await eventually(
    async () => (await count(api.database, 'inbound_events', 'relayed_at is null and attempts < 3')) === 0,
    120_000,
  )
}

async function heapMb(api: Api): Promise<number> {
  await settled(api)
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let times = 0; times < 3; times++) {
    collect()
    await new Promise(setImmediate)
  }
  return Math.round((process.memoryUsage().heapUsed / 2 ** 20) * 10) / 10
}

/** As the pages do: every page of every list, and every piece of every thread, as JSON. */
async function readBack({ database }: Api, workspaces: readonly Workspace[], report: FuzzReport): Promise<void> {
  const { platform } = database
  report.kept = await count(database, 'inbound_events')
  report.messages = await count(database, 'messages')
  report.conversations = await count(database, 'conversations', 'last_message_at is not null and merged_into is null')
  const { rows } = await sql<{ key: string; why: string | null }>`
    select event_key as key, last_error as why from inbound_events where relayed_at is null limit ${SHOWN}`.execute(
    platform,
  )
  report.stuck = rows
  for (const { workspaceId } of workspaces) {
    await database.inWorkspace(workspaceId, async (tx) => {
      for (let after: Parameters<typeof listConversations>[1]['after'] = null; ;) {
        const wish = { filter: 'all', search: '', after, userId: workspaceId } as const
        const page = await listConversations(tx, wish)
        JSON.stringify(page)
        report.read.conversations += page.conversations.length
        after = page.next
        if (after === null) break
      }
      const { rows: all } = await sql<{ id: string }>`select id from conversations where merged_into is null`.execute(
        tx,
      )
      for (const { id } of all) {
        for (let before: Parameters<typeof listThread>[2] = null; ;) {
          const piece = await listThread(tx, id, before)
          JSON.stringify(piece)
          report.read.messages += piece.items.filter((item) => 'message' in item).length
          before = piece.before
          if (before === null) break
        }
      }
    })
  }
}

const emptyReport = (seed: number, bodies: number): FuzzReport => ({
  seed,
  bodies,
  seconds: 0,
  statuses: {},
  repeated: 0,
  kept: 0,
  messages: 0,
  conversations: 0,
  read: { messages: 0, conversations: 0 },
  stuck: [],
  failures: [],
  errors: {},
  heapMb: { before: 0, after: 0 },
})

/** Everything that is not as it should be, in words; empty when all is well. */
export function problemsOf(report: FuzzReport): string[] {
  const { failures, stuck, messages, conversations, read, heapMb: heap } = report
  return [
    ...failures.map(({ status, body }) => `answered ${String(status)}: ${body.slice(0, 2000)}`),
    ...stuck.map(({ key, why }) => `stuck ${key.slice(0, 80)}: ${why ?? ''}`),
    ...(read.messages === messages ? [] : [`${String(messages)} messages stored, ${String(read.messages)} readable`]),
    ...(read.conversations === conversations
      ? []
      : [`${String(conversations)} conversations stored, ${String(read.conversations)} readable`]),
    ...(heap.after - heap.before <= HEAP_MB
      ? []
      : [`the heap grew from ${String(heap.before)} to ${String(heap.after)} MB`]),
  ]
}

const HEAP_MB = 12

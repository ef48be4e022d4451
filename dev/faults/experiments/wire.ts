import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { percentile } from '../../bench/table.ts'
import { entries, change, text } from '../../test-kit/webhook-bodies.ts'
import { withScene, type Scene } from '../scene.ts'
import { clean, type Experiment, type Outcome } from './experiment.ts'
import { replyTo, sayAll } from './talk.ts'

const UPDATES = 1_000
const NUMBERS = 5
const USERS = 200
const POSTS = 8
const PER_SECOND = 100
const ACK_SECONDS = 20

export const wire: Record<string, Experiment> = {
  duplicates: {
    number: '2',
    what: 'each webhook up to five times, in other batches too, to two apis at once',
    target: '0 lost, 0 twice',
    play: (say) => withScene({ say, customers: 20, burstMs: 100 }, duplicates),
  },
  statuses: {
    number: '3',
    what: 'statuses shuffled, `delivered` missing, `sent` before the answer: replies that stand as read',
    target: '100 %',
    play: (say) => withScene({ say, customers: 20 }, statuses),
  },
  'big-post': {
    number: '4',
    what: `${String(POSTS)} POSTs of ${String(UPDATES)} updates over ${String(NUMBERS)} numbers: kept; slowest answer`,
    target: 'all; < 1 s',
    play: (say) => withScene({ say, apis: 1 }, bigPost),
  },
  'ack-latency': {
    number: '5',
    what: `${String(PER_SECOND)} webhooks a second for ${String(ACK_SECONDS)} s: p50, p99, not 200`,
    target: '< 10 ms, < 100 ms, 0',
    play: (say) => withScene({ say, apis: 1 }, ackLatency),
  },
  'lost-answers': {
    number: '6',
    what: "a third of WhatsApp's answers lost, statuses come, half of them late",
    target: '0 lost, 0 twice',
    play: (say) => withScene({ say, customers: 20 }, lostAnswers),
  },
  'same-batch': {
    number: '19',
    what: 'one person writes to two workspaces, both in one POST: rows in the other workspace',
    target: '0',
    play: (say) => withScene({ say, customers: 1 }, sameBatch),
  },
}

async function duplicates(scene: Scene): Promise<Outcome> {
  scene.stage.desk.whatsapp.addFaults(
    { kind: 'duplicate-webhooks', copies: 2, probability: 0.5, on: 'message' },
    { kind: 'duplicate-webhooks', copies: 2, as: 'other-batch', afterMs: 50, probability: 0.5, on: 'message' },
    { kind: 'batch-webhooks', size: 3, withinMs: 200, probability: 0.3, on: 'message' },
  )
  await sayAll(scene, { each: 8, everyMs: 900 })
  const counted = await scene.counted()
  const rows = await scene.stage.desk.db.platform
    .selectFrom('messages')
    .where('direction', '=', 'inbound')
    .select('id')
    .execute()
  const outcome = clean(counted)
  return {
    figure: `${outcome.figure}; ${String(rows.length)} rows`,
    met: outcome.met && rows.length === counted.messagesIn,
  }
}

async function statuses(scene: Scene): Promise<Outcome> {
  const { desk } = scene.stage
  desk.whatsapp.addFaults(
    { kind: 'reorder-webhooks', on: 'status', hold: 6, order: 'shuffle', withinMs: 900, probability: 0.6 },
    { kind: 'skip-delivered', probability: 0.3 },
    { kind: 'status-before-response', probability: 0.3 },
    { kind: 'late-statuses', ms: 800, probability: 0.1 },
  )
  await sayAll(scene, { each: 5, everyMs: 900 })
  await scene.counted()
  let found = { read: 0, all: 1 }
  for (const until = Date.now() + 30_000; Date.now() < until && found.read < found.all;) {
    await pause(300)
    const rows = await desk.db.platform.selectFrom('messages').where('author', '=', 'bot').select('status').execute()
    found = { read: rows.filter(({ status }) => status === 'read').length, all: rows.length }
  }
  return { figure: `${String(found.read)} of ${String(found.all)}`, met: found.all > 0 && found.read === found.all }
}

async function bigPost({ stage }: Scene): Promise<Outcome> {
  const { desk } = stage
  const further = await Promise.all(Array.from({ length: NUMBERS - 1 }, () => desk.createWorkspace()))
  const numbers = [...desk.whatsapp.numbers().map(({ phoneNumberId }) => phoneNumberId)].slice(0, NUMBERS)
  // Receiving alone is looked at here.
  for (let at = 0; at < stage.workers; at++) stage.kill('worker', at)
  const times: number[] = []
  for (let post = 0; post < POSTS; post++) {
    const changes = numbers.map((numberId, index) =>
      change({
        numberId,
        messages: Array.from({ length: UPDATES / NUMBERS }, (_, update) =>
          text(`62813${String(10_000_000 + (((index * UPDATES) / NUMBERS + update) % USERS))}`, `Halo ${String(post)}`),
        ),
      }),
    )
    times.push(await postSigned(stage, entries(...changes)))
  }
  const kept = await desk.db.platform
    .selectFrom('inbound_events')
    .where('kind', '=', 'message')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const slowest = Math.max(...times)
  return {
    figure: `${String(kept.count)} of ${String(POSTS * UPDATES)}; ${slowest.toFixed(0)} ms (${String(further.length + 1)} workspaces)`,
    met: kept.count === POSTS * UPDATES && slowest < 1_000,
  }
}

/** Posts as Meta does, to the deployment's own address; how long the answer took. */
async function postSigned({ desk }: Scene['stage'], body: unknown): Promise<number> {
  const bytes = JSON.stringify(body)
  const secret = desk.env['META_APP_SECRET'] ?? ''
  const signature = createHmac('sha256', secret).update(bytes).digest('hex')
  const startedAtMs = performance.now()
  const response = await fetch(`${desk.apiUrl(0) ?? ''}/webhook`, {
    method: 'POST',
    body: bytes,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
  })
  await response.text()
  const took = performance.now() - startedAtMs
  if (response.status !== 200) throw new Error(`The webhook was answered ${String(response.status)}`)
  return took
}

async function ackLatency({ stage }: Scene): Promise<Outcome> {
  for (let at = 0; at < stage.workers; at++) stage.kill('worker', at)
  const [number] = stage.desk.whatsapp.numbers()
  const times: number[] = []
  let failed = 0
  const posting: Promise<unknown>[] = []
  const startedAtMs = Date.now()
  for (let count = 0; count < PER_SECOND * ACK_SECONDS; count++) {
    const dueAtMs = startedAtMs + (count * 1000) / PER_SECOND
    if (dueAtMs > Date.now()) await pause(dueAtMs - Date.now())
    const message = text(`62814${String(10_000_000 + (count % USERS))}`, 'Halo')
    const body = entries(change({ numberId: number?.phoneNumberId ?? '', messages: [message] }))
    posting.push(
      postSigned(stage, body).then(
        (took) => times.push(took),
        () => failed++,
      ),
    )
  }
  await Promise.all(posting)
  const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)]
  return {
    figure: `${p50.toFixed(1)} ms, ${p99.toFixed(1)} ms, ${String(failed)}`,
    met: p50 < 10 && p99 < 100 && failed === 0,
  }
}

async function lostAnswers(scene: Scene): Promise<Outcome> {
  scene.stage.desk.whatsapp.addFaults(
    { kind: 'lose-response', probability: 0.33 },
    { kind: 'late-statuses', ms: 3_000, probability: 0.5 },
  )
  await sayAll(scene, { each: 6, everyMs: 1_200 })
  return clean(await scene.counted())
}

async function sameBatch({ stage, writers, customers }: Scene): Promise<Outcome> {
  const { desk } = stage
  const other = await desk.createWorkspace()
  const [customer] = customers
  if (!customer) throw new RangeError('There is no customer')
  const twin = { ...customer, letter: 'b', workspace: other }
  desk.whatsapp.addFaults({ kind: 'batch-webhooks', on: 'message', size: 2, times: 40, withinMs: 1_000 })
  for (let round = 0; round < 10; round++) {
    const both = [writers.say(customer), writers.say(twin)]
    await Promise.all(both.map((said) => replyTo(stage, said)))
  }
  const rows = await desk.db.platform.selectFrom('messages').select(['body', 'workspace_id as workspaceId']).execute()
  const homes: Record<string, string> = { a: customer.workspace.workspaceId, b: other.workspaceId }
  const strays = rows.filter(({ body, workspaceId }) => homes[/#([a-z])/.exec(body)?.[1] ?? ''] !== workspaceId)
  return {
    figure: `${String(strays.length)} of ${String(rows.length)} rows`,
    met: strays.length === 0 && rows.length >= 40,
  }
}

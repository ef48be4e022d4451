import { randomUUID } from 'node:crypto'
import type { WorkflowHandle } from '@temporalio/client'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { createActivities } from '#activities/index.ts'
import type { Model, Question } from '#clients/ai/model.ts'
import { createLog } from '#clients/log/log.ts'
import { createConversations } from '#clients/temporal/conversations.ts'
import type { WhatsApp } from '#clients/whatsapp/whatsapp.ts'
import { createMerges } from '../../api/relay/merges.ts'
import { answered, givenDeps } from '../../dev/test-kit/activities.ts'
import { eventually, givenWorkspace, sealer, startApi, type Api } from '../../dev/test-kit/api.ts'
import { connectTemporal, type TemporalConnections } from '../../dev/test-kit/temporal.ts'
import { metaBody, text } from '../../dev/test-kit/webhook-bodies.ts'
import { createWorker } from '../../worker/worker.ts'
import { conversationWorkflowId, snapshot } from './contract.ts'

// One desk for all of it: real receiving, real workflows, real activities. Only the model and WhatsApp are played.

const PATIENCE_MS = 20_000
const Text = z.object({ body: z.string() })

let temporal: TemporalConnections
let api: Api
let conversations: ReturnType<typeof createConversations>
let merges: ReturnType<typeof createMerges>
let desk: { stop: () => Promise<void> }
const asked: Question[] = []
const sent: { to: unknown; body: string }[] = []
/** What the model, and WhatsApp, do before they answer; made anew for each test. */
let thinking: (words: string) => Promise<void>
let sending: (body: string) => Promise<void>

const model: Model = {
  async ask(question) {
    asked.push(question)
    const words = question.turns.at(-1)?.content ?? ''
    await Promise.race([
      thinking(words),
      new Promise((_, reject) => question.signal?.addEventListener('abort', () => reject(new Error('aborted')))),
    ])
    const city = /tinggal di (\w+)/.exec(words)?.[1]
    const destination = /ke (\w+)/.exec(words)?.[1]
    const facts = { ...(city && { city }), ...(destination && { destination }) }
    const answer = { reply: `Baik, soal "${words}".`, confidence: 0.95, intent: 'answer', facts }
    return answered(answer)
  },
}
const whatsapp: WhatsApp = {
  async send(_, message) {
    const { body } = Text.parse(message['text'])
    await sending(body)
    sent.push({ to: message['to'] ?? message['recipient'], body })
    return { providerMessageId: `wamid.${randomUUID()}` }
  },
  showTyping: async () => undefined,
}

beforeAll(async () => {
  temporal = await connectTemporal()
  const taskQueue = `test-${randomUUID()}`
  conversations = createConversations(temporal.client, { taskQueue })
  api = await startApi({ tell: (input, ...messages) => conversations.tell(input, ...messages) })
  const { workspaceId } = await givenWorkspace(api.database, { burstMs: 0 })
  await api.database.platform
    .updateTable('workspaces')
    .set({ review_policy: 'off' })
    .where('id', '=', workspaceId)
    .execute()
  const { endAsMerged, absorb } = conversations
  merges = createMerges({ database: api.database, endAsMerged, absorb, log: createLog('api', 'fatal'), everyMs: 50 })
  merges.start()
  const activities = createActivities(givenDeps(api.database, { model, whatsapp, sealer }))
  const { nativeConnection: connection, namespace } = temporal
  const worker = await createWorker({ connection, namespace, taskQueue, activities })
  const running = worker.run()
  desk = {
    stop: async () => {
      worker.shutdown()
      await running
    },
  }
})
afterAll(async () => {
  await merges.stop()
  await desk.stop()
  await api.stop()
  await temporal.nativeConnection.close()
  await temporal.connection.close()
})

let person = 0
let names: { phone: string; userId: string }
beforeEach(() => {
  person += 1
  names = { phone: `6281970000${String(person).padStart(2, '0')}`, userId: `ID.777${String(person)}` }
  asked.length = 0
  sent.length = 0
  thinking = async () => undefined
  sending = async () => undefined
})

type Shown = 'phone' | 'userId' | 'both'

async function says(body: string, shown: Shown): Promise<void> {
  const from = shown === 'userId' ? '' : names.phone
  await api.meta(metaBody({ messages: [text(from, body, shown === 'phone' ? {} : { from_user_id: names.userId })] }))
}

const becomes = (check: () => boolean | Promise<boolean>) => eventually(check, PATIENCE_MS)
const wasSent = (words: string) => sent.some(({ body }) => body.includes(words))
const answers = (words: string) => sent.filter(({ body }) => body.includes(words)).length

async function conversationOf(words: string): Promise<string> {
  const row = await api.database.platform
    .selectFrom('messages')
    .where('body', '=', words)
    .where('direction', '=', 'inbound')
    .orderBy('id', 'desc')
    .limit(1)
    .select('conversation_id as id')
    .executeTakeFirst()
  return row?.id ?? ''
}

const workflowOf = (id: string): WorkflowHandle => temporal.client.workflow.getHandle(conversationWorkflowId(id))
const statusOf = async (id: string) => (await workflowOf(id).describe()).status.name

/** One contact, one conversation with everything in it answered once, one workflow; the other completed. */
async function isOne(stays: string, ended: string, inbound: number): Promise<void> {
  await becomes(async () => (await statusOf(ended)) === 'COMPLETED')
  expect(await statusOf(stays)).toBe('RUNNING')
  const { platform } = api.database
  await becomes(async () => {
    const open = await platform
      .selectFrom('messages')
      .where('conversation_id', '=', stays)
      .where('direction', '=', 'inbound')
      .select('outcome')
      .execute()
    return open.length === inbound && open.every(({ outcome }) => outcome !== null)
  })
  const mergeOf = () =>
    platform
      .selectFrom('conversations')
      .where('id', '=', ended)
      .select(['merged_into as into', 'absorbed_at as absorbedAt'])
      .executeTakeFirstOrThrow()
  await becomes(async () => (await mergeOf()).absorbedAt !== null)
  expect((await mergeOf()).into).toBe(stays)
}

/** A door that holds whoever comes to it until it is opened. */
function createDoor() {
  const door = { isWaitedAt: false, open: (): void => undefined, wait: async (): Promise<void> => undefined }
  const opened = new Promise<void>((resolve) => (door.open = resolve))
  door.wait = () => {
    door.isWaitedAt = true
    return opened
  }
  return door
}

/** Two conversations with one person, each answered once; the one by user id is the older. */
async function givenTwo(): Promise<{ older: string; younger: string }> {
  await says('Saya tinggal di Medan', 'userId')
  await becomes(() => wasSent('Medan'))
  await says('Saya mau ke Australia', 'phone')
  await becomes(() => wasSent('Australia'))
  return {
    older: await conversationOf('Saya tinggal di Medan'),
    younger: await conversationOf('Saya mau ke Australia'),
  }
}

it('PX-02 BY-20 a merge in mid-conversation: the next reply knows both, one workflow goes on and the other is completed', async () => {
  const { older, younger } = await givenTwo()
  expect(younger).not.toBe(older)
  await says('Jadi bagaimana?', 'both')
  await becomes(() => wasSent('Jadi bagaimana?'))
  await isOne(older, younger, 3)
  const last = asked.at(-1)
  expect(last?.system).toContain('Medan')
  expect(last?.system).toContain('Australia')
  expect(last?.turns.map(({ content }) => content)).toEqual(
    expect.arrayContaining(['Saya tinggal di Medan', 'Saya mau ke Australia']),
  )
  const state = await workflowOf(older).query(snapshot)
  expect(state.lead.answered).toEqual(['city', 'destination'])
  expect(sent.at(-1)?.to).toBe(`+${names.phone}`)
  expect(sent).toHaveLength(3)

  // By either name the customer is heard by the one that goes on; who asks for the other one's page finds it.
  await says('Satu lagi', 'userId')
  await becomes(() => wasSent('Satu lagi'))
  expect(await conversationOf('Satu lagi')).toBe(older)
})

it('BY-20 merged while the one that ends is drafting: its message is answered once, by the other', async () => {
  const { older, younger } = await givenTwo()
  const door = createDoor()
  thinking = (words) => (words === 'Sedang dipikirkan' ? door.wait() : Promise.resolve())
  await says('Sedang dipikirkan', 'phone')
  await becomes(() => door.isWaitedAt)
  thinking = async () => undefined
  await says('Ini saya juga', 'both')
  await isOne(older, younger, 4)
  door.open()
  await becomes(() => wasSent('Ini saya juga') || wasSent('Sedang dipikirkan'))
  // Nothing was said of it by the one that ended, and nothing twice.
  expect(answers('Sedang dipikirkan')).toBeLessThanOrEqual(1)
  expect(
    asked.some(
      ({ turns }) =>
        turns.map(({ content }) => content).filter((one) => one === 'Sedang dipikirkan' || one === 'Ini saya juga')
          .length === 2,
    ),
  ).toBe(true)
})

it('BY-20 merged while the one that ends is sending: what was claimed goes out, counts, and is not said again', async () => {
  const { older, younger } = await givenTwo()
  const door = createDoor()
  sending = (body) => (body.includes('Sedang dikirim') ? door.wait() : Promise.resolve())
  await says('Sedang dikirim', 'phone')
  await becomes(() => door.isWaitedAt)
  await says('Ini saya juga', 'both')
  await becomes(() => wasSent('Ini saya juga'))
  expect(await statusOf(younger)).toBe('RUNNING')
  door.open()
  await isOne(older, younger, 4)
  expect(answers('Sedang dikirim')).toBe(1)
  // Late by now, its record is found with the one that goes on.
  const { rows } = {
    rows: await api.database.platform
      .selectFrom('outbound_messages')
      .where('conversation_id', '=', older)
      .select(['state', 'turn'])
      .execute(),
  }
  expect(rows.filter(({ state }) => state === 'sent')).toHaveLength(4)
  expect(new Set(rows.map(({ turn }) => turn)).size).toBe(4)
})

it('BY-20 merged while the one that goes on is drafting: a person who had the other one has this one, and ARI is still', async () => {
  const { older, younger } = await givenTwo()
  const user = randomUUID()
  await api.database.platform
    .insertInto('users')
    .values({ id: user, name: 'Wulan', email: `${user}@x.test` })
    .execute()
  const { workspace_id: workspaceId } = await api.database.platform
    .selectFrom('conversations')
    .select('workspace_id')
    .where('id', '=', younger)
    .executeTakeFirstOrThrow()
  expect(await conversations.takeOver({ workspaceId, conversationId: younger, state: null }, user)).toMatchObject({
    outcome: 'done',
  })
  const isTaken = async (id: string) => {
    const row = api.database.platform.selectFrom('conversations').where('id', '=', id).select('floor')
    return (await row.executeTakeFirstOrThrow()).floor === 'person'
  }
  await becomes(() => isTaken(younger))
  const door = createDoor()
  thinking = (words) => (words === 'Masih dipikirkan' ? door.wait() : Promise.resolve())
  await says('Masih dipikirkan', 'userId')
  await becomes(() => door.isWaitedAt)
  await says('Ini saya juga', 'both')
  // Before that ARI may speak: nobody who had the other one has this one yet.
  await becomes(() => isTaken(older))
  door.open()
  await isOne(older, younger, 4)
  expect(await workflowOf(older).query(snapshot)).toMatchObject({ floor: { holder: 'person', userId: user } })
  expect(sent).toHaveLength(2)
})

it('BY-20 two merges at once into one, each told again and again: every message answered once, one workflow left', async () => {
  const { older, younger } = await givenTwo()
  const parent = `ID.ENT.${String(person)}`
  await api.meta(
    metaBody({
      messages: [text('', 'Dari grup', { from_user_id: `${names.userId}other`, from_parent_user_id: parent })],
    }),
  )
  await becomes(() => wasSent('Dari grup'))
  const third = await conversationOf('Dari grup')
  const both = (body: string, ids: Record<string, string>) =>
    api.meta(metaBody({ messages: [text(names.phone, body, ids)] }))
  await Promise.all([
    both('Satu', { from_user_id: names.userId }),
    both('Dua', { from_parent_user_id: parent }),
    conversations.endAsMerged(younger, older),
    conversations.endAsMerged(younger, older),
  ])
  await isOne(older, younger, 5)
  await isOne(older, third, 5)
  // Told what it knows already, it says nothing again.
  const { workspace_id: workspaceId } = await api.database.platform
    .selectFrom('conversations')
    .select('workspace_id')
    .where('id', '=', older)
    .executeTakeFirstOrThrow()
  const count = sent.length
  await conversations.absorb(
    { workspaceId, conversationId: older, state: null },
    { from: younger, state: null, messages: [], epoch: 9 },
  )
  await says('Penutup', 'phone')
  await becomes(() => wasSent('Penutup'))
  expect(sent).toHaveLength(count + 1)
  const contacts = await api.database.platform
    .selectFrom('contacts')
    .where('phone', '=', `+${names.phone}`)
    .select('id')
    .execute()
  expect(contacts).toHaveLength(1)
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDraftActivities, TYPING } from '#activities/draft-reply.ts'
import { createModel } from '#clients/ai/model.ts'
import { startModelSimulator } from '../dev/simulators/model/model.ts'
import { runActivity } from '../dev/test-kit/activities.ts'
import { givenState, type GivenConversation } from '../dev/test-kit/given.ts'
import { startSending, type Sending } from '../dev/test-kit/sending.ts'
import { createSendActivities } from './send-reply.ts'

let desk: Sending
let llm: Awaited<ReturnType<typeof startModelSimulator>>
let ana: GivenConversation
let messageId: string
let before = 0

beforeAll(async () => {
  desk = await startSending()
  llm = await startModelSimulator({ port: 0 })
  // Loaded with the first answer otherwise, and that may take seconds.
  await import('gpt-tokenizer')
})
beforeEach(async () => {
  await desk.reset()
  llm.control.reset()
  await settings({ review_policy: 'off', bot_on: true, live_at: new Date() })
  ana = await desk.conversation()
  messageId = await customerWrites()
  before = desk.control.eventsSince(0).at(-1)?.seq ?? 0
})
afterAll(async () => {
  await llm.close()
  await desk.stop()
})

const settings = (row: { review_policy?: string; bot_on?: boolean; live_at?: Date }) =>
  desk.db.platform.updateTable('workspaces').set(row).where('id', '=', desk.workspace.workspaceId).execute()

/** A message at the simulator and, as the relay leaves it, with us. */
async function customerWrites(): Promise<string> {
  const { workspaceId, channelId, phoneNumberId } = desk.workspace
  const { id: wamid } = desk.control.inbound({
    phoneNumberId,
    from: { phone: ana.phone, name: 'Ana' },
    text: 'Halo',
  })
  const id = crypto.randomUUID()
  const row = { id, conversation_id: ana.conversationId, channel_id: channelId, body: 'Halo', kind: 'text' }
  await desk.db.inWorkspace(workspaceId, (tx) =>
    tx
      .insertInto('messages')
      .values({
        ...row,
        ...{ direction: 'inbound', author: 'customer', status: 'received', sent_at: new Date() },
        provider_message_id: wamid,
      })
      .execute(),
  )
  return id
}

/** When the customer was shown that somebody types and when a message came, in the order of their coming. */
const seen = () =>
  desk.control.eventsSince(before).flatMap((event) => {
    if (event.type === 'typing' && event.on) return [{ what: 'typing', at: event.at }]
    if (event.type === 'read-by-business') return [{ what: 'read', at: event.at }]
    return event.type === 'message' && event.message.direction === 'out' ? [{ what: 'message', at: event.at }] : []
  })
const typings = () => seen().filter(({ what }) => what === 'typing')

function draft(modelMs: number, typing = TYPING) {
  llm.control.script({ do: 'play', delayMs: modelMs })
  const model = createModel([{ name: 'grok', baseUrl: llm.baseUrl, apiKey: 'k', model: 'm' }], { timeoutMs: 20_000 })
  const { workspaceId } = desk.workspace
  const { conversationId } = ana
  return runActivity(createDraftActivities({ ...desk.deps, model }, typing).draftReply, {
    ...{
      workspaceId,
      conversationId,
      turn: 1,
      version: 1,
      rulesVersion: 1,
      messageIds: [messageId],
      lastReplyAtMs: null,
    },
    stage: 'qualification',
  })
}

describe('somebody types', () => {
  /** A tenth of the time: a model of 35 s is one of 3.5 s. */
  const tenfold = { afterMs: TYPING.afterMs / 10, againMs: TYPING.againMs / 10 }

  it('PX-07 and has read it, shown anew before 25 s are over, while the model thinks', async () => {
    await draft(3_500, tenfold)
    const [first, second, ...more] = typings()
    expect(more).toEqual([])
    expect((second?.at ?? Infinity) - (first?.at ?? 0)).toBeLessThan(2_500)
    expect(seen().filter(({ what }) => what === 'read')).toHaveLength(2)
  })

  it('CV-16 before the answer comes, when the model takes 6 s', async () => {
    const heard = await draft(6_000)
    if (heard.kind !== 'draft') throw new TypeError(heard.kind)
    await runActivity(createSendActivities(desk.deps).sendReply, {
      ...{ workspaceId: desk.workspace.workspaceId, conversationId: ana.conversationId },
      ...{ what: { say: 'draft', draftId: heard.draft.draftId }, messageIds: [messageId], passed: [] },
      state: givenState(),
    })
    expect(seen().map(({ what }) => what)).toEqual(['read', 'typing', 'message'])
  })
})

describe('PX-07 nobody types, and nothing is marked as read', () => {
  const soon = { afterMs: 20, againMs: 100 }

  it.each([
    ['a person reads every answer first', { review_policy: 'always' }],
    ['it is the first week, in which people read them', { review_policy: 'week' }],
  ])('where %s', async (_, policy) => {
    await settings(policy)
    expect(await draft(300, soon)).toMatchObject({ kind: 'draft', draft: { held: true } })
    expect(seen()).toEqual([])
  })

  it('where ARI is off', async () => {
    await settings({ bot_on: false })
    expect(await draft(300, soon)).toMatchObject({ kind: 'not_ours' })
    expect(seen()).toEqual([])
  })
})

import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { count, givenWorkspace, startApi, type Api } from '../../dev/test-kit/api.ts'
import { metaBody, status, text, unix, wamid } from '../../dev/test-kit/webhook-bodies.ts'

let api: Api
let workspaceId: string
let channelId: string
let conversationId: string

beforeAll(async () => {
  api = await startApi()
  ;({ workspaceId, channelId } = await givenWorkspace(api.database))
  await api.meta(metaBody({ messages: [text('6281200000001', 'Halo')] }))
  await api.relayed()
  ;({ id: conversationId } = await api.database.platform
    .selectFrom('conversations')
    .select('id')
    .executeTakeFirstOrThrow())
})
afterAll(() => api.stop())

let turn = 0
/** A message of ours whose call to WhatsApp has been made; nobody knows yet what came of it. */
async function givenSending({ attempts = 1, providerMessageId = null as string | null } = {}) {
  const { platform } = api.database
  const messageId = uuidv7()
  const thisTurn = ++turn
  const own = { workspace_id: workspaceId, conversation_id: conversationId }
  await platform
    .insertInto('messages')
    .values({
      id: messageId,
      ...own,
      channel_id: channelId,
      direction: 'outbound',
      author: 'bot',
      kind: 'text',
      body: 'x',
      status: 'sending',
      sent_at: new Date(),
      provider_message_id: providerMessageId,
    })
    .execute()
  await platform
    .insertInto('outbound_messages')
    .values({ message_id: messageId, ...own, turn: thisTurn, part: 1, floor_epoch: 0, state: 'sending', payload: '{}' })
    .execute()
  const ids = Array.from({ length: attempts }, () => uuidv7())
  await platform
    .insertInto('send_attempts')
    .values(ids.map((id, index) => ({ id, workspace_id: workspaceId, message_id: messageId, number: index + 1 })))
    .execute()
  return { messageId, attemptIds: ids, attemptId: ids[0] ?? '' }
}

const post = async (...statuses: unknown[]) => {
  expect((await api.meta(metaBody({ statuses }))).status).toBe(200)
  await api.relayed()
}
const about = (attemptId: string, id: string, name: string, more = {}) =>
  status(id, name, { biz_opaque_callback_data: attemptId, ...more })

async function stateOf(messageId: string) {
  const { platform } = api.database
  const message = await platform
    .selectFrom('messages')
    .select(['status', 'failure', 'provider_message_id'])
    .where('id', '=', messageId)
    .executeTakeFirstOrThrow()
  const { state } = await platform
    .selectFrom('outbound_messages')
    .select('state')
    .where('message_id', '=', messageId)
    .executeTakeFirstOrThrow()
  const attempts = await platform
    .selectFrom('send_attempts')
    .select(['outcome', 'provider_message_id', 'error_code', 'error_detail'])
    .where('message_id', '=', messageId)
    .orderBy('number')
    .execute()
  return { ...message, state, attempts }
}

describe('a delivery status', () => {
  it("WH-26 carries our attempt's id: it tells what came of a call whose answer was lost", async () => {
    const { messageId, attemptId } = await givenSending()
    const id = wamid()
    await post(about(attemptId, id, 'sent'))
    expect(await stateOf(messageId)).toMatchObject({
      status: 'sent',
      provider_message_id: id,
      state: 'sent',
      attempts: [{ outcome: 'accepted', provider_message_id: id }],
    })
    await post(status(id, 'delivered'))
    await post(status(id, 'read'), status(id, 'sent', { timestamp: unix(Date.now() + 1000) }))
    expect(await stateOf(messageId)).toMatchObject({ status: 'read', state: 'sent' })
  })

  it("WH-26 is matched by WhatsApp's id where there is nothing else", async () => {
    const id = wamid()
    const { messageId } = await givenSending({ providerMessageId: id })
    await post(status(id, 'played'))
    expect(await stateOf(messageId)).toMatchObject({ status: 'read' })
  })

  it('WH-26 of a failure says why, and a delivery to another device wins over it', async () => {
    const { messageId, attemptId } = await givenSending()
    const id = wamid()
    const errors = [{ code: 131047, title: 'Re-engagement message', error_data: { details: 'More than 24 hours' } }]
    await post(about(attemptId, id, 'failed', { errors }))
    expect(await stateOf(messageId)).toMatchObject({
      status: 'failed',
      failure: { code: 131047, title: 'Re-engagement message', detail: 'More than 24 hours' },
      state: 'failed',
      attempts: [{ outcome: 'refused', error_code: 131047, error_detail: 'More than 24 hours' }],
    })
    await post(status(id, 'delivered'))
    expect(await stateOf(messageId)).toMatchObject({ status: 'delivered', failure: null, state: 'sent' })
  })

  it('WH-26 of an earlier attempt does not fail a message that is being sent again', async () => {
    const { messageId, attemptIds } = await givenSending({ attempts: 2 })
    await post(about(attemptIds[0] ?? '', wamid(), 'failed', { errors: [{ code: 131026 }] }))
    expect(await stateOf(messageId)).toMatchObject({
      status: 'sending',
      state: 'sending',
      attempts: [{ outcome: 'refused' }, { outcome: 'unknown' }],
    })
    await post(about(attemptIds[1] ?? '', wamid(), 'sent'))
    expect(await stateOf(messageId)).toMatchObject({ status: 'sent', state: 'sent' })
  })

  it('WH-26 in any order, once or twice, in one POST or many at once, ends where it should', async () => {
    const sent = await Promise.all(Array.from({ length: 30 }, () => givenSending()))
    const all = sent.flatMap(({ attemptId }) => {
      const id = wamid()
      return ['sent', 'delivered', 'read', 'failed'].map((name) =>
        about(attemptId, id, name, name === 'failed' ? { errors: [{ code: 1 }] } : {}),
      )
    })
    const shuffled = [...all, ...all].map((one) => ({ one, at: Math.random() })).sort((a, b) => a.at - b.at)
    const posts = Array.from({ length: 12 }, (_, n) =>
      shuffled.filter((__, index) => index % 12 === n).map(({ one }) => one),
    )
    await Promise.all(posts.map((statuses) => api.meta(metaBody({ statuses }))))
    await api.relayed()
    for (const { messageId } of sent) {
      expect(await stateOf(messageId)).toMatchObject({
        status: 'read',
        failure: null,
        state: 'sent',
        attempts: [{ outcome: 'accepted' }],
      })
    }
    expect(api.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('WH-26 about nothing of ours is set aside', async () => {
    await post(status(wamid(), 'sent'), about('not-a-uuid', wamid(), 'read'), about(uuidv7(), wamid(), 'sent'))
    await post(status(wamid(), 'deleted'), status(wamid(), 'failed', { errors: 'nonsense' }))
    expect(await count(api.database, 'inbound_events', 'relayed_at is null')).toBe(0)
  })

  it("SC-05 of one workspace does not move another's message", async () => {
    const { messageId, attemptId } = await givenSending()
    await givenWorkspace(api.database, { numberId: '777' })
    await api.meta(metaBody({ numberId: '777', statuses: [about(attemptId, wamid(), 'read')] }))
    await api.relayed()
    expect(await stateOf(messageId)).toMatchObject({ status: 'sending' })
  })

  it('WH-26 a recalled message stays recalled', async () => {
    const { messageId, attemptId } = await givenSending()
    await api.database.platform
      .updateTable('messages')
      .set({ status: 'withdrawn' })
      .where('id', '=', messageId)
      .execute()
    await api.database.platform
      .updateTable('outbound_messages')
      .set({ state: 'withdrawn' })
      .where('message_id', '=', messageId)
      .execute()
    await post(about(attemptId, wamid(), 'sent'))
    expect(await stateOf(messageId)).toMatchObject({
      status: 'withdrawn',
      state: 'withdrawn',
      attempts: [{ outcome: 'accepted' }],
    })
  })
})

it('PX-01 three messages, two statuses and a broken item in one POST: five effects and one logged error', async () => {
  const [sent, read] = [await givenSending(), await givenSending()]
  const before = await count(api.database, 'messages', `direction = 'inbound'`)
  api.lines.length = 0
  const body = metaBody({
    messages: [
      text('6281200000002', 'a'),
      { type: 'text', text: { body: 'this one has no id' } },
      text('6281200000003', 'b'),
      text('6281200000002', 'c'),
    ],
    statuses: [about(sent.attemptId, wamid(), 'sent'), about(read.attemptId, wamid(), 'read')],
  })
  expect((await api.meta(body)).status).toBe(200)
  await api.relayed()
  expect(await count(api.database, 'messages', `direction = 'inbound'`)).toBe(before + 3)
  expect((await stateOf(sent.messageId)).status).toBe('sent')
  expect((await stateOf(read.messageId)).status).toBe('read')
  expect(api.lines.filter(({ level }) => level === 'error')).toEqual([
    expect.objectContaining({
      message: 'Part of a webhook was left out',
      problem: 'a message without a usable id',
      items: 1,
    }),
  ])
})

describe('BY-15 an answer of a person that did not arrive', () => {
  const alerts = () =>
    api.database.platform.selectFrom('alerts').select(['kind', 'subject', 'conversation_id']).execute()
  const isHeldBy = (floor: string, author: string, messageId: string) =>
    Promise.all([
      api.database.platform
        .updateTable('conversations')
        .set({ floor, floor_since: new Date(0) })
        .execute(),
      api.database.platform.updateTable('messages').set({ author }).where('id', '=', messageId).execute(),
    ])

  it('has people told, once, that its customer waits', async () => {
    const { messageId, attemptId } = await givenSending()
    await isHeldBy('person', 'staff', messageId)
    const id = wamid()
    await post(about(attemptId, id, 'sent'))
    expect(await alerts()).toEqual([])
    const failed = about(attemptId, id, 'failed', { errors: [{ code: 131026, title: 'Undeliverable' }] })
    await post(failed)
    await post(failed)
    expect(await alerts()).toEqual([{ kind: 'answer_late', subject: messageId, conversation_id: conversationId }])
  })

  it('tells nobody where ARI has the conversation', async () => {
    await api.database.platform.deleteFrom('alerts').execute()
    const { messageId, attemptId } = await givenSending()
    await isHeldBy('bot', 'bot', messageId)
    await post(about(attemptId, wamid(), 'failed', { errors: [{ code: 131026, title: 'Undeliverable' }] }))
    expect((await stateOf(messageId)).status).toBe('failed')
    expect(await alerts()).toEqual([])
  })
})

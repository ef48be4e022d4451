import { afterAll, expect, it } from 'vitest'
import { openTemporal } from '#clients/temporal/connect.ts'
import { createConversations } from '#clients/temporal/conversations.ts'
import type { InboundRef } from '#schema/conversation.ts'
import { conversationWorkflowId } from '#workflows/conversation/contract.ts'
import { count, eventually, givenWorkspace, startApi } from '../../dev/test-kit/api.ts'
import { temporalAddress } from '../../dev/test-kit/temporal.ts'
import { metaBody, text, unix } from '../../dev/test-kit/webhook-bodies.ts'
import { createWire } from '../../dev/test-kit/wire.ts'

const [host = '', port = ''] = temporalAddress().split(':')
const wire = await createWire({ host, port: Number(port) })
const temporal = await openTemporal({ address: `127.0.0.1:${String(wire.port)}`, namespace: 'default' })
const direct = await openTemporal({ address: temporalAddress(), namespace: 'default' })
// Nobody works on this queue: signals are kept and can be read in the history.
const conversations = createConversations(temporal.client, { taskQueue: `nobody-${String(Date.now())}` })
const api = await startApi({
  tell: (input, ...messages) => temporal.within(5000, () => conversations.tell(input, ...messages)),
  isTemporalReachable: () => temporal.isReachable(),
})
await givenWorkspace(api.database)
afterAll(async () => {
  await api.stop()
  await Promise.all([temporal.close(), direct.close(), wire.cut()])
})

async function heardBy(conversationId: string): Promise<InboundRef[]> {
  const history = await direct.client.workflow.getHandle(conversationWorkflowId(conversationId)).fetchHistory()
  return (history.events ?? []).flatMap((event) => {
    const told = event.workflowExecutionSignaledEventAttributes?.input?.payloads ?? []
    return told.map(({ data }) => JSON.parse(Buffer.from(data ?? []).toString()) as InboundRef)
  })
}

async function conversationOf(phone: string): Promise<{ id: string; messageIds: string[] }> {
  const { platform } = api.database
  const rows = await platform
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .innerJoin('contacts', 'contacts.id', 'conversations.contact_id')
    .select(['messages.id', 'conversations.id as conversationId'])
    .where('contacts.phone', '=', phone)
    .orderBy('messages.sent_at')
    .execute()
  return { id: rows[0]?.conversationId ?? '', messageIds: rows.map(({ id }) => id) }
}

it('WH-14 BY-01 twenty first messages at once are one workflow, told of each by its ids', async () => {
  const now = Date.now()
  const messages = Array.from({ length: 20 }, (_, n) =>
    text('6281900000001', 'x', { timestamp: unix(now - 60_000 + n * 1000) }),
  )
  await Promise.all(messages.map((message) => api.meta(metaBody({ messages: [message] }))))
  await api.relayed()
  const { id, messageIds } = await conversationOf('+6281900000001')
  const heard = await heardBy(id)
  expect(heard.map(({ messageId }) => messageId).sort()).toEqual(messageIds.toSorted())
  expect(new Set(heard.map(({ workspaceId }) => workspaceId)).size).toBe(1)
  expect(JSON.stringify(heard)).not.toContain('81900000001')
})

it('WH-13 OP-02 with Temporal gone the webhook still answers; each message is told exactly once when it is back', async () => {
  await wire.cut()
  const now = Date.now()
  const post = (body: string, second: number) =>
    api.meta(metaBody({ messages: [text('6281900000002', body, { timestamp: unix(now - 60_000 + second * 1000) })] }))
  for (const [second, body] of ['a', 'b', 'c'].entries()) expect((await post(body, second)).status).toBe(200)
  await eventually(
    async () => (await count(api.database, 'inbound_events', 'relayed_at is null and last_error is not null')) > 0,
  )
  expect(await (await api.get('/api/health')).json()).toMatchObject({
    status: 'degraded',
    temporal: 'down',
    database: 'ok',
  })

  await wire.mend()
  await api.relayed()
  const { id, messageIds } = await conversationOf('+6281900000002')
  expect(messageIds).toHaveLength(3)
  expect((await heardBy(id)).map(({ messageId }) => messageId)).toEqual(messageIds)
  expect(api.lines.filter(({ message }) => message.startsWith('Temporal does not answer'))).toHaveLength(1)
  expect(await (await api.get('/api/health')).json()).toMatchObject({ status: 'ok', temporal: 'ok' })
})

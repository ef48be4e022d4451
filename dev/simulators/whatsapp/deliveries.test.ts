import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { jsonOf } from './shapes.ts'
import { createWhatsAppSimulator } from './simulator.ts'
import { listOf, messagesOf, like, startPair, startProduct } from './test-product.ts'

const HOUR = 3_600_000

test('what is not answered 200 is posted again, the same bytes, after growing pauses', async () => {
  const pair = await startPair()
  pair.product.answerNext(500, 202, 404)
  const attempts: unknown[] = []
  pair.control.subscribe((event) => {
    if (event.type === 'webhook') attempts.push([event.httpStatus, event.retryInMs])
  })
  expect(await pair.says('halo').delivered).toBe(false)
  await pair.control.advance(10_000)
  expect(attempts).toEqual([
    [500, 1000],
    [202, 2000],
    [404, 5000],
    [200, undefined],
  ])
  expect(pair.product.hooks).toHaveLength(1)
  expect(pair.control.deliveries()).toMatchObject({ pending: 0, answered200: 1, failed: 3 })
  await pair.stop()
})

test('a product that is down for 35 hours loses nothing, one that is down for longer does', async () => {
  const pair = await startPair()
  await pair.product.stop()
  pair.says('satu')
  await pair.control.advance(35 * HOUR)
  expect(pair.control.deliveries().pending).toBe(1)
  const again = await startProduct()
  pair.control.putNumber('100', { displayPhoneNumber: '+6221555', appSecret: 'new', webhookUrl: again.url })
  await pair.control.advance(HOUR)
  expect(messagesOf(again.hooks)).toMatchObject([{ text: { body: 'satu' } }])
  const [hook] = again.hooks
  expect(hook!.headers['x-hub-signature-256']).toBe(
    `sha256=${createHmac('sha256', 'new').update(hook!.raw).digest('hex')}`,
  )
  await again.stop()
  pair.says('dua')
  await pair.control.advance(37 * HOUR)
  expect(pair.control.deliveries()).toMatchObject({ pending: 0, givenUp: 1 })
  await pair.close()
})

test('numbers, threads and undelivered webhooks survive a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-'))
  const stateFile = join(folder, 'deep', 'state.json')
  const product = await startProduct()
  product.answerNext(500)
  const first = createWhatsAppSimulator({ stateFile })
  first.control.putNumber('100', { displayPhoneNumber: '+6221555', webhookUrl: product.url })
  await first.control.inbound({ phoneNumberId: '100', from: { phone: '+6281234567', name: 'Ani' }, text: 'halo' })
    .delivered
  await first.close()

  const second = createWhatsAppSimulator({ stateFile })
  expect(second.control.numbers()).toMatchObject([{ phoneNumberId: '100', webhookUrl: product.url }])
  expect(second.control.thread({ customer: '+6281234567' })).toMatchObject({
    customer: { name: 'Ani' },
    messages: [{ direction: 'in', content: { body: 'halo' } }],
  })
  expect(messagesOf(await product.until(1))).toMatchObject([{ text: { body: 'halo' } }])
  await second.close()
  await product.stop()
  await rm(folder, { recursive: true })
})

test('threads are kept to the limit, the longest unused goes first', () => {
  const { control } = createWhatsAppSimulator({ limits: { threads: 2, messagesPerThread: 2 } })
  control.putNumber('100', { displayPhoneNumber: '+6221555' })
  for (const phone of ['6281111', '6282222', '6281111', '6283333']) {
    control.inbound({ phoneNumberId: '100', from: { phone }, text: 'x' })
    control.inbound({ phoneNumberId: '100', from: { phone }, text: 'y' })
  }
  expect(control.thread({ customer: '6282222' })).toBeUndefined()
  expect(control.thread({ customer: '6281111' })?.messages).toHaveLength(2)
})

test('Kapso: its own body, headers and three tries', async () => {
  const pair = await startPair()
  pair.control.putNumber('100', {
    displayPhoneNumber: '+62215550100',
    appSecret: 'kapso-secret',
    accessToken: 'key',
    webhookUrl: pair.product.url,
    format: 'kapso',
  })
  pair.product.answerNext(500)
  const { id } = pair.says('halo é/')
  await pair.control.advance(10_000)
  const [hook] = pair.product.hooks
  expect(hook!.headers).toMatchObject({
    'x-webhook-event': 'whatsapp.message.received',
    'x-webhook-signature': createHmac('sha256', 'kapso-secret').update(hook!.raw).digest('hex'),
    'x-webhook-payload-version': 'v2',
    'x-idempotency-key': like(/^[0-9a-f-]{36}$/),
  })
  expect(hook!.body).toMatchObject({
    message: {
      id,
      from: '6281234567',
      type: 'text',
      text: { body: 'halo é/' },
      kapso: { direction: 'inbound', content: 'halo é/', origin: 'cloud_api' },
    },
    conversation: { phone_number: '+6281234567', phone_number_id: '100', status: 'active' },
    is_new_conversation: true,
    phone_number_id: '100',
  })

  const send = await fetch(`${pair.url}/meta/whatsapp/v24.0/100/messages`, {
    method: 'POST',
    headers: { 'x-api-key': 'key' },
    body: JSON.stringify({
      messaging_product: 'whatsapp',
      to: '6281234567',
      type: 'text',
      text: { body: 'hai' },
      biz_opaque_callback_data: 'a',
    }),
  })
  expect(send.status).toBe(200)
  await pair.product.until(4)
  expect(pair.product.hooks.slice(1).map(({ headers }) => headers['x-webhook-event'])).toEqual([
    'whatsapp.message.sent',
    'whatsapp.message.delivered',
    'whatsapp.message.read',
  ])
  expect(jsonOf(jsonOf(pair.product.hooks[3]!.body['message'])['kapso'])).toMatchObject({
    direction: 'outbound',
    status: 'read',
    statuses: [{ biz_opaque_callback_data: 'a' }, {}, { status: 'read' }],
  })

  const refused = await fetch(`${pair.url}/meta/whatsapp/v24.0/100/messages`, {
    method: 'POST',
    headers: { 'x-api-key': 'no' },
    body: '{}',
  })
  expect([refused.status, await refused.json()]).toEqual([401, { error: 'Invalid API key' }])

  const history = await fetch(`${pair.url}/meta/whatsapp/v24.0/100/messages?direction=inbound`, {
    headers: { 'x-api-key': 'key' },
  })
  expect(listOf(jsonOf(await history.json())['data'])).toMatchObject([
    { id, text: { body: 'halo é/' }, kapso: { direction: 'inbound' } },
  ])

  await pair.product.stop()
  pair.says('lost')
  await pair.control.advance(200_000)
  expect(pair.control.deliveries()).toMatchObject({ pending: 0, givenUp: 1 })
  await pair.close()
})

test('Kapso buffers received messages of one conversation', async () => {
  const pair = await startPair()
  pair.control.putNumber('100', { displayPhoneNumber: '+62215550100', webhookUrl: pair.product.url, format: 'kapso' })
  pair.control.addFaults({ kind: 'batch-webhooks', size: 2 })
  pair.says('satu')
  pair.says('dua')
  const [hook] = await pair.product.until(1)
  expect(hook!.headers).toMatchObject({ 'x-webhook-batch': 'true', 'x-batch-size': '2' })
  expect(hook!.body).toMatchObject({ batch: true, type: 'whatsapp.message.received', batch_info: { size: 2 } })
  expect(hook!.body['data']).toHaveLength(2)
  await pair.stop()
})

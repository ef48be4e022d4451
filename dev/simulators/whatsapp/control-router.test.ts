import { afterEach, beforeEach, expect, test } from 'vitest'
import { jsonOf } from './shapes.ts'
import { messagesOf, like, startPair, type Pair } from './test-product.ts'

let pair: Pair
beforeEach(async () => {
  pair = await startPair()
})
afterEach(() => pair.stop())

async function ask(method: string, path: string, body?: unknown) {
  const response = await fetch(`${pair.url}/control${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: jsonOf(await response.json()) }
}

test('a number is registered, written to, answered, read and forgotten over HTTP', async () => {
  const number = await ask('PUT', '/numbers/300', {
    displayPhoneNumber: '+62 21 300',
    appSecret: 's',
    webhookUrl: pair.product.url,
  })
  expect(number.body).toMatchObject({ phoneNumberId: '300', format: 'meta' })
  const { body } = await ask('POST', '/inbound', {
    phoneNumberId: '300',
    from: { phone: '+628111', name: 'Ani' },
    text: 'halo',
  })
  expect(body['id']).toMatch(/^wamid\./)
  expect(messagesOf(await pair.product.until(1))).toMatchObject([{ text: { body: 'halo' } }])
  await ask('POST', '/faults', { faults: [{ kind: 'lose-response' }, { kind: 'skip-delivered', times: 3 }] })
  expect((await ask('GET', '/faults')).body['faults']).toMatchObject([{ kind: 'lose-response', left: 1 }, { left: 3 }])
  expect((await ask('DELETE', '/faults')).body).toEqual({ faults: [] })
  await pair.post('/300/messages', {
    messaging_product: 'whatsapp',
    to: '+628111',
    type: 'text',
    text: { body: 'hai' },
  })
  expect((await ask('GET', '/sends?phoneNumberId=300&to=%2B628111&count=1')).body).toMatchObject({
    sends: [{ body: { text: { body: 'hai' } }, type: 'text' }],
    rejected: [],
  })
  expect((await ask('GET', '/thread?phoneNumberId=300&customer=628111')).body['messages']).toHaveLength(2)
  expect((await ask('POST', '/reset', {})).body).toEqual({ ok: true })
  expect((await ask('GET', '/thread?customer=628111')).status).toBe(404)
  expect((await ask('GET', '/numbers')).body['numbers']).toHaveLength(2)
})

test.each([
  ['POST', '/inbound', { phoneNumberId: '100', from: {}, text: 'x' }, 'from: phone or userId is needed'],
  ['POST', '/inbound', { phoneNumberId: '100', from: { phone: '+6281' + '234' } }, 'exactly one of message, text'],
  ['POST', '/faults', { kind: 'nope' }, 'kind: Invalid'],
  ['PUT', '/settings', { reads: 'sometimes' }, 'reads: Invalid option'],
  ['PUT', '/numbers/1', { displayPhoneNumber: 'x' }, 'displayPhoneNumber'],
])('%s %s with something unreadable is a 400 that says why', async (method, path, body, reason) => {
  const answer = await ask(method, path, body)
  expect(answer.status).toBe(400)
  expect(answer.body['error']).toContain(reason)
})

test('an unknown number is a 404 that says what to do', async () => {
  const answer = await ask('POST', '/inbound', { phoneNumberId: '999', from: { phone: '+628111' }, text: 'x' })
  expect(answer).toMatchObject({ status: 404, body: { error: like(/PUT \/control\/numbers\/999/) } })
})

test('events are streamed: message, webhook, send, statuses', async () => {
  const response = await fetch(`${pair.url}/control/events?since=0&customer=%2B6281234567`)
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  pair.says('halo')
  await pair.text('hai')
  let text = ''
  while (!text.includes('"status":"read"')) text += (await reader.read()).value ?? ''
  await reader.cancel()
  const types = [...text.matchAll(/^event: (.+)$/gm)].map(([, type]) => type)
  expect(types[0]).toBe('message')
  expect(types).toContain('webhook')
  expect(types.filter((type) => type === 'status')).toHaveLength(3)
})

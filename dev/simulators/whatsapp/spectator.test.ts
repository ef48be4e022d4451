import { afterEach, beforeEach, expect, test } from 'vitest'
import { jsonOf } from './shapes.ts'
import { listOf, startPair, type Pair } from './test-product.ts'

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

test('customers are there before they write, can be renamed, and the last to write comes first', async () => {
  await ask('POST', '/customers', { phoneNumberId: '100', phone: '+62 811-1', name: ' Ani ' })
  await ask('POST', '/customers', { phoneNumberId: '100', phone: '+62 811-2', name: 'Budi' })
  const renamed = await ask('POST', '/customers', { phoneNumberId: '100', phone: '628111', name: 'Ani Wijaya' })
  expect(renamed.body).toMatchObject({ customer: { key: '628111', name: 'Ani Wijaya' }, unread: 0 })
  pair.control.inbound({ phoneNumberId: '100', from: { phone: '+628112' }, text: 'halo' })
  expect((await ask('GET', '/threads?phoneNumberId=100')).body['threads']).toMatchObject([
    { customer: { key: '628112', name: 'Budi' }, last: { content: { body: 'halo' } } },
    { customer: { key: '628111' } },
  ])
  expect((await ask('GET', '/threads?limit=1')).body['threads']).toHaveLength(1)
})

test.each([
  [{ phone: 'x', name: 'Ani' }, 'phone: a phone number in international form'],
  [{ phone: '+628111', name: ' ' }, 'name'],
  [{ phone: '+628111', name: 'a'.repeat(201) }, 'name'],
])('a customer %o is refused, naming the field', async (customer, reason) => {
  const answer = await ask('POST', '/customers', { phoneNumberId: '100', ...customer })
  expect(answer.status).toBe(400)
  expect(answer.body['error']).toContain(reason)
})

test('a message is marked once its webhook was answered 200, and a customer who quotes themselves is named', async () => {
  pair.product.answerNext(500)
  const lost = pair.says('satu')
  expect(await lost.delivered).toBe(false)
  const { id, delivered } = pair.control.inbound({
    phoneNumberId: '100',
    from: { phone: '+6281234567' },
    text: 'dua',
    contextId: lost.id,
  })
  expect(await delivered).toBe(true)
  const messages = listOf((await ask('GET', '/thread?customer=6281234567')).body['messages'])
  expect(messages.map(({ reachedBusiness }) => reachedBusiness)).toEqual([undefined, true])
  const post = listOf((await ask('GET', '/log')).body['events']).findLast(({ type }) => type === 'webhook')
  expect(post).toMatchObject({ keys: [id], httpStatus: 200 })
  const { body } = await ask('GET', `/webhooks/${String(post?.['deliveryId'])}`)
  expect(body['body']).toContain('dua')
  expect(body['body']).toContain('"from":"6281234567","id":"wamid.')
  expect((await ask('GET', '/webhooks/nobody')).status).toBe(404)
})

test('a fault is replaced and taken back by its kind', async () => {
  await ask('POST', '/faults', {
    faults: [{ kind: 'lose-response' }, { kind: 'lose-response' }, { kind: 'no-statuses' }],
  })
  const { body } = await ask('PUT', '/faults/lose-response', { probability: 0.5 })
  expect(body['faults']).toEqual([
    { kind: 'no-statuses', left: 1 },
    { kind: 'lose-response', probability: 0.5, left: null },
  ])
  expect((await ask('DELETE', '/faults/no-statuses')).body['faults']).toHaveLength(1)
  expect((await ask('PUT', '/faults/delay-response', {})).body['error']).toContain('ms')
  expect((await ask('PUT', '/faults/nope', {})).status).toBe(404)
  expect(pair.control.log().filter(({ type }) => type === 'faults')).toHaveLength(3)
})

test('files and templates can be looked at; what is in a file cannot run', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  pair.control.inbound({
    phoneNumberId: '100',
    from: { phone: '+6281234567' },
    message: { type: 'image', image: { base64: svg.toString('base64'), mime_type: 'image/svg+xml' } },
  })
  const [message] = listOf((await ask('GET', '/thread?customer=6281234567')).body['messages'])
  const file = await fetch(`${pair.url}/control/media/${String(jsonOf(message?.['content'])['id'])}`)
  expect(file.headers.get('content-security-policy')).toContain('sandbox')
  expect(file.headers.get('x-content-type-options')).toBe('nosniff')
  expect(await file.text()).toBe(svg.toString())
  const part = (range: string) => fetch(file.url, { headers: { range } })
  expect(await (await part('bytes=1-3')).text()).toBe('svg')
  expect((await part('bytes=4-')).headers.get('content-range')).toBe(`bytes 4-${svg.length - 1}/${svg.length}`)
  expect((await part('bytes=900-')).status).toBe(416)
  expect((await ask('GET', '/media/1')).status).toBe(404)
  expect((await ask('GET', '/templates?phoneNumberId=100')).body['templates']).toMatchObject([{ name: 'hello_world' }])
})

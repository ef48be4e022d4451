import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { jsonOf } from './shapes.ts'
import { changesOf, errorOf, listOf, messagesOf, like, startPair, statusesOf, type Pair } from './test-product.ts'

let pair: Pair
beforeEach(async () => {
  pair = await startPair()
})
afterEach(() => pair.stop())

const hmac = (raw: string) => createHmac('sha256', 'secret').update(raw, 'utf8').digest('hex')

test('an inbound message arrives signed, in ASCII, with contact and metadata', async () => {
  const { id, delivered } = pair.control.inbound({
    phoneNumberId: '100',
    from: { phone: '+62 812-34567', name: 'Añi 😀' },
    text: 'halo/apa kabar',
    contextId: 'wamid.before',
    timestamp: 1_760_000_000,
  })
  expect(await delivered).toBe(true)
  const [hook] = pair.product.hooks
  expect(hook!.headers['x-hub-signature-256']).toBe(`sha256=${hmac(hook!.raw)}`)
  expect(hook!.raw).toMatch(/^[\x20-\x7e]*$/)
  expect(hook!.raw).toContain('halo\\/apa kabar')
  expect(hook!.raw).toContain('A\\u00f1i \\ud83d\\ude00')
  const [change] = changesOf([hook!])
  expect(change!['field']).toBe('messages')
  expect(change!['value']).toMatchObject({
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '62215550100', phone_number_id: '100' },
    contacts: [{ profile: { name: 'Añi 😀' }, wa_id: '6281234567', user_id: like(/^ID\.\d+$/) }],
    messages: [
      {
        from: '6281234567',
        id,
        timestamp: '1760000000',
        type: 'text',
        text: { body: 'halo/apa kabar' },
        context: { from: '62215550100', id: 'wamid.before' },
      },
    ],
  })
})

test('a number can have its webhooks in raw UTF-8, signed over exactly that', async () => {
  pair.control.putNumber('100', {
    displayPhoneNumber: '+62215',
    appSecret: 'secret',
    webhookUrl: pair.product.url,
    encoding: 'raw',
  })
  await pair.says('é/😀').delivered
  const [hook] = pair.product.hooks
  expect(hook!.raw).toContain('é/😀')
  expect(hook!.headers['x-hub-signature-256']).toBe(`sha256=${hmac(hook!.raw)}`)
})

test('ids look like WhatsApp’s: base64 with the phone number inside', () => {
  const { id } = pair.says('x')
  const bytes = Buffer.from(id.replace('wamid.', ''), 'base64')
  expect([...bytes.subarray(0, 3)]).toEqual([0x1c, 0x18, 10])
  expect(bytes.subarray(3, 13).toString()).toBe('6281234567')
  expect([...bytes.subarray(13, 17)]).toEqual([0x15, 0x02, 0x00, 0x12])
  expect(bytes.subarray(19, -1).toString()).toMatch(/^[0-9A-F]{20}$/)
})

test('a send is answered with a wamid and goes sent, delivered, read with its callback data', async () => {
  await pair.says('halo').delivered
  const answer = await pair.text('hai', 'attempt-1')
  expect(answer).toMatchObject({
    status: 200,
    body: { messaging_product: 'whatsapp', contacts: [{ input: '+6281234567', wa_id: '6281234567' }] },
  })
  const wamid = listOf(answer.body['messages'])[0]!['id']
  const statuses = statusesOf(await pair.product.until(4))
  expect(statuses.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read'])
  for (const status of statuses) {
    expect(status).toMatchObject({
      id: wamid,
      recipient_id: '6281234567',
      biz_opaque_callback_data: 'attempt-1',
      timestamp: like(/^\d+$/),
    })
  }
  expect(pair.control.tally()).toEqual({ 'attempt-1': 1 })
  expect(pair.control.thread({ customer: '+62 812 34567' })?.messages.map(({ tick }) => tick)).toEqual([
    undefined,
    'read',
  ])
})

test('the token must be there and be the right one', async () => {
  const wrong = await pair.post('/100/messages', {}, 'another')
  expect(wrong.status).toBe(401)
  expect(errorOf(wrong)).toMatchObject({ code: 190, type: 'OAuthException', fbtrace_id: like(/^A/) })
  expect((await fetch(`${pair.graphUrl}/100/messages`, { method: 'POST', body: '{}' })).status).toBe(401)
  expect(errorOf(await pair.post('/999/messages', {}))).toMatchObject({ code: 100 })
})

const rows = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `r${at}`, title: `Row ${at}` }))
const list = (count: number, button = 'Pilih') => ({
  type: 'interactive',
  interactive: {
    type: 'list',
    body: { text: 'Pilih jadwal' },
    action: { button, sections: [{ title: 'S', rows: rows(count) }] },
  },
})
const buttons = (title: string, count = 1) => ({
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: 'Ya?' },
    action: { buttons: rows(count).map(({ id }, at) => ({ type: 'reply', reply: { id, title: `${title}${at}` } })) },
  },
})

test.each([
  ['text of 4097', { type: 'text', text: { body: 'x'.repeat(4097) } }, 100],
  ['text without body', { type: 'text', text: {} }, 131008],
  ['no content', { type: 'text' }, 131008],
  ['unknown type', { type: 'hologram', hologram: {} }, 100],
  ['callback data of 513', { type: 'text', text: { body: 'x' }, biz_opaque_callback_data: 'x'.repeat(513) }, 100],
  ['eleven rows', list(11), 131009],
  ['list button of 21', list(1, 'x'.repeat(21)), 131009],
  ['four buttons', buttons('b', 4), 131009],
  ['button title of 21', buttons('x'.repeat(20)), 131009],
  ['media without id or link', { type: 'image', image: {} }, 131009],
  ['unknown media', { type: 'image', image: { id: '123' } }, 100],
  ['unknown template', { type: 'template', template: { name: 'nope', language: { code: 'id' } } }, 132001],
  ['to itself', { to: '+62 21 5550 100', type: 'text', text: { body: 'x' } }, 131021],
])('refuses %s', async (_, message, code) => {
  const answer = await pair.send(message)
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(errorOf(answer)['code']).toBe(code)
  expect(pair.control.sends()).toEqual([])
  expect(pair.control.rejected()).toMatchObject([{ code, phoneNumberId: '100' }])
})

test.each([
  ['ten rows', list(10)],
  ['three buttons', buttons('b', 3)],
  ['a link', { type: 'document', document: { link: 'https://example.com/a.pdf', filename: 'a.pdf' } }],
  ['a reaction', { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } }],
  ['the sample template', { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } }],
  ['a quoted reply', { type: 'text', text: { body: 'x' }, context: { message_id: 'wamid.x' } }],
])('accepts %s', async (_, message) => {
  expect((await pair.send(message)).status).toBe(200)
})

test('read and typing: earlier messages are read too, typing ends with the send', async () => {
  const typing: boolean[] = []
  pair.control.subscribe((event) => {
    if (event.type === 'typing') typing.push(event.on)
  })
  pair.says('satu')
  const { id } = pair.says('dua')
  const answer = await pair.post('/100/messages', {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: id,
    typing_indicator: { type: 'text' },
  })
  expect(answer.body).toEqual({ success: true })
  expect(pair.control.thread({ customer: '6281234567' })).toMatchObject({
    typing: true,
    messages: [{ readByBusiness: true }, { readByBusiness: true }],
  })
  await pair.text('hai')
  expect(typing).toEqual([true, false])
  await pair.post('/100/messages', { status: 'read', message_id: id, typing_indicator: { type: 'text' } })
  await pair.control.advance(25_000)
  expect(typing).toEqual([true, false, true, false])
})

test('pictures of customers can be fetched for five minutes, with the token', async () => {
  const base64 = Buffer.from('not really a picture').toString('base64')
  await pair.control.inbound({
    phoneNumberId: '100',
    from: { phone: '+6281234567' },
    message: { type: 'image', image: { base64, mime_type: 'image/jpeg' } },
  }).delivered
  const image = jsonOf(messagesOf(pair.product.hooks)[0]!['image'])
  const headers = { authorization: 'Bearer token' }
  const info = jsonOf(await (await fetch(`${pair.graphUrl}/${String(image['id'])}`, { headers })).json())
  expect(info).toMatchObject({
    mime_type: 'image/jpeg',
    file_size: 20,
    messaging_product: 'whatsapp',
    sha256: image['sha256'],
  })
  const url = String(info['url'])
  expect(await (await fetch(url, { headers })).text()).toBe('not really a picture')
  expect((await fetch(url)).status).toBe(401)
  await pair.control.advance(300_001)
  expect((await fetch(url, { headers })).status).toBe(404)
})

test('media can be uploaded, sent and deleted', async () => {
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('type', 'application/pdf')
  form.set('file', new Blob([Buffer.from([0, 13, 10, 45, 45, 255])]), 'brosur.pdf')
  const headers = { authorization: 'Bearer token' }
  const upload = await fetch(`${pair.graphUrl}/100/media`, { method: 'POST', headers, body: form })
  const { id } = jsonOf(await upload.json())
  expect((await pair.send({ type: 'document', document: { id, filename: 'brosur.pdf' } })).status).toBe(200)
  const info = jsonOf(await (await fetch(`${pair.graphUrl}/${String(id)}`, { headers })).json())
  const bytes = await (await fetch(String(info['url']), { headers })).arrayBuffer()
  expect([...new Uint8Array(bytes)]).toEqual([0, 13, 10, 45, 45, 255])
  expect((await fetch(`${pair.graphUrl}/${String(id)}`, { method: 'DELETE', headers })).status).toBe(200)
  expect((await pair.send({ type: 'document', document: { id } })).status).toBe(400)
})

test('a new template is approved after a while, told of, and counts its parameters', async () => {
  const waba = pair.number.wabaId
  const created = await pair.post(`/${waba}/message_templates`, {
    name: 'jadwal_baru',
    language: 'id',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Halo {{1}}, jadwal {{2}}' }],
  })
  expect(created.body).toMatchObject({ status: 'PENDING', category: 'UTILITY' })
  await pair.control.advance(1000)
  const [hook] = await pair.product.until(1)
  expect(Object.keys(hook!.body)).toEqual(['entry', 'object'])
  expect(listOf(hook!.body['entry'])[0]!['time']).toEqual(expect.any(Number))
  expect(changesOf([hook!])[0]).toMatchObject({ field: 'message_template_status_update', value: { event: 'APPROVED' } })
  const send = (count: number) =>
    pair.send({
      type: 'template',
      template: {
        name: 'jadwal_baru',
        language: { code: 'id' },
        components: [{ type: 'body', parameters: Array.from({ length: count }, () => ({ type: 'text', text: 'x' })) }],
      },
    })
  expect(errorOf(await send(1))['code']).toBe(132000)
  expect((await send(2)).status).toBe(200)
})

test('kinds of messages arrive as what they are', async () => {
  const from = { phone: '+6281234567' }
  const send = (message: Parameters<Pair['control']['inbound']>[0]['message']) =>
    pair.control.inbound({ phoneNumberId: '100', from, message }).delivered
  await send({ type: 'audio' })
  await send({ type: 'location', location: { latitude: -6.2, longitude: 106.8 } })
  await send({ type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '❤️' } })
  await send({ type: 'unsupported' })
  await pair.control.inbound({ phoneNumberId: '100', from, listReply: { id: 'slot-1', title: 'Senin 10.00' } })
    .delivered
  expect(messagesOf(pair.product.hooks)).toMatchObject([
    {
      type: 'audio',
      audio: { voice: true, mime_type: 'audio/ogg; codecs=opus', url: like(/http/) },
    },
    { type: 'location', location: { latitude: -6.2 } },
    { type: 'reaction', reaction: { emoji: '❤️' } },
    { type: 'unsupported', errors: [{ code: 131051 }] },
    { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'slot-1', title: 'Senin 10.00' } } },
  ])
})

test('who has a username only has no phone anywhere, and can be answered', async () => {
  await pair.control.inbound({
    phoneNumberId: '100',
    from: { userId: 'ID.999', name: 'Budi', username: 'budi.s' },
    text: 'oi',
  }).delivered
  const value = jsonOf(changesOf(pair.product.hooks)[0]!['value'])
  expect(value['contacts']).toEqual([{ profile: { name: 'Budi', username: 'budi.s' }, user_id: 'ID.999' }])
  expect(listOf(value['messages'])[0]).not.toHaveProperty('from')
  const answer = await pair.post('/100/messages', {
    messaging_product: 'whatsapp',
    recipient: 'ID.999',
    type: 'text',
    text: { body: 'hai' },
  })
  expect(answer.body['contacts']).toEqual([{ input: 'ID.999', user_id: 'ID.999' }])
  const [status] = statusesOf(await pair.product.until(2))
  expect(status).toMatchObject({ recipient_user_id: 'ID.999' })
  expect(status).not.toHaveProperty('recipient_id')
})

test('an answer from the business’s phone is an echo', async () => {
  const { id } = pair.control.echo({ phoneNumberId: '100', to: '+6281234567', text: 'saya bantu ya' })
  const [change] = changesOf(await pair.product.until(1))
  expect(change).toMatchObject({
    field: 'smb_message_echoes',
    value: { message_echoes: [{ id, from: '62215550100', to: '6281234567', text: { body: 'saya bantu ya' } }] },
  })
})

test('the address is verified with the challenge', async () => {
  expect(await pair.control.verifyWebhook('100')).toMatchObject({ ok: true, httpStatus: 200 })
})

import { createServer } from 'node:http'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Koa from 'koa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ThreadView } from '../whatsapp/control.ts'
import type { LoggedEvent } from '../whatsapp/event-log.ts'
import { Fault } from '../whatsapp/faults.ts'
import { fillTemplate } from './browser/content.ts'
import { FAULTS } from './browser/fault-kinds.ts'
import { piecesOf, writtenText } from './browser/outbox.ts'
import { silence } from './browser/silence.ts'
import { TEXTS } from './browser/texts.ts'
import { afterEvent, reactionsOf } from './browser/thread-state.ts'
import { createPhoneRouter } from './phone-router.ts'

const app = new Koa()
app.use(createPhoneRouter().routes())
const handle = app.callback()
const server = createServer((request, response) => void handle(request, response))
let url = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  url = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort()

test('both languages say the same things, with the same gaps to fill', () => {
  expect(Object.keys(TEXTS.en).sort()).toEqual(Object.keys(TEXTS.id).sort())
  for (const [key, text] of Object.entries(TEXTS.id)) {
    expect(text).not.toBe('')
    expect([key, placeholders(TEXTS.en[key as keyof typeof TEXTS.en])]).toEqual([key, placeholders(text)])
  }
})

test('every fault of the simulator has its switch, with all its parameters', () => {
  const common = ['kind', 'times', 'probability', 'phoneNumberId', 'to']
  const known = Fault.options.map(({ shape }) => ({
    kind: shape.kind.value,
    fields: Object.keys(shape)
      .filter((name) => !common.includes(name))
      .sort(),
  }))
  const shown = FAULTS.map(({ kind, fields }) => ({ kind, fields: fields.map(({ name }) => name).sort() }))
  expect(shown).toEqual(known)
  for (const { kind, fields } of FAULTS) {
    const values = fields
      .filter(({ value }) => value !== undefined && value !== '')
      .map(({ name, value }) => [name, value])
    expect(() => Fault.parse({ kind, ...Object.fromEntries(values) })).not.toThrow()
  }
})

test('the page comes with a strict policy, and its modules without types', async () => {
  const page = await fetch(`${url}/phone`)
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/)
  expect(page.headers.get('content-security-policy')).not.toContain('unsafe')
  expect(await page.text()).not.toMatch(/<script>|style=|https?:/)
  for (const name of readdirSync(join(import.meta.dirname, 'browser'))) {
    const script = await fetch(`${url}/phone/browser/${name}`)
    expect([name, script.status, script.headers.get('content-type')]).toEqual([
      name,
      200,
      'text/javascript; charset=utf-8',
    ])
    expect(await script.text()).not.toMatch(/^(import|export) type/m)
  }
  expect((await fetch(`${url}/phone/font/inter.woff2`)).headers.get('content-type')).toBe('font/woff2')
})

test.each([
  '/phone/browser/nope.ts',
  '/phone/page/..%2fphone-router.ts',
  '/phone/browser/phone-router.ts',
  '/phone/secret/x.ts',
])('%s is not there', async (path) => expect((await fetch(url + path)).status).toBe(404))

test('no module writes HTML', () => {
  const folder = join(import.meta.dirname, 'browser')
  for (const name of readdirSync(folder))
    expect([
      name,
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write/.test(readFileSync(join(folder, name), 'utf8')),
    ]).toEqual([name, false])
})

test('a text that is too long becomes messages that are the text again, and comes back whole', () => {
  const text = `${'kata '.repeat(9_000)}${'😀'.repeat(10_000)}`.slice(0, 65_536)
  const pieces = piecesOf(text)
  expect(pieces.join('')).toBe(text)
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(4096)
  expect(pieces.some((piece) => /[\ud800-\udbff]$/.test(piece))).toBe(false)
  const unsent = [...pieces.map((piece, at) => ({ text: piece, continues: at > 0 })), { text: 'lalu ini' }]
  expect(writtenText(unsent)).toBe(`${text}\nlalu ini`)
})

test('the sample voice note is an Ogg stream of Opus that ends', () => {
  const bytes = Buffer.from(silence(3))
  expect(bytes.subarray(0, 4).toString()).toBe('OggS')
  expect(bytes.indexOf('OpusHead')).toBe(28)
  const last = bytes.lastIndexOf('OggS')
  expect(bytes[last + 5]).toBe(4)
  expect(bytes.readUInt32LE(last + 6)).toBe(312 + 3 * 48_000)
})

const of = { phoneNumberId: '1', customer: '628111' }
const thread: ThreadView = {
  phoneNumberId: '1',
  customer: { key: '628111', waId: '628111', userId: 'ID.1', name: 'Ani' },
  typing: false,
  messages: [
    { id: 'a', direction: 'in', at: 1, type: 'text', content: { body: 'halo' } },
    { id: 'b', direction: 'out', at: 2, type: 'text', content: { body: 'hai' }, tick: 'accepted' },
    { id: 'c', direction: 'in', at: 3, type: 'text', content: { body: 'lagi' } },
  ],
}
const told = (...events: object[]) =>
  events.reduce<ThreadView>(
    (now, event) => afterEvent(now, Object.assign({ seq: 1, at: 9 }, of, event) as LoggedEvent),
    thread,
  )

test('events change the thread, and the same one twice no more than once', () => {
  const message = {
    type: 'message',
    message: { id: 'd', direction: 'out', at: 4, type: 'text', content: { body: 'x' } },
  }
  expect(told({ type: 'typing', on: true }).typing).toBe(true)
  const after = told({ type: 'typing', on: true }, message, message)
  expect([after.messages.length, after.typing]).toEqual([4, false])
  const marked = told(
    { type: 'webhook', keys: ['a', 'c'], httpStatus: 200 },
    { type: 'webhook', keys: ['c'], httpStatus: 500 },
    { type: 'read-by-business', id: 'a' },
    { type: 'status', id: 'b', status: 'read' },
    { type: 'status', id: 'b', status: 'delivered' },
  )
  expect(marked.messages).toMatchObject([
    { reachedBusiness: true, readByBusiness: true },
    { tick: 'read' },
    { reachedBusiness: true },
  ])
  expect(marked.messages[2]).not.toHaveProperty('readByBusiness')
  expect(told({ type: 'rejected' })).toBe(thread)
})

test('of reactions the last of each side stands', () => {
  const reaction = (direction: 'in' | 'out', emoji?: string) =>
    ({ id: 'r', direction, at: 1, type: 'reaction', content: { message_id: 'b', emoji } }) as const
  const found = reactionsOf([reaction('in', '👍'), reaction('out', '🙏'), reaction('in', '❤️'), reaction('out')])
  expect(found.get('b')).toEqual({ in: '❤️', out: undefined })
})

test('a template is filled in by place, by name, and in its buttons', () => {
  const template = {
    id: '1',
    wabaId: '1',
    name: 'reminder',
    language: 'id',
    category: 'UTILITY',
    status: 'APPROVED',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'BODY', text: 'Halo {{1}}, jadwal {{2}} ({{kode}})' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Ya' }] },
    ],
  }
  const components = [
    {
      type: 'body',
      parameters: [{ text: 'Ani' }, { text: 'Senin' }, { parameter_name: 'kode', text: 'A1' }],
    },
    { type: 'button', index: '0', parameters: [{ type: 'payload', payload: 'yes' }] },
  ]
  const content = { name: 'reminder', language: { code: 'id' }, components }
  expect(fillTemplate(content, [template])).toMatchObject({
    known: true,
    body: 'Halo Ani, jadwal Senin (A1)',
    buttons: [{ text: 'Ya', payload: 'yes' }],
  })
  expect(fillTemplate(content, [])).toMatchObject({ known: false, body: 'Ani · Senin · A1' })
})

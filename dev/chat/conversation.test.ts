import { expect, test } from 'vitest'
import { after, EMPTY, fromThread, type Conversation } from './conversation.ts'
import { parseInput } from './input.ts'
import type { ChatEvent, Message } from './shapes.ts'
import { parseEvent } from './simulator.ts'

const message = (id: string, direction: 'in' | 'out', part: Partial<Message> = {}): Message => ({
  id,
  direction,
  at: 0,
  type: 'text',
  content: { body: id },
  ...part,
})
const said = (id: string, direction: 'in' | 'out', part: Partial<Message> = {}): ChatEvent => ({
  type: 'message',
  message: message(id, direction, part),
})
const play = (...events: ChatEvent[]): Conversation => events.reduce(after, EMPTY)
const ticks = ({ entries }: Conversation) =>
  entries.map((entry) => (entry.kind === 'message' ? entry.tick : entry.about))

const BUTTONS = {
  type: 'interactive',
  content: {
    type: 'button',
    body: { text: 'Ya?' },
    action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Ya' } }] },
  },
}
const YES = { kind: 'button', messageId: 'b', id: 'y', title: 'Ya' }

test('own messages go from one tick to two to blue, earlier ones with them', () => {
  const sent = play(said('a', 'in'), said('b', 'in'))
  expect(ticks(sent)).toEqual(['sent', 'sent'])
  const delivered = after(sent, { type: 'webhook', keys: ['a'], httpStatus: 200 })
  expect(ticks(delivered)).toEqual(['delivered', 'sent'])
  expect(ticks(after(delivered, { type: 'read-by-business', id: 'b' }))).toEqual(['read', 'read'])
})

test('a desk that does not answer is told of once, until it answers', () => {
  const away = play(
    said('a', 'in'),
    { type: 'webhook', keys: ['a'], error: 'ECONNREFUSED' },
    { type: 'webhook', keys: ['a'], error: 'ECONNREFUSED' },
  )
  expect(ticks(away)).toEqual(['sent', 'desk-away'])
  expect(ticks(after(away, { type: 'webhook', keys: ['a'], httpStatus: 200 }))).toEqual(['delivered'])
})

test('typing ends with the answer, a message comes once, a failure stays on it', () => {
  const typing = play(said('a', 'in'), { type: 'typing', on: true })
  expect(typing.typing).toBe(true)
  const answered = [said('b', 'out'), said('b', 'out')].reduce(after, typing)
  expect(answered.typing).toBe(false)
  expect(answered.entries).toHaveLength(2)
  const failed = after(answered, {
    type: 'status',
    id: 'b',
    status: 'failed',
    failure: { code: 131026, title: 'Undeliverable' },
  })
  expect(failed.entries[1]).toMatchObject({ message: { failure: { code: 131026 } } })
})

test('options stand until the customer says something', () => {
  const offered = play(said('b', 'out', BUTTONS), said('c', 'out'))
  expect(offered.options).toEqual([YES])
  expect(after(offered, said('d', 'in')).options).toEqual([])
  expect(fromThread({ customer: { name: 'Ani' }, messages: [message('b', 'out', BUTTONS)] }).options).toEqual([YES])
})

test('a number chooses while there is something to choose, and is a text else', () => {
  const { options } = play(said('b', 'out', BUTTONS))
  expect(parseInput(' 1 ', options)).toEqual({ do: 'choose', option: YES })
  expect(parseInput('2', options)).toEqual({ do: 'say', text: '2' })
  expect(parseInput('1', [])).toEqual({ do: 'say', text: '1' })
})

test.each([
  ['', { do: 'nothing' }],
  ['halo /kak', { do: 'say', text: 'halo /kak' }],
  ['//halo', { do: 'say', text: '/halo' }],
  ['/help', { do: 'help' }],
  ['/exit', { do: 'quit' }],
  ['/new', { do: 'new' }],
  ['/image', { do: 'image' }],
  ['/voice a b.ogg', { do: 'voice', path: 'a b.ogg' }],
  ['/burst halo | | mau tanya', { do: 'burst', texts: ['halo', 'mau tanya'] }],
  ['/dance', { do: 'unknown', command: '/dance' }],
])('the line "%s"', (line, expected) => {
  expect(parseInput(line, [])).toEqual(expected)
})

test('blocks of the stream become events, comments and strangers nothing', () => {
  expect(parseEvent('id: 1\nevent: typing\ndata: {"type":"typing","on":true,"seq":1}')).toMatchObject([
    { type: 'typing', on: true },
  ])
  expect(parseEvent(': still here')).toEqual([])
  expect(parseEvent('data: {"type":"eclipse"}')).toEqual([])
})

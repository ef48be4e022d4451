import { describe, expect, it } from 'vitest'
import { createFormatter, eventOf } from './log.ts'

const at = new Date(2026, 0, 2, 3, 4, 5)
const plain = createFormatter({ colour: false, now: () => at })
const json = (fields: object) => JSON.stringify({ level: 30, time: at.getTime(), pid: 1, hostname: 'h', ...fields })

describe('the one log', () => {
  it.each([
    ['a plain message', json({ msg: 'listening' }), 'listening'],
    ['fields', json({ msg: 'sent', id: 'm1', ms: 12, text: 'two words' }), 'sent id=m1 ms=12 text="two words"'],
    ['objects', json({ msg: 'x', of: { a: [1] } }), 'x of={"a":[1]}'],
    ['a warning', json({ level: 40, msg: 'slow' }), 'WARN slow'],
    [
      'an error',
      json({ level: 50, msg: 'no', err: { message: 'refused', stack: 'Error: refused\n at x' } }),
      'ERROR no error=refused\n    Error: refused\n     at x',
    ],
    [
      'levels and messages by name',
      JSON.stringify({ level: 'warn', time: at.toISOString(), program: 'worker', message: 'm', id: 1 }),
      'WARN m id=1',
    ],
    ['what is no JSON', 'FATAL: out of memory', 'FATAL: out of memory'],
    ['what only looks like it', '{not json', '{not json'],
    ['JSON of another kind', '{"a":1}', '{"a":1}'],
    ['times as text', json({ time: at.toISOString(), msg: 'm' }), 'm'],
    ['times that are none', json({ time: 'later', msg: 'm' }), 'm'],
  ])('shows %s', (_, line, expected) => {
    expect(plain('worker', line)).toBe(`03:04:05 worker    ${expected}`)
  })

  it('gives each program its colour, and none where colours are off', () => {
    const colourful = createFormatter({ colour: true, now: () => at })
    const [first, second, again] = [colourful('api', 'x'), colourful('worker', 'x'), colourful('api', 'y')]
    expect(first).toContain('\u001B[36mapi')
    expect(second).toContain('\u001B[35mworker')
    expect(again).toContain('\u001B[36mapi')
    expect(plain('api', json({ level: 50, msg: 'x' }))).not.toContain('\u001B')
  })

  it('finds the event that says a program is ready', () => {
    expect(eventOf(json({ event: 'worker_ready' }))).toBe('worker_ready')
    expect(eventOf('worker_ready')).toBeUndefined()
  })
})

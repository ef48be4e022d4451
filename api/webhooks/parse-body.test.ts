import { expect, it } from 'vitest'
import { parseBody } from './parse-body.ts'

const parsed = (text: string) => parseBody(Buffer.from(text))

it.each([
  ['the character 0 goes', '"a\\u0000b"', 'ab'],
  ['an escaped backslash before u0000 is text', '"a\\\\u0000b"', 'a\\u0000b'],
  ['a backslash and the character 0', '"a\\\\\\u0000b"', 'a\\b'],
  ['half a pair, first', '"\\ud83d!"', '\ufffd!'],
  ['half a pair, second', '"\\uDE4F"', '\ufffd'],
  ['two first halves', '"\\ud83d\\ud83d\\ude4f"', '\ufffd🙏'],
  ['a whole pair stays', '"\\uD83D\\uDE4F \\u0041"', '🙏 A'],
  ['names of fields too', '{"\\u0000a":{"\\ud800":1}}', { a: { '\ufffd': 1 } }],
])('PX-01 what Postgres cannot keep is left out: %s', (_, text, value) => {
  expect(parsed(text)).toEqual(value)
})

it('PX-01 a body that is nested deeply and holds the character 0 is read', () => {
  const deep = `{"a":"x\\u0000","b":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  expect(parsed(deep)).toMatchObject({ a: 'x' })
})

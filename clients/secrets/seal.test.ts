import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSealer } from './seal.ts'

const newKey = () => randomBytes(32).toString('base64')

test.each([[''], ['EAAG-token'], ['kunci rahasia 🔑 ñ'], ['x'.repeat(10_000)]])(
  'SC-07 what was sealed opens again, and its text is not to be seen: %#',
  (text) => {
    const { seal, open } = createSealer(newKey())
    const sealed = seal(text)
    expect(open(sealed)).toBe(text)
    expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]{22}\.[\w-]*$/)
    if (text !== '') {
      expect(sealed).not.toContain(text)
      expect(sealed).not.toContain(Buffer.from(text).toString('base64url'))
    }
  },
)

test('SC-07 the same text is never sealed the same way twice', () => {
  const { seal } = createSealer(newKey())
  expect(new Set(Array.from({ length: 100 }, () => seal('the same'))).size).toBe(100)
})

test('SC-07 a secret that was changed, in any part, does not open', () => {
  const { seal, open } = createSealer(newKey())
  const parts = seal('EAAG-token').split('.')
  for (const at of [2, 3, 4]) {
    const part = parts[at]!
    const changed = parts.with(at, `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`).join('.')
    expect(() => open(changed)).toThrow('The stored secret was changed after it was sealed')
  }
})

test.each([[''], ['EAAG-plain-text'], ['v1.0000.a.b.c'], ['v2.00000000.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA.AA']])(
  'SC-07 what was never sealed is refused: %s',
  (text) => {
    expect(() => createSealer(newKey()).open(text)).toThrow('is not sealed in a form that we know')
  },
)

test('SC-07 a tag that was cut short is refused', () => {
  const { seal, open } = createSealer(newKey())
  const parts = seal('EAAG-token').split('.')
  expect(() => open(parts.with(3, parts[3]!.slice(0, 6)).join('.'))).toThrow('form that we know')
})

test.each([
  ['16 bytes', randomBytes(16).toString('base64')],
  ['31 bytes', randomBytes(31).toString('base64')],
  ['33 bytes', randomBytes(33).toString('base64')],
  ['64 bytes', randomBytes(64).toString('base64')],
  ['hex', randomBytes(32).toString('hex')],
  ['words', 'a pass phrase of some length, but not a key'],
])('SC-07 a key of the wrong length is refused, and the message says how to make one: %s', (_, key) => {
  expect(() => createSealer(key)).toThrow('ENCRYPTION_KEY must be 32 bytes in base64')
  expect(() => createSealer(key)).toThrow('openssl rand -base64 32')
})

test('SC-08 the key of one environment does not open what another sealed', () => {
  const sealed = createSealer(newKey()).seal('EAAG-token')
  expect(() => createSealer(newKey()).open(sealed)).toThrow('sealed under another ENCRYPTION_KEY')
})

test('SC-08 after a rotation the older key still opens, and new secrets are under the new key', () => {
  const [older, newer] = [newKey(), newKey()]
  const sealedBefore = createSealer(older).seal('EAAG-token')
  const rotated = createSealer(newer, [older])
  expect(rotated.open(sealedBefore)).toBe('EAAG-token')
  expect(createSealer(newer).open(rotated.seal('EAAG-token'))).toBe('EAAG-token')
})

test.each([[undefined], ['']])('AD-08 without a key: ENCRYPTION_KEY not set (%s)', (key) => {
  expect(() => createSealer(key)).toThrow(/^ENCRYPTION_KEY not set$/)
})

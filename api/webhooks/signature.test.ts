import { describe, expect, it } from 'vitest'
import { sign } from '../../dev/test-kit/webhook-bodies.ts'
import { isSecret, isSignedByKapso, isSignedByMeta } from './signature.ts'

const SECRET = "It's a Secret to Everybody"
const header = (signedOver: string) => `sha256=${sign(signedOver, SECRET)}`
const byMeta = (wire: string, signedOver: string) => isSignedByMeta(SECRET, Buffer.from(wire), header(signedOver))

describe('WH-04 the signature of Meta', () => {
  const raw = '{"a":"jälan 😀 <b> 50% a@b.c x/y"}'
  const escaped = '{"a":"j\\u00e4lan \\ud83d\\ude00 <b> 50% a@b.c x/y"}'
  const escapedMore = '{"a":"j\\u00e4lan \\ud83d\\ude00 \\u003Cb> 50\\u0025 a\\u0040b.c x\\/y"}'

  it('WH-04 knows the published example', () => {
    const known = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
    expect(isSignedByMeta(SECRET, Buffer.from('Hello, World!'), known)).toBe(true)
  })

  it.each([
    ['raw, signed raw', raw, raw],
    ['raw, signed over its ASCII form', raw, escaped],
    ['raw, signed over the form that escapes more', raw, escapedMore],
    ['ASCII form, signed the same', escaped, escaped],
    ['escaping more, signed the same', escapedMore, escapedMore],
    ['ASCII form, signed over the form that escapes more', escaped, escapedMore],
    ['slashes escaped already, signed over the rest', '{"a":"ä x\\/y"}', '{"a":"\\u00e4 x\\/y"}'],
    ['empty', '', ''],
  ])('WH-04 accepts: %s', (_, wire, signedOver) => {
    expect(byMeta(wire, signedOver)).toBe(true)
  })

  it.each([
    ['one byte changed', raw.replace('50%', '51%'), raw],
    ['white space added', `${raw} `, raw],
    ['keys in another order', '{"b":1,"a":2}', '{"a":2,"b":1}'],
    ['a form that nobody signs', raw, raw.normalize('NFD')],
  ])('WH-04 refuses: %s', (_, wire, signedOver) => {
    expect(byMeta(wire, signedOver)).toBe(false)
  })

  it('WH-04 refuses bytes that are no text, signed over what they might mean', () => {
    expect(isSignedByMeta(SECRET, Buffer.from([0x22, 0xff, 0x22]), header('"\ufffd"'))).toBe(false)
    const latin = Buffer.from([0x22, 0xff, 0x22])
    expect(isSignedByMeta(SECRET, latin, `sha256=${sign(latin, SECRET)}`)).toBe(true)
  })

  it.each(['', 'sha256=', 'definitely_not_valid', 'sha1=abc', `sha256=${'0'.repeat(63)}`, `sha256=${'0'.repeat(65)}`])(
    'WH-07 refuses what is no digest: %s',
    (given) => {
      expect(isSignedByMeta(SECRET, Buffer.from(raw), given)).toBe(false)
    },
  )

  it('WH-04 wants the prefix, whatever the case of the digits', () => {
    expect(isSignedByMeta(SECRET, Buffer.from(raw), header(raw).replace('sha256=', ''))).toBe(false)
    expect(isSignedByMeta(SECRET, Buffer.from(raw), `sha256=${sign(raw, SECRET).toUpperCase()}`)).toBe(true)
  })
})

describe('WH-04 the signature of Kapso', () => {
  it('WH-04 is plain hex, with or without the prefix, over the raw bytes only', () => {
    const body = Buffer.from('{"a":"ä"}')
    expect(isSignedByKapso(SECRET, body, sign(body, SECRET))).toBe(true)
    expect(isSignedByKapso(SECRET, body, `sha256=${sign(body, SECRET)}`)).toBe(true)
    expect(isSignedByKapso(SECRET, body, sign('{"a":"\\u00e4"}', SECRET))).toBe(false)
  })

  it.each([0, 1, 63, 65])('WH-07 refuses %i characters', (length) => {
    expect(isSignedByKapso(SECRET, Buffer.from('{}'), 'a'.repeat(length))).toBe(false)
  })
})

it('WH-02 a secret is compared whole', () => {
  expect(isSecret('right', 'right')).toBe(true)
  expect(isSecret('righ', 'right')).toBe(false)
  expect(isSecret('', '')).toBe(false)
  expect(isSecret(undefined, undefined)).toBe(false)
})

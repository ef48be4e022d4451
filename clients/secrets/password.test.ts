import { scryptSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashPassword, makeKey, makeOneTimePassword } from './password.ts'

test('AD-03 a one-time password is long, readable and never the same', () => {
  const passwords = Array.from({ length: 1000 }, makeOneTimePassword)
  expect(new Set(passwords).size).toBe(1000)
  for (const password of passwords) expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/)
})

test('AD-03 a password is kept as salt and key, in the form that the sign-in reads', async () => {
  const hash = await hashPassword('eagle-ｄｅｍｏ')
  const [salt = '', key = ''] = hash.split(':')
  expect(salt).toMatch(/^[0-9a-f]{32}$/)
  const again = scryptSync('eagle-demo', salt, 64, { N: 16384, r: 16, p: 1, maxmem: 2 ** 26 })
  expect(key).toBe(again.toString('hex'))
  expect(await hashPassword('eagle-demo')).not.toBe(hash)
})

test('a key can stand in an address', () => {
  expect(makeKey()).toMatch(/^[\w-]{32}$/)
})

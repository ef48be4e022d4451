import { createECDH } from 'node:crypto'
import { expect, it } from 'vitest'
import { readPush } from '../../dev/test-kit/browser-of-push.ts'
import { encryptPush } from './encrypt.ts'

// The example of RFC 8291, appendix A.
const EXAMPLE = {
  text: 'When I grow up, I want to be a watermelon',
  ours: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  theirs: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  body:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl' +
    '7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}

it('makes of the example of RFC 8291 what the RFC makes of it', () => {
  const ours = createECDH('prime256v1')
  ours.setPrivateKey(Buffer.from(EXAMPLE.ours, 'base64url'))
  const made = encryptPush(EXAMPLE.text, EXAMPLE, { salt: Buffer.from(EXAMPLE.salt, 'base64url'), ours })
  expect(made.toString('base64url')).toBe(EXAMPLE.body)
})

it('with dice of its own, the browser reads it, and the same words are never the same bytes', () => {
  const browser = createECDH('prime256v1')
  browser.setPrivateKey(Buffer.from(EXAMPLE.theirs, 'base64url'))
  const [one, other] = [encryptPush('2 draf', EXAMPLE), encryptPush('2 draf', EXAMPLE)]
  expect(readPush(one, { keys: browser, auth: EXAMPLE.auth })).toBe('2 draf')
  expect(one.equals(other)).toBe(false)
})

it('what is no key of a browser is refused', () => {
  expect(() => encryptPush('x', { p256dh: 'AAAA', auth: EXAMPLE.auth })).toThrow()
})

import { createPublicKey, verify } from 'node:crypto'
import { afterEach, expect, it } from 'vitest'
import { givenBrowser, startEar } from '../../dev/test-kit/browser-of-push.ts'
import { createPusher } from './push.ts'
import { makePushKeys } from './vapid.ts'

const toStop: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of toStop.splice(0)) await stop()
})

const keys = makePushKeys()
const from = { appUrl: 'http://localhost:3000', mailFrom: 'Desk <desk@example.test>' }
const pusher = createPusher({ ...from, mayCall: () => true, now: () => 1_000_000_000 })
const letter = { topic: 'drafts', data: { title: '3 draf' } }

async function given(status: () => number) {
  const ear = await startEar(status)
  toStop.push(ear.stop)
  return { ear, browser: givenBrowser(`${ear.base}/push/1`) }
}

it('the browser reads what was sent, and the push service can tell who sent it', async () => {
  const { ear, browser } = await given(() => 201)
  expect(await pusher.send(keys, browser.subscription, letter)).toBe('told')
  const [{ headers, body }] = ear.posted as [(typeof ear.posted)[number]]
  expect(browser.read(body)).toEqual({ title: '3 draf' })
  expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '900', topic: 'drafts', urgency: 'high' })

  const [, head = '', claims = '', signature = '', key] =
    /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(headers.authorization ?? '') ?? []
  expect(key).toBe(keys.publicKey)
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
    aud: ear.base,
    exp: 1_043_200,
    sub: 'mailto:desk@example.test',
  })
  const point = Buffer.from(keys.publicKey, 'base64url')
  const [x = '', y = ''] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  const proof = { key: publicKey, dsaEncoding: 'ieee-p1363' as const }
  expect(verify('sha256', Buffer.from(`${head}.${claims}`), proof, Buffer.from(signature, 'base64url'))).toBe(true)
})

it.each([
  [404, 'gone'],
  [410, 'gone'],
  [403, 'refused'],
  [429, 'away'],
  [503, 'away'],
] as const)('the answer %s is %s', async (status, outcome) => {
  const { browser } = await given(() => status)
  expect(await pusher.send(keys, browser.subscription, letter)).toBe(outcome)
})

it('an address that may not be called is not called; a service that does not answer is away', async () => {
  const { ear, browser } = await given(() => 201)
  const strict = createPusher({ ...from, mayCall: () => false })
  expect(await strict.send(keys, browser.subscription, letter)).toBe('refused')
  expect(ear.posted).toEqual([])
  expect(await pusher.send(keys, { ...browser.subscription, endpoint: 'http://127.0.0.1:9/' }, letter)).toBe('away')
  expect(await pusher.send(keys, { ...browser.subscription, p256dh: 'none' }, letter)).toBe('gone')
})

import { createPrivateKey, generateKeyPairSync, sign, type JsonWebKey } from 'node:crypto'

/** The pair by which push services know who sends: base64url, as browsers and RFC 8292 have it. */
export type PushKeys = { publicKey: string; privateKey: string }

const HOURS_12 = 12 * 3600

export function makePushKeys(): PushKeys {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  return { publicKey: point.toString('base64url'), privateKey: d }
}

type Letter = { endpoint: string; contact: string; nowMs: number }

/** The header that says who sends (RFC 8292): signed for that push service, and for half a day. */
export function pushAuthorization({ publicKey, privateKey }: PushKeys, { endpoint, contact, nowMs }: Letter): string {
  const claims = { aud: new URL(endpoint).origin, exp: Math.floor(nowMs / 1000) + HOURS_12, sub: contact }
  const [head, body] = [{ typ: 'JWT', alg: 'ES256' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  const signed = `${head ?? ''}.${body ?? ''}`
  const key = createPrivateKey({ key: asJwk({ publicKey, privateKey }), format: 'jwk' })
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return `vapid t=${signed}.${signature.toString('base64url')}, k=${publicKey}`
}

function asJwk({ publicKey, privateKey }: PushKeys): JsonWebKey {
  const point = Buffer.from(publicKey, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
  return { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '', d: privateKey }
}

import { createCipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from 'node:crypto'
import type { PushSubscription } from '#schema/alert.ts'

const CURVE = 'prime256v1'
const RECORD_BYTES = 4096
/** Says that no further record follows. */
const LAST_RECORD = Buffer.from([2])

type Dice = { salt: Buffer; ours: ECDH }

function throwDice(): Dice {
  const ours = createECDH(CURVE)
  ours.generateKeys()
  return { salt: randomBytes(16), ours }
}

/**
 * Encrypts what only that browser can read (RFC 8291, `aes128gcm`). Throws where its keys are none. The dice are an
 * argument for the RFC's own example.
 */
export function encryptPush(
  text: string,
  { p256dh, auth }: Pick<PushSubscription, 'p256dh' | 'auth'>,
  { salt, ours }: Dice = throwDice(),
): Buffer {
  const theirs = Buffer.from(p256dh, 'base64url')
  const ourPublic = ours.getPublicKey()
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ourPublic])
  const secret = derive(ours.computeSecret(theirs), { salt: Buffer.from(auth, 'base64url'), info, bytes: 32 })
  const key = derive(secret, { salt, info: Buffer.from('Content-Encoding: aes128gcm\0'), bytes: 16 })
  const nonce = derive(secret, { salt, info: Buffer.from('Content-Encoding: nonce\0'), bytes: 12 })
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  const hidden = [cipher.update(Buffer.from(text)), cipher.update(LAST_RECORD), cipher.final(), cipher.getAuthTag()]
  const head = Buffer.alloc(5)
  head.writeUInt32BE(RECORD_BYTES)
  head.writeUInt8(ourPublic.length, 4)
  return Buffer.concat([salt, head, ourPublic, ...hidden])
}

function derive(secret: Buffer, { salt, info, bytes }: { salt: Buffer; info: Buffer; bytes: number }): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, bytes))
}

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

export type Sealer = {
  readonly seal: (text: string) => string
  readonly open: (sealed: string) => string
}

/** The key of this deployment cannot be used; the message says what to do. */
export class EncryptionKeyUnusable extends Error {
  override readonly name = 'EncryptionKeyUnusable'
}

/** A stored secret cannot be opened: made under another key, changed since, or never sealed. */
export class SecretNotOpened extends Error {
  override readonly name = 'SecretNotOpened'
}

const CIPHER = 'aes-256-gcm'
const KEY = /^[A-Za-z0-9+/]{43}=$/
const SEALED = /^v1\.([0-9a-f]{8})\.([\w-]{16})\.([\w-]{22})\.([\w-]*)$/
const HINT = 'make one with: openssl rand -base64 32'

/**
 * Seals the secrets that we store with AES-256-GCM, as `v1.<key id>.<nonce>.<tag>.<ciphertext>`.
 * What `olderKeys` sealed still opens; new secrets are always sealed under `base64Key`.
 */
export function createSealer(base64Key: string | undefined, olderKeys: readonly string[] = []): Sealer {
  if (!base64Key) throw new EncryptionKeyUnusable('ENCRYPTION_KEY not set')
  const current = readKey(base64Key)
  const currentId = idOf(current)
  const keys = new Map([current, ...olderKeys.map(readKey)].map((key) => [idOf(key), key]))

  return {
    seal(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv(CIPHER, current, nonce, { authTagLength: 16 })
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      const parts = [nonce, cipher.getAuthTag(), hidden].map((part) => part.toString('base64url'))
      return ['v1', currentId, ...parts].join('.')
    },

    open(sealed) {
      const [, keyId = '', nonce = '', tag = '', hidden = ''] = SEALED.exec(sealed) ?? []
      if (keyId === '') throw new SecretNotOpened('The stored secret is not sealed in a form that we know.')
      const key = keys.get(keyId)
      if (key === undefined) {
        throw new SecretNotOpened(
          `The stored secret was sealed under another ENCRYPTION_KEY (key id ${keyId}, ours is ${currentId}).`,
        )
      }
      const decipher = createDecipheriv(CIPHER, key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
      decipher.setAuthTag(Buffer.from(tag, 'base64url'))
      try {
        return Buffer.concat([decipher.update(Buffer.from(hidden, 'base64url')), decipher.final()]).toString('utf8')
      } catch (cause) {
        throw new SecretNotOpened('The stored secret was changed after it was sealed; enter it again.', { cause })
      }
    },
  }
}

function readKey(base64Key: string): Buffer {
  if (!KEY.test(base64Key)) {
    throw new EncryptionKeyUnusable(`ENCRYPTION_KEY must be 32 bytes in base64 (44 characters); ${HINT}`)
  }
  return Buffer.from(base64Key, 'base64')
}

function idOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8)
}

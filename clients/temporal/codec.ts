import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { DataConverter, Payload, PayloadCodec } from '@temporalio/common'

/** A key of the ring: 32 bytes in base64, and the id that travels with what it encrypted. */
export type PayloadKey = { id: string; key: string }

/** A payload cannot be read with the keys of this deployment; the message says what to do. */
export class PayloadNotOpened extends Error {
  override readonly name = 'PayloadNotOpened'
}

const CIPHER = 'aes-256-gcm'
const ENCODING = 'binary/encrypted'
const KEY_ID = 'encryption-key-id'
const [NONCE_BYTES, TAG_BYTES] = [12, 16]

/**
 * Encrypts what goes into histories: arguments, results, failures. The first key encrypts, each of them decrypts; what
 * was never encrypted is read as it is, so that encryption can be turned on while conversations run.
 */
export function createPayloadCodec(ring: readonly [PayloadKey, ...PayloadKey[]]): PayloadCodec {
  const keys = new Map(ring.map(({ id, key }) => [id, Buffer.from(key, 'base64')]))
  const [{ id: currentId, key: currentKey }] = ring
  const current = Buffer.from(currentKey, 'base64')
  return {
    encode: (payloads) => Promise.resolve(payloads.map((payload) => encrypt(payload, currentId, current))),
    // A payload that does not open is a rejection, as the SDK expects.
    decode: (payloads) => Promise.resolve(payloads).then((all) => all.map((payload) => decrypt(payload, keys))),
  }
}

/** How clients and workers read and write payloads; as they are where no keys are set. */
export function dataConverterOf(keys: readonly PayloadKey[] | undefined): DataConverter {
  const [first, ...older] = keys ?? []
  return first ? { payloadCodecs: [createPayloadCodec([first, ...older])] } : {}
}

function encrypt(payload: Payload, id: string, key: Buffer): Payload {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(id))
  const hidden = Buffer.concat([cipher.update(pack(payload)), cipher.final()])
  return {
    metadata: { encoding: Buffer.from(ENCODING), [KEY_ID]: Buffer.from(id) },
    data: Buffer.concat([nonce, cipher.getAuthTag(), hidden]),
  }
}

function decrypt(payload: Payload, keys: ReadonlyMap<string, Buffer>): Payload {
  if (textOf(payload, 'encoding') !== ENCODING) return payload
  const id = textOf(payload, KEY_ID)
  const key = keys.get(id)
  if (!key) {
    throw new PayloadNotOpened(
      `A payload is encrypted with the key "${id}", which TEMPORAL_PAYLOAD_KEYS does not name: add it again behind the others.`,
    )
  }
  const bytes = Buffer.from(payload.data ?? [])
  const hiddenAt = NONCE_BYTES + TAG_BYTES
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(id))
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, hiddenAt))
    return unpack(Buffer.concat([decipher.update(bytes.subarray(hiddenAt)), decipher.final()]))
  } catch (cause) {
    throw new PayloadNotOpened(`A payload does not open with the key "${id}": it was changed, or the key was.`, {
      cause,
    })
  }
}

/** The length of the metadata, the metadata, the data. */
function pack({ metadata, data }: Payload): Buffer {
  const values = Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')])
  const head = Buffer.from(JSON.stringify(Object.fromEntries(values)))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(head.length)
  return Buffer.concat([length, head, data ?? new Uint8Array()])
}

function unpack(bytes: Buffer): Payload {
  const dataAt = 4 + bytes.readUInt32BE(0)
  const values = JSON.parse(bytes.subarray(4, dataAt).toString()) as Record<string, string>
  return {
    metadata: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Buffer.from(value, 'base64')])),
    data: bytes.subarray(dataAt),
  }
}

function textOf({ metadata }: Payload, name: string): string {
  return Buffer.from(metadata?.[name] ?? []).toString()
}

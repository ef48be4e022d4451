import { randomBytes } from 'node:crypto'
import { defaultPayloadConverter } from '@temporalio/common'
import { expect, it } from 'vitest'
import { createPayloadCodec, dataConverterOf, PayloadNotOpened, type PayloadKey } from './codec.ts'

const givenKey = (id: string): PayloadKey => ({ id, key: randomBytes(32).toString('base64') })
const words = { messageId: 'm1', say: 'Halo Kak Nadia' }
const payload = defaultPayloadConverter.toPayload(words)

it('what is encrypted holds none of its words and comes back as it was', async () => {
  const codec = createPayloadCodec([givenKey('2026-11')])
  const [hidden, again] = await codec.encode([payload, payload])
  expect(Buffer.from(hidden?.data ?? []).toString('latin1')).not.toMatch(/Nadia|json/)
  expect(hidden?.data).not.toEqual(again?.data)
  expect(Buffer.from(hidden?.metadata?.['encryption-key-id'] ?? []).toString()).toBe('2026-11')
  const [opened] = await codec.decode(hidden ? [hidden] : [])
  expect(opened && defaultPayloadConverter.fromPayload(opened)).toEqual(words)
  expect(await codec.encode([])).toEqual([])
})

it('a new first key encrypts, an older one still opens, plain payloads pass', async () => {
  const [older, newer] = [givenKey('a'), givenKey('b')]
  const before = await createPayloadCodec([older]).encode([payload])
  const rotated = createPayloadCodec([newer, older])
  const [now] = await rotated.encode([payload])
  expect(Buffer.from(now?.metadata?.['encryption-key-id'] ?? []).toString()).toBe('b')
  for (const [opened] of [await rotated.decode(before), await rotated.decode(now ? [now] : []), [payload]])
    expect(opened && defaultPayloadConverter.fromPayload(opened)).toEqual(words)
  expect(await rotated.decode([payload])).toEqual([payload])
})

it('an unknown key, a wrong key and a changed payload are refused, each with what to do', async () => {
  const key = givenKey('a')
  const hidden = await createPayloadCodec([key]).encode([payload])
  await expect(createPayloadCodec([givenKey('b')]).decode(hidden)).rejects.toThrow(
    /encrypted with the key "a", which TEMPORAL_PAYLOAD_KEYS does not name/,
  )
  await expect(createPayloadCodec([givenKey('a')]).decode(hidden)).rejects.toThrow(PayloadNotOpened)
  hidden[0]?.data?.fill(0, 0, 1)
  await expect(createPayloadCodec([key]).decode(hidden)).rejects.toThrow(/was changed/)
})

it('is off where no keys are set', () => {
  expect(dataConverterOf(undefined)).toEqual({})
  expect(dataConverterOf([])).toEqual({})
})

import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createLog } from '#clients/log/log.ts'
import { createMediaStore, mediaKey, type MediaStore } from '#clients/media-store/media-store.ts'
import { createWhatsAppMedia } from '#clients/whatsapp/media.ts'
import { eventually, givenWorkspace, sealer, startApi, type Api } from '../../dev/test-kit/api.ts'
import { APP_SECRET, NUMBER_ID } from '../../dev/test-kit/webhook-bodies.ts'
import { startWhatsAppSimulator, type RunningWhatsAppSimulator } from '../../dev/simulators/whatsapp/simulator.ts'
import { createMediaKeeping } from './media.ts'

const SARI = { phone: '+6281200000001', name: 'Sari' }
const TOKEN = 'the token of the media tests'
const NUMBER = { appSecret: APP_SECRET, accessToken: TOKEN, displayPhoneNumber: '+62 21 5000 1000' }
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const PAGE = Buffer.from('<!doctype html><script>alert(1)</script>')

let api: Api
let whatsapp: RunningWhatsAppSimulator
let workspaceId: string
let folder: string
let store: MediaStore
let lines: string[]
const running: ReturnType<typeof createMediaKeeping>[] = []

beforeAll(async () => {
  api = await startApi()
  whatsapp = await startWhatsAppSimulator()
  ;({ workspaceId } = await givenWorkspace(api.database))
  await api.database.platform
    .updateTable('channels')
    .set({ access_token_sealed: sealer.seal(TOKEN) })
    .execute()
  whatsapp.control.putNumber(NUMBER_ID, { ...NUMBER, webhookUrl: `${api.base}/webhook` })
})
afterAll(async () => {
  await whatsapp.close()
  await api.stop()
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'media-'))
  store = createMediaStore(folder)
  lines = []
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()))
  await api.database.platform.deleteFrom('messages').execute()
  rmSync(folder, { recursive: true, force: true })
})

/** Begins to fetch, as a process of its own would. */
function startKeeping(more: { store?: MediaStore; graphUrl?: string } = {}) {
  const keeping = createMediaKeeping({
    database: api.database,
    sealer,
    store: more.store ?? store,
    whatsapp: createWhatsAppMedia({ graphUrl: more.graphUrl ?? whatsapp.graphUrl, kapsoUrl: whatsapp.url }),
    log: createLog('api', 'debug', { write: (line) => void lines.push(line) }),
    everyMs: 20,
  })
  running.push(keeping)
  keeping.start()
  return keeping
}

type Sent = NonNullable<Parameters<RunningWhatsAppSimulator['control']['inbound']>[0]['message']>

/** The customer sends a file, and it has become a message. Its id. */
async function send(message: Sent = { type: 'image' }): Promise<string> {
  const { delivered, id } = whatsapp.control.inbound({ phoneNumberId: NUMBER_ID, from: SARI, message })
  await delivered
  await api.relayed()
  const row = await api.database.platform
    .selectFrom('messages')
    .select('id')
    .where('provider_message_id', '=', id)
    .executeTakeFirstOrThrow()
  return row.id
}

const mediaOf = (messageId: string) =>
  api.database.platform.selectFrom('media').selectAll().where('message_id', '=', messageId).executeTakeFirstOrThrow()
const settled = (messageId: string) => eventually(async () => (await mediaOf(messageId)).state !== 'waiting')
/** Whatever waits is tried now. */
const hurry = () =>
  api.database.platform
    .updateTable('media')
    .set({ next_try_at: new Date(0) })
    .execute()
const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())

it('PX-05 a file is fetched, hashed, told by its bytes, and kept under names of ours, once', async () => {
  const id = await send({
    type: 'image',
    image: {
      base64: PNG.toString('base64'),
      mime_type: 'image/jpeg',
      caption: '../../etc/passwd',
    },
  })
  expect(await mediaOf(id)).toMatchObject({ state: 'waiting', kind: 'image', declared_type: 'image/jpeg', attempts: 0 })
  startKeeping()
  startKeeping()
  await settled(id)
  const row = await mediaOf(id)
  expect(row).toMatchObject({ state: 'kept', found_type: 'image/png', bytes: PNG.length, attempts: 1, reason: null })
  expect(row.sha256).toBe(createHash('sha256').update(PNG).digest('hex'))
  expect(row.file_key).toBe(`${workspaceId}/${id}`)
  expect(readFileSync(join(folder, workspaceId, id)).equals(PNG)).toBe(true)
  expect(filesIn(folder)).toHaveLength(1)
  // What the log says of it names nobody, and no address.
  expect(lines.join('\n')).not.toMatch(/628120|http:|passwd/)
})

it('PX-05 while addresses run out at once it waits, and is fetched when they last', async () => {
  const id = await send()
  // The first address is dead when it is given.
  whatsapp.control.settings({ mediaUrlLifeMs: 0 })
  startKeeping()
  await eventually(async () => (await mediaOf(id)).reason === 'expired')
  expect(await mediaOf(id)).toMatchObject({ state: 'waiting', file_key: null })
  whatsapp.control.settings({ mediaUrlLifeMs: 300_000 })
  await hurry()
  await settled(id)
  expect((await mediaOf(id)).state).toBe('kept')
})

it('PX-05 what is too large, or not what it says, is refused with the reason and never stands in the store', async () => {
  const big = Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)])
  const sent = [
    await send({ type: 'image', image: { base64: big.toString('base64') } }),
    await send({ type: 'image', image: { base64: PAGE.toString('base64'), mime_type: 'image/jpeg' } }),
    await send({
      type: 'document',
      document: { base64: PAGE.toString('base64'), mime_type: 'application/pdf', filename: 'nilai.pdf' },
    }),
    await send({
      type: 'sticker',
      sticker: { base64: Buffer.from('%PDF-1.4\n').toString('base64'), mime_type: 'image/webp' },
    }),
  ]
  startKeeping()
  for (const id of sent) await settled(id)
  const rows = await Promise.all(sent.map(mediaOf))
  expect(rows.map(({ state, reason }) => [state, reason])).toEqual([
    ['refused', 'too-large'],
    ['refused', 'dangerous'],
    ['refused', 'dangerous'],
    ['refused', 'other-type'],
  ])
  expect(filesIn(folder)).toEqual([])
})

/** Another WhatsApp: each question gets a new address, and `give` says what lies there. */
async function startFarSide(give: (asked: number) => Buffer | null) {
  let asked = 0
  const far = createServer((request, response) => {
    const [, file] = /^\/file(\d+)/.exec(request.url ?? '') ?? []
    if (file === undefined) {
      asked++
      const url = `http://${request.headers.host ?? ''}/file${String(asked)}`
      response.end(JSON.stringify({ url, file_size: 10 }))
      return
    }
    const bytes = give(Number(file))
    response.statusCode = bytes === null ? 404 : 200
    response.end(bytes)
  })
  await new Promise<void>((resolve) => far.listen(0, '127.0.0.1', resolve))
  return {
    graphUrl: `http://127.0.0.1:${String((far.address() as AddressInfo).port)}/v24.0`,
    asked: () => asked,
    close: () => {
      far.closeAllConnections()
      far.close()
    },
  }
}

it('PX-05 an address that runs out under way is asked for anew at once', async () => {
  const id = await send()
  const far = await startFarSide((asked) => (asked === 1 ? null : PNG))
  startKeeping(far)
  await settled(id)
  expect(await mediaOf(id)).toMatchObject({ state: 'kept', attempts: 1 })
  expect(far.asked()).toBe(2)
  far.close()
})

it('PX-05 what is larger than WhatsApp said is let go of in the middle', async () => {
  const id = await send()
  const far = await startFarSide(() => Buffer.concat([PNG, Buffer.alloc(6 * 1024 * 1024)]))
  startKeeping(far)
  await settled(id)
  far.close()
  expect(await mediaOf(id)).toMatchObject({ state: 'refused', reason: 'too-large' })
  expect(filesIn(folder)).toEqual([])
})

it('PX-05 through Kapso the number is named, and its key stays with Kapso', async () => {
  const id = await send()
  const change = (provider: 'kapso' | 'meta') => {
    whatsapp.control.putNumber(NUMBER_ID, { ...NUMBER, webhookUrl: `${api.base}/webhook`, format: provider })
    return api.database.platform.updateTable('channels').set({ provider }).execute()
  }
  await change('kapso')
  startKeeping()
  await settled(id)
  expect((await mediaOf(id)).state).toBe('kept')
  await change('meta')
})

it('PX-05 a process that dies between the download and the record leaves no half file; the next does it again', async () => {
  const id = await send({ type: 'audio' })
  const dying = createMediaStore(folder)
  const arrived = Promise.withResolvers<undefined>()
  const first = startKeeping({
    store: {
      ...dying,
      // It lies there whole, and nothing more happens.
      put: async (key, parts) => {
        await dying.put(key, parts)
        arrived.resolve(undefined)
        await new Promise(() => undefined)
      },
    },
  })
  await arrived.promise
  // It looks no further, and never comes to its end.
  void first.stop()
  running.length = 0
  expect(await mediaOf(id)).toMatchObject({ state: 'waiting', attempts: 1 })
  // Another one leaves it alone until the time of the first is over.
  startKeeping()
  await hurry()
  await settled(id)
  expect(await mediaOf(id)).toMatchObject({ state: 'kept', attempts: 2, found_type: 'audio/ogg; codecs=opus' })
  expect(filesIn(folder).map(({ name }) => name)).toEqual([id])
})

it('PX-05 a download that is cut off leaves nothing; what was left half written is swept', async () => {
  const key = mediaKey(workspaceId, crypto.randomUUID())
  async function* broken() {
    yield PNG
    throw new TypeError('terminated')
  }
  await expect(store.put(key, broken())).rejects.toThrow('terminated')
  expect(filesIn(folder)).toEqual([])
  void store.put(
    key,
    (async function* () {
      yield PNG
      await new Promise(() => undefined)
    })(),
  )
  await eventually(() => filesIn(folder).length === 1)
  await store.sweep(3_600_000)
  expect(filesIn(folder)).toHaveLength(1)
  await store.sweep(0)
  expect(filesIn(folder)).toEqual([])
  await expect(store.open('../../etc/passwd')).rejects.toThrow('Not the name of a file')
})

it('PX-05 what WhatsApp no longer has is tried for a while, and after seven days is gone', async () => {
  const [young, old] = [await send(), await send()]
  await sql`update media set provider_media_id = '404404'`.execute(api.database.platform)
  await sql`update media set created_at = now() - interval '8 days' where message_id = ${old}`.execute(
    api.database.platform,
  )
  startKeeping()
  await settled(old)
  expect(await mediaOf(old)).toMatchObject({ state: 'gone', reason: 'expired', attempts: 1 })
  await eventually(async () => (await mediaOf(young)).reason === 'unknown')
  const { state, next_try_at } = await mediaOf(young)
  expect(state).toBe('waiting')
  expect(next_try_at.getTime() - Date.now()).toBeLessThan(10_000)
})

it('PX-05 a wrong token waits for a right one, and a message that is erased takes its file along', async () => {
  const id = await send()
  const token = (text: string) =>
    api.database.platform
      .updateTable('channels')
      .set({ access_token_sealed: sealer.seal(text) })
      .execute()
  await token('wrong')
  const waiting = startKeeping()
  await eventually(async () => (await mediaOf(id)).reason === 'not-allowed')
  await waiting.stop()
  await token(TOKEN)
  const put = Promise.withResolvers<undefined>()
  const go = Promise.withResolvers<undefined>()
  startKeeping({
    store: {
      ...store,
      put: async (key, parts) => {
        await store.put(key, parts)
        put.resolve(undefined)
        await go.promise
      },
    },
  })
  await hurry()
  await put.promise
  await api.database.platform.deleteFrom('messages').where('id', '=', id).execute()
  go.resolve(undefined)
  await eventually(() => filesIn(folder).length === 0)
})

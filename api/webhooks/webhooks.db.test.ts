import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { count, givenWorkspace, startApi, type Api } from '../../dev/test-kit/api.ts'
import { APP_SECRET, KAPSO_SECRET, kapsoItem, metaBody, sign, text } from '../../dev/test-kit/webhook-bodies.ts'
import { BODY_LIMIT } from './raw-body.ts'

let api: Api
let own: { key: string }
let plain: { key: string }
let kapso: { key: string }
const OWN_NUMBER = '200'
const PLAIN_NUMBER = '201'
const KAPSO_NUMBER = '202'

beforeAll(async () => {
  api = await startApi()
  await givenWorkspace(api.database)
  const secrets = { appSecret: 'the secret of one tenant', verifyToken: 'the token of one tenant' }
  own = await givenWorkspace(api.database, { numberId: OWN_NUMBER, ...secrets })
  plain = await givenWorkspace(api.database, { numberId: PLAIN_NUMBER })
  kapso = await givenWorkspace(api.database, {
    numberId: KAPSO_NUMBER,
    provider: 'kapso',
    appSecret: 'kapso of one tenant',
  })
})
afterAll(() => api.stop())
beforeEach(() => {
  api.lines.length = 0
})

const halo = (numberId?: string) =>
  metaBody({ messages: [text('6281200000001', 'Halo')], ...(numberId && { numberId }) })
const events = () => count(api.database, 'inbound_events')

describe('the challenge', () => {
  const ask = (path: string, token: string, mode = 'subscribe') =>
    api.get(`${path}?hub.mode=${mode}&hub.challenge=12345&hub.verify_token=${encodeURIComponent(token)}`)

  it.each([
    ['WH-24', '/webhook', 'verify me'],
    ['WH-24', '/api/webhook/meta', 'verify me'],
    ['WH-02', '/api/webhook/kapso', KAPSO_SECRET],
    ['WH-02', '/api/webhooks/kapso', 'verify me'],
  ])('%s %s gives the text back', async (_, path, token) => {
    const answer = await ask(path, token)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
    expect(await answer.text()).toBe('12345')
    expect((await ask(path, 'wrong')).status).toBe(403)
    expect((await ask(path, token, 'unsubscribe')).status).toBe(403)
    expect((await api.get(path)).status).toBe(403)
  })

  it('WH-28 the address of a channel knows its own token, and no other address does', async () => {
    const path = `/api/webhook/meta/${own.key}`
    expect((await ask(path, 'the token of one tenant')).status).toBe(200)
    expect((await ask(path, 'verify me')).status).toBe(200)
    expect((await ask(path, 'wrong')).status).toBe(403)
    expect((await ask('/webhook', 'the token of one tenant')).status).toBe(403)
    expect((await ask(`/api/webhook/meta/${plain.key}`, 'the token of one tenant')).status).toBe(403)
  })

  it('WH-02 an address that nobody has is not there', async () => {
    expect((await ask('/api/webhook/meta/none', 'verify me')).status).toBe(404)
    expect((await ask(`/api/webhook/kapso/${own.key}`, 'verify me')).status).toBe(404)
  })
})

describe('the signature', () => {
  it('WH-04 a changed byte is refused, the body itself accepted', async () => {
    const body = JSON.stringify(kapsoItem(text('6281200000002', 'Halo')))
    const headers = { 'x-webhook-signature': sign(body, KAPSO_SECRET) }
    expect((await api.post('/api/webhook/kapso', body.replace('Halo', 'Hala'), headers)).status).toBe(401)
    const answer = await api.post('/api/webhook/kapso', body, headers)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('{"ok":true}')
  })

  it.each(['x-webhook-signature', 'x-kapso-signature', 'x-signature'])('WH-05 is read from %s', async (header) => {
    const body = JSON.stringify(kapsoItem(text('6281200000002', 'Halo')))
    expect((await api.post('/api/webhook/kapso', body, { [header]: sign(body, KAPSO_SECRET) })).status).toBe(200)
    expect(
      (await api.post('/api/webhooks/kapso', body, { [header]: `sha256=${sign(body, KAPSO_SECRET)}` })).status,
    ).toBe(200)
  })

  it.each(['/webhook', '/api/webhook/meta', '/api/webhook/kapso', '/api/webhooks/kapso'])(
    'WH-06 TS-02 missing or wrong on %s: 401, and nothing is kept',
    async (path) => {
      const before = await events()
      for (const signature of [
        undefined,
        'definitely_not_valid',
        '',
        'a',
        'a'.repeat(63),
        'a'.repeat(64),
        'a'.repeat(65),
      ]) {
        const headers =
          signature === undefined ? {} : { 'x-hub-signature-256': `sha256=${signature}`, 'x-signature': signature }
        const answer = await api.post(path, halo(), headers)
        expect([answer.status, await answer.text()]).toEqual([401, 'Unauthorized'])
      }
      expect(await events()).toBe(before)
    },
  )

  it('WH-08 a refusal is logged with the caller, the time and what was offered', async () => {
    await api.post('/api/webhook/kapso', halo(), { 'x-webhook-signature': `definitely_not_valid${'x'.repeat(100)}` })
    const line = api.lines.find(({ message }) => message === '[SECURITY] Invalid webhook signature')
    expect(line).toMatchObject({ ip: expect.stringContaining('127.0.0.1') as unknown, level: 'warn' })
    expect(line?.['timestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.\d+Z$/)
    expect(line?.['signature']).toBe(`definitely_not_valid${'x'.repeat(60)}`)
    expect(JSON.stringify(api.lines)).not.toContain(KAPSO_SECRET)
  })

  it("WH-28 a channel is verified with its own app secret, or with the deployment's when it has none", async () => {
    const path = `/api/webhook/meta/${own.key}`
    const answer = await api.meta(halo(OWN_NUMBER), { path, secret: 'the secret of one tenant' })
    expect([answer.status, await answer.text()]).toEqual([200, '{"ok":true}'])
    expect((await api.meta(halo(OWN_NUMBER), { path, secret: APP_SECRET })).status).toBe(401)
    expect((await api.meta(halo(PLAIN_NUMBER), { path: `/api/webhook/meta/${plain.key}` })).status).toBe(200)
  })

  it('WH-28 the address of a channel of Kapso has its own secret too', async () => {
    const item = kapsoItem(text('6281200000003', 'Halo'), { numberId: KAPSO_NUMBER })
    const path = `/api/webhook/kapso/${kapso.key}`
    const signed = (secret: string) => ({ 'x-webhook-signature': sign(JSON.stringify(item), secret) })
    expect((await api.kapso(item, signed('kapso of one tenant'), path)).status).toBe(200)
    expect((await api.kapso(item, signed(KAPSO_SECRET), path)).status).toBe(401)
    expect((await api.kapso(item, signed(KAPSO_SECRET), '/api/webhook/kapso/none')).status).toBe(401)
  })

  it('WH-28 one tenant cannot speak for another', async () => {
    const before = await events()
    const path = `/api/webhook/meta/${own.key}`
    const answer = await api.meta(halo(PLAIN_NUMBER), { path, secret: 'the secret of one tenant' })
    expect(answer.status).toBe(200)
    expect(await events()).toBe(before)
    expect(api.lines.map(({ message }) => message)).toContain('An event of another number than this webhook is for')
  })

  it('WH-28 a secret that cannot be opened opens nothing', async () => {
    const broken = await givenWorkspace(api.database, { numberId: '204' })
    await api.database.platform
      .updateTable('channels')
      .set({ app_secret_sealed: 'v1.damaged' })
      .where('phone_number_id', '=', '204')
      .execute()
    expect((await api.meta(halo('204'), { path: `/api/webhook/meta/${broken.key}` })).status).toBe(401)
    expect(api.lines.map(({ message }) => message)).toContain('The app secret of a channel cannot be opened')
  })

  it('WH-24 without META_APP_SECRET nobody is believed at the common address', async () => {
    const bare = await startApi({ secrets: { kapsoWebhook: KAPSO_SECRET } })
    try {
      const body = JSON.stringify(halo())
      for (const secret of ['', 'undefined', APP_SECRET]) {
        expect(
          (await bare.post('/webhook', body, { 'x-hub-signature-256': `sha256=${sign(body, secret)}` })).status,
        ).toBe(401)
      }
    } finally {
      await bare.stop()
    }
  })

  it('WH-04 a body that Meta signed in its ASCII form is accepted', async () => {
    const body = JSON.stringify(metaBody({ messages: [text('6281200000004', 'Terima kasih 🙏 ä / <b>')] }))
    const escaped = body.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    for (const form of [body, escaped]) {
      const answer = await api.post('/webhook', body, { 'x-hub-signature-256': `sha256=${sign(form)}` })
      expect(answer.status).toBe(200)
    }
  })
})

describe('the age', () => {
  const at = (seconds: number) => ({ 'x-timestamp': String(Math.floor(Date.now() / 1000) + seconds) })

  it('WH-09 is at most 300 seconds where Kapso tells it', async () => {
    for (const [offset, status] of [
      [-301, 401],
      [302, 401],
      [-298, 200],
      [299, 200],
    ] as const) {
      const answer = await api.kapso(kapsoItem(text('6281200000005', 'Halo')), at(offset))
      expect([offset, answer.status]).toEqual([offset, status])
      if (status === 401) expect(await answer.text()).toBe('Webhook too old')
    }
    expect((await api.kapso(kapsoItem(text('6281200000005', 'Halo')))).status).toBe(200)
  })

  it('WH-10 must be told where that is mandatory', async () => {
    const strict = await startApi({ timestampIsMandatory: true })
    try {
      const item = kapsoItem(text('6281200000005', 'Halo'))
      expect((await strict.kapso(item)).status).toBe(401)
      expect((await strict.kapso(item, { 'x-timestamp': 'abc' })).status).toBe(401)
      expect((await strict.kapso(item, at(0))).status).toBe(200)
    } finally {
      await strict.stop()
    }
  })
})

describe('what cannot be taken', () => {
  it('WH-38 more than 3 MB is refused, 3 MB are taken', async () => {
    const large = (bytes: number) => JSON.stringify(metaBody({ messages: [text('6281200000006', 'x'.repeat(bytes))] }))
    expect((await api.meta(large(3 * 1024 * 1024))).status).toBe(200)
    expect((await api.meta(large(BODY_LIMIT))).status).toBe(413)
    const huge = await api.meta(large(BODY_LIMIT * 2))
    expect(huge.status).toBe(413)
    expect(await huge.json()).toMatchObject({ error: 'Too large' })
    expect(huge.headers.get('x-frame-options')).toBe('DENY')
    expect((await api.meta(halo())).status).toBe(200)
  })

  it('WH-38 broken JSON is told so', async () => {
    for (const body of ['', '{', '{"entry":[}', 'halo']) {
      const answer = await api.meta(body)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ error: 'Malformed JSON' })
    }
  })

  it.each([
    ['null', null],
    ['a number', 42],
    ['a list', []],
    ['an empty object', {}],
    [
      'an entry that is none',
      { entry: [null, 7, 'x', {}, { changes: 'x' }, { changes: [null, {}, { field: 'messages' }] }] },
    ],
    [
      'a kind that nobody knows',
      { object: 'page', entry: [{ id: '1', changes: [{ field: 'feed', value: { item: 'like' } }] }] },
    ],
  ])('WH-38 valid JSON that says nothing to us is answered and logged: %s', async (_, body) => {
    const before = await events()
    expect((await api.meta(body)).status).toBe(200)
    expect((await api.kapso(body)).status).toBe(200)
    expect(await events()).toBe(before)
    expect(api.lines.some(({ level }) => level === 'warn')).toBe(true)
    expect(api.lines.some(({ level }) => level === 'error')).toBe(false)
  })

  it('WH-38 other methods are told what there is', async () => {
    const answer = await fetch(`${api.base}/webhook`, { method: 'PUT', body: '{}' })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toContain('POST')
  })

  it("WH-17 a number that is nobody's is logged and not kept", async () => {
    const before = await events()
    expect((await api.meta(halo('999'))).status).toBe(200)
    const item = kapsoItem(text('6281200000007', 'Halo'), { numberId: '999' })
    expect((await api.kapso(item)).status).toBe(200)
    expect(await events()).toBe(before)
    const lines = api.lines.filter(({ message }) => message === 'No workspace for phone_number_id')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatchObject({ phoneNumberId: '999' })
    // Made now, known now.
    await givenWorkspace(api.database, { numberId: '999' })
    expect((await api.meta(halo('999'))).status).toBe(200)
    expect(await events()).toBe(before + 1)
  })
})

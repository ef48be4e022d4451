import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startApi, type Api } from '../dev/test-kit/api.ts'

let api: Api
let isTemporalUp = true
beforeAll(async () => {
  api = await startApi({ isTemporalReachable: async () => isTemporalUp })
})
afterAll(() => api.stop())

it('OP-01 /healthz is 200 while the database answers', async () => {
  const answer = await api.get('/healthz')
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }])
})

it('OP-02 /api/health tells status, database, temporal, uptime and version', async () => {
  const answer = await api.get('/api/health')
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({
    status: 'ok',
    database: 'ok',
    temporal: 'ok',
    silence: [],
    uptime: expect.any(Number) as unknown,
    version: '0.0.0',
  })
  isTemporalUp = false
  expect(await (await api.get('/api/health')).json()).toMatchObject({
    status: 'degraded',
    database: 'ok',
    temporal: 'down',
  })
  isTemporalUp = true
})

it('OP-01 /readyz waits for every migration that the program knows', async () => {
  expect((await api.get('/readyz')).status).toBe(200)
  const { platform } = api.database
  const { rows } = await sql<{ name: string; timestamp: string }>`delete from kysely_migration returning *`.execute(
    platform,
  )
  expect((await api.get('/readyz')).status).toBe(503)
  for (const { name, timestamp } of rows)
    await sql`insert into kysely_migration values (${name}, ${timestamp})`.execute(platform)
  expect((await api.get('/readyz')).status).toBe(200)
})

it('SC-10 every answer carries the headers, whatever it says', async () => {
  const posts = [api.meta('{'), api.meta({}), api.post('/webhook', '{}'), api.meta('x'.repeat(4_000_000))]
  const gets = ['/healthz', '/readyz', '/api/health', '/nowhere', '/webhook'].map((path) => api.get(path))
  const answers = await Promise.all([...posts, ...gets, fetch(`${api.base}/webhook`, { method: 'DELETE' })])
  expect(answers.map(({ status }) => status)).toEqual([400, 200, 401, 413, 200, 200, 200, 404, 403, 405])
  for (const { headers } of answers) {
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/)
  }
})

it('SC-10 a request keeps the id it came with, when it is a plain one', async () => {
  const ask = async (id: string) =>
    (await fetch(`${api.base}/healthz`, { headers: { 'x-request-id': id } })).headers.get('x-request-id')
  expect(await ask('from-the-proxy-1')).toBe('from-the-proxy-1')
  expect(await ask('<script>alert(1)</script>')).not.toContain('<')
})

it('WH-38 an error is told as JSON, without what happened inside', async () => {
  const answer = await api.get('/nowhere')
  expect(answer.headers.get('content-type')).toMatch(/json/)
  expect(await answer.json()).toEqual({ error: 'Not Found', requestId: answer.headers.get('x-request-id') })
})

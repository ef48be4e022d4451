import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'

const MOST = 20

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let web: Web

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  web = await startWeb({ databaseUrl: postgres.url, settings: { PUBLIC_REQUESTS_PER_MINUTE: String(MOST) } })
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await postgres.stop()
})

const ask = (from: string, path = '/', cookie = '') => web.ask(path, { cookie, headers: { 'x-forwarded-for': from } })

/** How many of a flood were refused. */
async function flood(times: number, from: (at: number) => string, path = '/', cookie = ''): Promise<number> {
  const answers = await Promise.all(Array.from({ length: times }, (_, at) => ask(from(at), path, cookie)))
  return answers.filter(({ status }) => status === 429).length
}

describe('SC-12 public: a flood of what is open to everybody ends in 429', () => {
  it('from one address, with when to come again; and nobody elsewhere is kept out', async () => {
    const from = '203.0.113.10'
    expect(await flood(MOST + 5, () => from)).toBe(5)
    const answer = await ask(from)
    expect(answer.status).toBe(429)
    const waitsSeconds = Number(answer.headers.get('retry-after'))
    expect(waitsSeconds).toBeGreaterThan(0)
    expect(waitsSeconds).toBeLessThanOrEqual(60)
    expect(await answer.text()).toContain(`Too many requests. Try again in ${waitsSeconds} seconds.`)
    for (const path of ['/sign-up', '/sign-in', '/api/auth/callback/google', '/inbox', '/nowhere'])
      expect({ path, status: (await ask(from, path)).status }).toEqual({ path, status: 429 })
    expect((await ask('203.0.113.11')).status).toBe(200)
  })

  it('also with a cookie that is made up, and from one network of IPv6', async () => {
    const from = (at: number) => `2001:db8:1:2::${(at + 1).toString(16)}`
    expect(await flood(MOST + 5, from, '/sign-up', 'my21staff=made.up')).toBe(5)
  })

  it('but not for files, for the health of the program, nor for people who are signed in', async () => {
    const from = '203.0.113.12'
    const { email } = await givenPerson(db)
    const cookie = await web.signIn(email)
    expect(await flood(MOST, () => from)).toBe(0)
    expect(await flood(MOST + 5, () => from, '/healthz')).toBe(0)
    expect(await flood(MOST + 5, () => from, '/favicon.svg')).toBe(0)
    expect(await flood(MOST + 5, () => from, '/no-workspace', cookie)).toBe(0)
    expect((await ask(from)).status).toBe(429)
  })
})

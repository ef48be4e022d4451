import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/connect.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, openDatabase, PASSWORD, startWeb, type Web } from '../dev/test-kit/web.ts'

const PER_PERSON = 10
const PER_ADDRESS = 50

let database: Database
let web: Web
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  database = openDatabase(url)
  web = await startWeb({ databaseUrl: url })
  stops.push(stop, () => database.close(), web.stop)
})

afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

type Try = { email: string; password?: string; from: string; language?: string; path?: string }

const attempt = ({ email, password = 'not the one', from, language = 'en', path = '/sign-in' }: Try) =>
  web.ask(path, {
    form: { email, password },
    headers: { 'x-forwarded-for': from, 'accept-language': language },
  })

async function flood(times: number, one: (at: number) => Try): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: times }, (_, at) => attempt(one(at))))
  return answers.map(({ status }) => status).sort()
}

const text = async (answer: Response) =>
  /role="alert"><p[^>]*>(.*?)<\/p>/.exec((await answer.text()).replaceAll('<!-- -->', ''))?.[1]

/** What a refusal says that could tell one account from another. */
async function refusal(answer: Response) {
  const waitsSeconds = Number(answer.headers.get('retry-after'))
  expect(waitsSeconds).toBeGreaterThan(14 * 60)
  expect(waitsSeconds).toBeLessThanOrEqual(15 * 60)
  return { status: answer.status, text: await text(answer), cookies: answer.headers.getSetCookie() }
}

describe('SC-12 login: a flood of sign-ins ends in 429', () => {
  it('at one account, from wherever it comes, whether there is such an account or not', async () => {
    const { email } = await givenPerson(database)
    const refusals: unknown[] = []
    for (const [at, one] of [email, `nobody-${email}`].entries()) {
      const from = (time: number) => `198.51.${String(100 + at)}.${String(time)}`
      const statuses = await flood(PER_PERSON + 3, (time) => ({ email: one, from: from(time) }))
      expect(statuses).toEqual([...Array<number>(PER_PERSON).fill(400), 429, 429, 429])
      // Also with the right password, in other letters, and from an address that tried nothing before.
      for (const language of ['en', 'id'])
        refusals.push(
          await refusal(await attempt({ email: one.toUpperCase(), password: PASSWORD, from: from(200), language })),
        )
    }
    expect(refusals.slice(0, 2)).toEqual([
      { status: 429, text: 'Too many attempts. Try again in 15 min.', cookies: [] },
      { status: 429, text: 'Terlalu banyak percobaan. Coba lagi dalam 15 menit.', cookies: [] },
    ])
    expect(refusals.slice(2)).toEqual(refusals.slice(0, 2))
  })

  it('from one address at many accounts, and nobody elsewhere is kept out', async () => {
    const from = '203.0.113.50'
    const statuses = await flood(PER_ADDRESS + 2, (at) => ({ email: `guess-${String(at)}@example.com`, from }))
    expect(statuses).toEqual([...Array<number>(PER_ADDRESS).fill(400), 429, 429])
    const { email } = await givenPerson(database)
    expect((await refusal(await attempt({ email, password: PASSWORD, from }))).status).toBe(429)
    expect((await attempt({ email, password: PASSWORD, from: '203.0.113.51' })).status).toBe(302)
  })

  it('from one network of IPv6, whose every address one person may have', async () => {
    const from = (at: number) => `2001:db8:1:2::${(at + 1).toString(16)}`
    const statuses = await flood(PER_ADDRESS + 2, (at) => ({ email: `six-${String(at)}@example.com`, from: from(at) }))
    expect(statuses).toEqual([...Array<number>(PER_ADDRESS).fill(400), 429, 429])
    const { email } = await givenPerson(database)
    expect((await attempt({ email, password: PASSWORD, from: '2001:db8:1:2:ffff::1' })).status).toBe(429)
    expect((await attempt({ email, password: PASSWORD, from: '2001:db8:1:3::1' })).status).toBe(302)
  })

  it('with a count of its own: what else people ask for is counted apart', async () => {
    const { email } = await givenPerson(database)
    const from = '203.0.113.60'
    await flood(PER_PERSON + 1, () => ({ email, from }))
    expect((await attempt({ email, from, path: '/forgot-password' })).status).toBe(200)
    expect((await attempt({ email, from })).status).toBe(429)
  })

  it('until the window has passed', async () => {
    const { email } = await givenPerson(database)
    const from = '203.0.113.61'
    await flood(PER_PERSON, () => ({ email, from }))
    expect((await attempt({ email, password: PASSWORD, from })).status).toBe(429)
    await database.platform
      .updateTable('quota_places')
      .set({ at: new Date(Date.now() - 15 * 60_000 - 1000) })
      .execute()
    expect((await attempt({ email, password: PASSWORD, from })).status).toBe(302)
  })
})

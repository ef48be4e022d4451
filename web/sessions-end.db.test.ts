import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Database } from '#db/connect.ts'
import { sweepSignIn } from '#db/queries/sign-in-sweep.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import {
  cookieOf,
  givenOrganisation,
  givenPerson,
  openDatabase,
  PASSWORD,
  startWeb,
  type Web,
} from '../dev/test-kit/web.ts'

const HOUR_MS = 3_600_000

let url: string
let database: Database
let web: Web
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const started = await startDatabase()
  url = started.url
  database = openDatabase(url)
  web = await startWeb({ databaseUrl: url })
  stops.push(started.stop, () => database.close(), web.stop)
})

afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

const sessionsOf = async (id: string) =>
  (await database.platform.selectFrom('sessions').select('id').where('user_id', '=', id).execute()).length

const end = (id: string, at: Date) =>
  database.platform.updateTable('sessions').set({ expires_at: at }).where('user_id', '=', id).execute()

/** A link that ends so long from now, and an attempt that was made so long ago. */
async function givenLeftovers(endsInMs: number, triedMsAgo: number): Promise<string> {
  const name = `sweep-${uuidv7()}`
  const { platform } = database
  await platform
    .insertInto('verifications')
    .values({ id: uuidv7(), identifier: name, value: '{}', expires_at: new Date(Date.now() + endsInMs) })
    .execute()
  await platform
    .insertInto('quota_places')
    .values({ key: name, at: new Date(Date.now() - triedMsAgo) })
    .execute()
  return name
}

async function isKept(name: string) {
  const { platform } = database
  const [links, attempts] = await Promise.all([
    platform.selectFrom('verifications').select('id').where('identifier', '=', name).execute(),
    platform.selectFrom('quota_places').select('id').where('key', '=', name).execute(),
  ])
  return { link: links.length === 1, attempt: attempts.length === 1 }
}

it('what has ended is swept away, and nothing else', async () => {
  const [ended, going] = [await givenPerson(database), await givenPerson(database)]
  await web.signIn(ended.email)
  await web.signIn(going.email)
  await end(ended.id, new Date(Date.now() - 1000))
  const [old, fresh] = [await givenLeftovers(-1000, HOUR_MS + 60_000), await givenLeftovers(60_000, HOUR_MS - 60_000)]
  await sweepSignIn(database.platform)
  expect([await sessionsOf(ended.id), await sessionsOf(going.id)]).toEqual([0, 1])
  expect(await isKept(old)).toEqual({ link: false, attempt: false })
  expect(await isKept(fresh)).toEqual({ link: true, attempt: true })
})

it('the web sweeps when it starts', async () => {
  const old = await givenLeftovers(-1000, 2 * HOUR_MS)
  const second = await startWeb({ databaseUrl: url })
  stops.push(second.stop)
  await vi.waitFor(async () => expect(await isKept(old)).toEqual({ link: false, attempt: false }), { timeout: 10_000 })
})

it('a form posted after the session has ended leads to the sign-in page, and from there back', async () => {
  const { id, email } = await givenPerson(database, { workspaceId: await givenOrganisation(database, 'Eagle') })
  const cookie = await web.signIn(email)
  const referer = `${web.base}/inbox?a=1&b=x%20y`
  expect((await web.ask('/inbox', { cookie })).status).toBe(200)
  await end(id, new Date(Date.now() - 1000))
  const post = (path: string, headers: Record<string, string>) => web.ask(path, { cookie, form: {}, headers })

  for (const path of ['/workspace', '/change-password', '/sign-out']) {
    const posted = await post(path, { referer })
    expect(posted.status).toBe(302)
    expect(posted.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent('/inbox?a=1&b=x%20y')}`)
  }
  // From where nothing is known, and from where nobody should be led.
  expect((await post('/workspace', {})).headers.get('location')).toBe('/sign-in?next=%2Fstart')
  const elsewhere = await post('/workspace', { referer: 'https://evil.example//evil.example/x' })
  const led = new URL(elsewhere.headers.get('location') ?? '', web.base)
  const page = await web.ask(led.pathname + led.search)
  expect(/name="next" value="(.*?)"/.exec(await page.text())?.[1]).toBe('/start')

  const again = await web.ask('/sign-in', { form: { email, password: PASSWORD, next: '/inbox?a=1&b=x%20y' } })
  expect(again.headers.get('location')).toBe('/inbox?a=1&b=x%20y')
  expect((await web.ask('/inbox?a=1&b=x%20y', { cookie: cookieOf(again) })).status).toBe(200)
})

it('a page that asks by script after the session has ended is led to the sign-in page as well', async () => {
  const { id, email } = await givenPerson(database, { workspaceId: await givenOrganisation(database, 'Eagle') })
  const cookie = await web.signIn(email)
  await end(id, new Date(Date.now() - 1000))
  const asked = await web.ask('/inbox.data?a=1', { cookie })
  expect(asked.status).toBe(202)
  expect(await asked.text()).toContain('/sign-in?next=%2Finbox%3Fa%3D1')
  const posted = await web.ask('/workspace.data', { cookie, form: {}, headers: { referer: `${web.base}/inbox?a=1` } })
  expect(posted.status).toBe(202)
  expect(await posted.text()).toContain('/sign-in?next=%2Finbox%3Fa%3D1')
})

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Database } from '#db/connect.ts'
import { listMails } from '#db/queries/mails.ts'
import { startOauthStub, type OauthStub, type Provider, type Visitor } from '../dev/test-kit/oauth-provider.ts'
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

let database: Database
let web: Web
let stub: OauthStub
let workspaceId: string
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  database = openDatabase(url)
  stub = await startOauthStub()
  web = await startWeb({ databaseUrl: url, settings: stub.settings })
  workspaceId = await givenOrganisation(database, 'Eagle')
  stops.push(stop, () => database.close(), stub.stop, web.stop)
})

afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

let visitors = 0
function visitor(given: Partial<Visitor> = {}): Visitor {
  const number = ++visitors
  return {
    subject: String(7000 + number),
    email: `visitor-${String(number)}@example.com`,
    name: 'Siti Rahma',
    ...given,
  }
}

/** From the button to where the provider sends the browser back to. */
async function begin(provider: Provider, who: Visitor, next?: string) {
  const pressed = await web.ask('/sign-in-with', { form: { provider, ...(next !== undefined && { next }) } })
  expect(pressed.status).toBe(302)
  const back = new URL(await stub.visit(pressed.headers.get('location') ?? '', who))
  expect(back.origin).toBe(web.base)
  return { cookie: cookieOf(pressed), path: back.pathname + back.search }
}

async function signInWith(provider: Provider, who: Visitor, next?: string): Promise<Response> {
  const { cookie, path } = await begin(provider, who, next)
  return web.ask(path, { cookie })
}

/** What the page says to which a refused person is led. */
async function refusal(answer: Response, language = 'en') {
  expect(answer.status).toBe(302)
  const location = new URL(answer.headers.get('location') ?? '', web.base)
  expect({ origin: location.origin, path: location.pathname }).toEqual({ origin: web.base, path: '/sign-in' })
  expect(cookieOf(answer)).not.toMatch(/my21staff=\w/)
  const page = await web.ask(location.pathname + location.search, { headers: { 'accept-language': language } })
  expect(page.status).toBe(200)
  return /role="alert"><p[^>]*>(.*?)<\/p>/.exec((await page.text()).replaceAll('<!-- -->', ''))?.[1]
}

const personOf = (email: string) =>
  database.platform
    .selectFrom('users')
    .innerJoin('accounts', 'accounts.user_id', 'users.id')
    .select(['users.id', 'users.name', 'users.email_verified', 'accounts.provider_id', 'accounts.access_token'])
    .where('users.email', '=', email)
    .orderBy('accounts.created_at')
    .execute()

describe('AD-13 signing in with Google and GitHub', () => {
  it.each(['google', 'github'] as const)('makes somebody new, and knows them again: %s', async (provider) => {
    const who = visitor()
    const first = await signInWith(provider, { ...who, email: who.email.toUpperCase() })
    expect(first.headers.get('location')).toBe('/start')
    const page = await web.ask('/no-workspace', { cookie: cookieOf(first) })
    expect(await page.text()).toContain(who.email)
    const [person, ...others] = await personOf(who.email)
    expect(others).toEqual([])
    expect(person).toMatchObject({ name: 'Siti Rahma', email_verified: true, provider_id: provider })
    // What the provider lends us is not kept in the clear.
    expect(person?.access_token).toMatch(/.{40}/)
    expect(person?.access_token).not.toMatch(/^[0-9a-f]{24}$/)

    const membership = { id: workspaceId, workspace_id: workspaceId, user_id: person?.id ?? '', role: 'member' }
    await database.platform.deleteFrom('memberships').execute()
    await database.platform.insertInto('memberships').values(membership).execute()
    const again = await signInWith(provider, who, '/inbox?a=1')
    expect(again.headers.get('location')).toBe('/inbox?a=1')
    expect((await web.ask('/inbox', { cookie: cookieOf(again) })).status).toBe(200)
    expect(await personOf(who.email)).toHaveLength(1)
  })

  it('opens an account that is there, when the address is proved on both sides', async () => {
    const { id, email } = await givenPerson(database, { workspaceId })
    await database.platform.updateTable('users').set({ email_verified: true }).where('id', '=', id).execute()
    const answer = await signInWith('google', visitor({ email }))
    expect(answer.headers.get('location')).toBe('/start')
    expect((await web.ask('/inbox', { cookie: cookieOf(answer) })).status).toBe(200)
    expect((await personOf(email)).map(({ provider_id }) => provider_id)).toEqual(['credential', 'google'])
    // The password goes on working.
    expect((await web.ask('/sign-in', { form: { email, password: PASSWORD } })).status).toBe(302)
  })

  it('opens no account whose address nobody has proved, until a link by mail has', async () => {
    const { email } = await givenPerson(database, { workspaceId })
    const who = visitor({ email })
    const texts = { en: /^There is an account with this email already\./, id: /^Sudah ada akun dengan email ini\./ }
    for (const [language, text] of Object.entries(texts))
      expect(await refusal(await signInWith('github', who), language)).toMatch(text)
    await web.ask('/forgot-password', { form: { email } })
    const token = await vi.waitFor(async () => {
      const mail = (await listMails(database.platform, 500)).find(({ to }) => to === email)
      return /token=(\w+)/.exec(mail?.text ?? '')?.[1] ?? expect.fail('No mail yet')
    })
    await web.ask('/reset-password', { form: { token, password: 'an entirely new one' } })
    expect((await signInWith('github', who)).headers.get('location')).toBe('/start')
  })

  it.each(['google', 'github'] as const)(
    'takes no address that the provider has not seen proved: %s',
    async (provider) => {
      const who = visitor({ isVerified: false })
      expect(await refusal(await signInWith(provider, who))).toMatch(/^The email of that account is not verified yet\./)
      expect(await personOf(who.email)).toEqual([])
      const { id, email } = await givenPerson(database)
      await database.platform.updateTable('users').set({ email_verified: true }).where('id', '=', id).execute()
      await refusal(await signInWith(provider, visitor({ email, isVerified: false })))
      expect(await personOf(email)).toHaveLength(1)
    },
  )

  it('says kindly, in both languages, that somebody cancelled there', async () => {
    const who = visitor({ allows: false })
    const cancelled = await signInWith('google', who, '/inbox?a=1')
    expect(new URL(cancelled.headers.get('location') ?? '', web.base).searchParams.get('next')).toBe('/inbox?a=1')
    expect(await refusal(cancelled)).toMatch(/^You cancelled signing in with that account\./)
    expect(await refusal(await signInWith('github', who), 'id')).toMatch(/^Anda membatalkan masuk dengan akun itu\./)
  })

  it('refuses a way back that is forged, used, too late, or of another browser', async () => {
    const tooLong = /^That took too long, or began in another browser\./
    const { cookie, path } = await begin('google', visitor())
    const forged = path.replace(/state=[^&]+/, 'state=forged')
    expect(await refusal(await web.ask(forged, { cookie }))).toMatch(tooLong)
    expect(await refusal(await web.ask('/api/auth/callback/google?code=x', { cookie }))).toMatch(tooLong)
    expect(await refusal(await web.ask(path.replace(/code=[^&]+/, 'code=guessed'), { cookie }))).toMatch(tooLong)
    expect(await refusal(await web.ask(path, { cookie }))).toMatch(tooLong)

    const other = await begin('google', visitor())
    expect(await refusal(await web.ask(other.path))).toMatch(tooLong)
    const mine = await begin('google', visitor())
    expect(await refusal(await web.ask(other.path, { cookie: mine.cookie }))).toMatch(tooLong)

    const late = await begin('github', visitor())
    await database.platform
      .updateTable('verifications')
      .set({ expires_at: new Date(0), value: sql<string>`jsonb_set(value::jsonb, '{expiresAt}', '0')::text` })
      .execute()
    expect(await refusal(await web.ask(late.path, { cookie: late.cookie }))).toMatch(tooLong)
  })

  it('repeats nothing of what stands in the address', async () => {
    const page = await web.ask('/sign-in?problem=social&error=%3Cimg%20onerror%3D1%3E')
    const html = await page.text()
    expect(html).toContain('Signing in with that account did not work.')
    expect(html).not.toContain('<img')
  })

  it('shows the buttons of the providers that the deployment has credentials of, and no others', async () => {
    const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = stub.settings
    const buttons = async (at: Web) =>
      [...(await (await at.ask('/sign-in')).text()).matchAll(/name="provider" value="(\w+)"/g)].map(([, name]) => name)
    expect(await buttons(web)).toEqual(['google', 'github'])
    const databaseUrl = web.databaseUrl
    const one = await startWeb({ databaseUrl, settings: { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } })
    const none = await startWeb({ databaseUrl })
    stops.push(one.stop, none.stop)
    expect(await buttons(one)).toEqual(['google'])
    expect(await buttons(none)).toEqual([])
    for (const at of [one, none]) {
      const answer = await at.ask('/sign-in-with', { form: { provider: 'github' } })
      expect(answer.headers.get('location')).toBe('/sign-in')
    }
  })
})

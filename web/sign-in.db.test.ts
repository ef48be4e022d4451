import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Database } from '#db/connect.ts'
import { listMails } from '#db/queries/mails.ts'
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

const APP_URL = 'https://desk.example.co.id'
const PRODUCTION = {
  NODE_ENV: 'production',
  APP_URL,
  WEBHOOK_BASE_URL: 'https://api.example.co.id',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  ALLOW_LOCAL_SERVICES: 'true',
}
const SAME_ORIGIN = { origin: APP_URL, 'sec-fetch-site': 'same-origin' }

let url: string
let database: Database
let web: Web
let production: Web
let workspaceId: string
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const started = await startDatabase()
  url = started.url
  database = openDatabase(url)
  web = await startWeb({ databaseUrl: url })
  production = await startWeb({ databaseUrl: url, settings: PRODUCTION })
  workspaceId = await givenOrganisation(database, 'Eagle')
  stops.push(started.stop, () => database.close(), web.stop, production.stop)
})

afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

const inbox = async (at: Web, cookie: string) => (await at.ask('/inbox', { cookie })).status
const alert = async (answer: Response) =>
  /role="alert"><p[^>]*>(.*?)<\/p>/.exec((await answer.text()).replaceAll('<!-- -->', ''))?.[1]

describe('signing in', () => {
  it('lets a member in, remembers the way they came from, and forgets them when they leave', async () => {
    const { email } = await givenPerson(database, { workspaceId })
    const answer = await web.ask('/sign-in', {
      form: { email: ` ${email.toUpperCase()}`, password: PASSWORD, next: '/inbox?a=1' },
    })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('/inbox?a=1')
    const cookie = cookieOf(answer)
    expect(await inbox(web, cookie)).toBe(200)
    expect((await web.ask('/sign-out', { cookie, form: {} })).headers.get('location')).toBe('/sign-in')
    expect(await inbox(web, cookie)).toBe(302)
  })

  it('never leads to an address of somebody else', async () => {
    const { email } = await givenPerson(database, { workspaceId })
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      const answer = await web.ask('/sign-in', { form: { email, password: PASSWORD, next } })
      expect(answer.headers.get('location')).toBe('/start')
    }
  })

  it('says the same of a wrong password and of an unknown address', async () => {
    const { email } = await givenPerson(database, { workspaceId })
    for (const form of [
      { email, password: 'wrong' },
      { email: `nobody-${email}`, password: 'wrong' },
    ]) {
      const answer = await web.ask('/sign-in', { form })
      expect(answer.status).toBe(400)
      expect(await alert(answer)).toBe('Wrong email or password.')
    }
  })

  it('refuses what is no address, no password or far too long, plainly', async () => {
    const wrong: [Record<string, string>, string][] = [
      [{}, 'Enter a complete email address, such as name@company.com.'],
      [{ email: '<img onerror=alert(1)>', password: 'x' }, 'Enter a complete email address, such as name@company.com.'],
      [{ email: 'a@b.co', password: '' }, 'Enter your password.'],
      [{ email: 'a@b.co', password: 'x'.repeat(65_536) }, 'The password is too long: at most 128 characters.'],
    ]
    for (const [form, text] of wrong) expect(await alert(await web.ask('/sign-in', { form }))).toBe(text)
  })

  it('limits attempts over all web programs together, with 429 and when to come back', async () => {
    const { email } = await givenPerson(database, { workspaceId })
    const tries = Array.from({ length: 12 }, (_, at) =>
      (at % 2 === 0 ? web : production).ask('/sign-in', {
        form: { email, password: 'wrong' },
        headers: at % 2 === 0 ? {} : SAME_ORIGIN,
      }),
    )
    const answers = await Promise.all(tries)
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(10).fill(400), 429, 429])
    const refused = await web.ask('/sign-in', { form: { email, password: PASSWORD } })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800)
    expect(await alert(refused)).toBe('Too many attempts. Try again in 15 min.')
    // Nobody else is kept out by it.
    const other = await givenPerson(database, { workspaceId })
    expect((await web.ask('/sign-in', { form: { email: other.email, password: PASSWORD } })).status).toBe(302)
    const kept = await database.platform.selectFrom('quota_places').select('key').execute()
    for (const { key } of kept) expect(key).toMatch(/^[\w-]{43}$/)
  })

  it('refuses a form that comes from another site', async () => {
    const { email } = await givenPerson(database, { workspaceId })
    const form = { email, password: PASSWORD }
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }])
      expect((await web.ask('/sign-in', { form, headers })).status).toBe(403)
  })

  it('OP-29 a session made at one web program is good at another', async () => {
    const second = await startWeb({ databaseUrl: url })
    const { email } = await givenPerson(database, { workspaceId })
    const cookie = await web.signIn(email)
    expect(await inbox(second, cookie)).toBe(200)
    await second.ask('/sign-out', { cookie, form: {} })
    expect(await inbox(web, cookie)).toBe(302)
    await second.stop()
  })
})

describe('signing up', () => {
  it('makes a person without a workspace; names and passwords have their limits', async () => {
    const form = { name: '<img onerror=alert(1)>', email: 'new@example.com', password: 'long enough now' }
    for (const [change, text] of [
      [{ name: ' ' }, 'Enter your name.'],
      [{ name: 'x'.repeat(200) }, 'The name is too long: at most 120 characters.'],
      [{ password: 'short' }, 'The password is too short: at least 10 characters.'],
    ] as const)
      expect(await alert(await web.ask('/sign-up', { form: { ...form, ...change } }))).toBe(text)
    const answer = await web.ask('/sign-up', { form })
    expect(answer.headers.get('location')).toBe('/start')
    const page = await web.ask('/no-workspace', { cookie: cookieOf(answer) })
    expect(page.status).toBe(403)
    expect(await page.text()).toContain('Organization not found')
    expect(await alert(await web.ask('/sign-up', { form }))).toMatch(/^There is an account with this email already/)
  })

  it('takes no more than the form has: nobody makes themself more than they are', async () => {
    const form = { name: 'Eve', email: 'eve@example.com', password: 'long enough now', isPlatformAdmin: 'true' }
    const cookie = cookieOf(await web.ask('/sign-up', { form: { ...form, emailVerified: 'true' } }))
    expect((await web.ask('/admin', { cookie })).status).toBe(403)
  })
})

describe('a new password', () => {
  it('ST-14 comes by a mail whose every link is built from APP_URL', async () => {
    const { email } = await givenPerson(database, { workspaceId })
    await production.ask('/forgot-password', { form: { email }, headers: { ...SAME_ORIGIN, host: 'localhost' } })
    const mail = await mailTo(email)
    const links = mail.text.match(/https?:\/\/\S+/g) ?? []
    expect(links.length).toBe(1)
    for (const link of links) expect(link).toMatch(/^https:\/\/desk\.example\.co\.id\/reset-password\?token=\w+$/)
    expect(mail.text).not.toMatch(/localhost|127\.0\.0\.1/)
  })

  it('is set once by the link, which then is used up, and ends all sessions', async () => {
    const { email } = await givenPerson(database, { workspaceId, mustChange: true })
    const cookie = await web.signIn(email)
    expect((await web.ask('/forgot-password', { form: { email } })).status).toBe(200)
    const token = /token=(\w+)/.exec((await mailTo(email)).text)?.[1] ?? ''
    const form = { token, password: 'an entirely new one' }
    expect(await alert(await web.ask('/reset-password', { form: { ...form, password: 'short' } }))).toMatch(/too short/)
    expect((await web.ask('/reset-password', { form })).headers.get('location')).toBe('/sign-in?done=password')
    expect(await alert(await web.ask('/reset-password', { form }))).toMatch(/^This link was used before/)
    expect(await inbox(web, cookie)).toBe(302)
    expect(await inbox(web, await web.signIn(email, form.password))).toBe(200)
  })

  it('is not set by a link that has expired or was never made', async () => {
    const { email } = await givenPerson(database, { workspaceId })
    await web.ask('/forgot-password', { form: { email } })
    const token = /token=(\w+)/.exec((await mailTo(email)).text)?.[1] ?? ''
    await database.platform
      .updateTable('verifications')
      .set({ expires_at: new Date(0) })
      .execute()
    for (const wrong of [token, 'x'.repeat(24), ''])
      expect(
        await alert(await web.ask('/reset-password', { form: { token: wrong, password: 'an entirely new one' } })),
      ).toMatch(/^This link/)
  })

  it('is asked of whoever has a one-time password, and then the desk opens', async () => {
    const { email } = await givenPerson(database, { workspaceId, mustChange: true })
    const cookie = await web.signIn(email)
    expect((await web.ask('/inbox', { cookie })).headers.get('location')).toBe('/change-password')
    const change = (current: string, password: string) =>
      web.ask('/change-password', { cookie, form: { current, password } })
    expect(await alert(await change('not it', 'an entirely new one'))).toBe('The current password is wrong.')
    expect(await alert(await change(PASSWORD, PASSWORD))).toBe('The new password must differ from the old one.')
    const changed = await change(PASSWORD, 'an entirely new one')
    expect(changed.headers.get('location')).toBe('/start')
    expect(await inbox(web, cookieOf(changed))).toBe(200)
    expect(await inbox(web, cookie)).toBe(302)
  })

  it('the answer does not tell who has an account', async () => {
    const { email } = await givenPerson(database, { workspaceId })
    const texts = [email, `nobody-${email}`].map(async (one) => {
      const answer = await web.ask('/forgot-password', { form: { email: one } })
      return /role="status"[^>]*>(.*?)</.exec(await answer.text())?.[1]
    })
    const [known, unknown] = await Promise.all(texts)
    expect(known).toBe(unknown)
    expect(known).toMatch(/^If there is an account/)
  })
})

describe('workspaces and choices of a person', () => {
  it('opens another workspace of theirs in this session, and none that is not', async () => {
    const [second, foreign] = [
      await givenOrganisation(database, 'Second'),
      await givenOrganisation(database, 'Foreign'),
    ]
    const { id, email } = await givenPerson(database, { workspaceId })
    const membership = { id: second, workspace_id: second, user_id: id, role: 'admin' }
    await database.platform.insertInto('memberships').values(membership).execute()
    const cookie = await web.signIn(email)
    const shown = async () => /data-workspace="(.*?)"/.exec(await (await web.ask('/inbox', { cookie })).text())?.[1]
    expect(await shown()).toBe(workspaceId)
    expect((await web.ask('/workspace', { cookie, form: { workspaceId: second } })).status).toBe(302)
    expect(await shown()).toBe(second)
    for (const wrong of [foreign, 'x', ''])
      expect((await web.ask('/workspace', { cookie, form: { workspaceId: wrong } })).status).toBe(403)
    expect(await shown()).toBe(second)
    await database.platform.deleteFrom('memberships').where('workspace_id', '=', second).execute()
    expect(await shown()).toBe(workspaceId)
  })

  it('keeps language and theme with the person, and before they sign in with the browser', async () => {
    const { email } = await givenPerson(database, { workspaceId })
    const cookie = await web.signIn(email)
    const html = async (sent: string) => /<html[^>]*>/.exec(await (await web.ask('/', { cookie: sent })).text())?.[0]
    expect(await html(cookie)).toContain('lang="en"')
    await web.ask('/preferences', { cookie, form: { language: 'id', theme: 'dark' } })
    const again = await web.signIn(email)
    expect(await html(again)).toMatch(/lang="id".*class="dark"/)
    const kept = await web.ask('/preferences', { form: { theme: 'dark' } })
    expect(await html(cookieOf(kept))).toMatch(/lang="en".*class="dark"/)
    expect((await web.ask('/preferences', { form: { theme: 'pink' } })).status).toBe(400)
  })
})

describe('in production', () => {
  it('SC-25 the session cookie is bound to this host, secure, and worth nothing at another deployment', async () => {
    const { email } = await givenPerson(database, { workspaceId })
    const answer = await production.ask('/sign-in', { form: { email, password: PASSWORD }, headers: SAME_ORIGIN })
    const [set = ''] = answer.headers.getSetCookie()
    expect(set).toMatch(/^__Host-my21staff=/)
    for (const flag of [/; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i, /; Path=\/(;|$)/i]) expect(set).toMatch(flag)
    expect(set).not.toMatch(/domain=/i)
    expect(await inbox(production, cookieOf(answer))).toBe(200)
    const other = await startWeb({
      databaseUrl: url,
      settings: { ...PRODUCTION, SESSION_SECRET: 'Zx8Yw7Vu6Ts5Rq4Po3Nm2Lk1Ji9Hg8Fe' },
    })
    expect(await inbox(other, cookieOf(answer))).toBe(302)
    await other.stop()
  })

  it('SC-22 a foreign origin gets no allow header', async () => {
    for (const path of ['/', '/sign-in', '/inbox', '/healthz', '/favicon.svg'])
      for (const origin of ['https://evil.example', 'null', APP_URL]) {
        const answer = await production.ask(path, { headers: { origin } })
        expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
      }
  })

  it('AS-05 /demo gives 404', async () => {
    for (const path of ['/demo', '/demo/', '/dev/mail']) expect((await production.ask(path)).status).toBe(404)
  })

  it('AS-06 nobody skips signing in, whatever host they name and whatever they ask for', async () => {
    for (const host of ['localhost', 'localhost:3000', '127.0.0.1'])
      for (const extra of [{}, { 'x-forwarded-host': 'localhost' }, { 'x-demo-mode': 'true' }]) {
        const answer = await production.ask('/inbox', { headers: { host, ...extra } })
        expect(answer.headers.get('location')).toBe('/sign-in?next=%2Finbox')
      }
    expect(await (await production.ask('/sign-in')).text()).not.toMatch(/demo-people|eagle[.-]demo/)
  })

  it('every answer carries the security headers; pages have a policy without inline scripts', async () => {
    for (const path of ['/', '/inbox', '/nope', '/favicon.svg', '/healthz']) {
      const { headers } = await production.ask(path)
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('strict-transport-security')).toMatch(/max-age=31536000/)
      expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/)
    }
    const page = await production.ask('/sign-in')
    const policy = page.headers.get('content-security-policy') ?? ''
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
    expect(policy).not.toMatch(/script-src[^;]*unsafe-/)
    for (const [tag] of (await page.text()).matchAll(/<script\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`)
  })

  it('built files are kept for ever by browsers, and sent compressed', async () => {
    const file = /\/assets\/[\w.-]+\.css/.exec(await (await production.ask('/')).text())?.[0] ?? ''
    const { headers } = await production.ask(file, { headers: { 'accept-encoding': 'br' } })
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(headers.get('content-encoding')).toBe('br')
    for (const path of ['/assets/../../main.ts', '/.vite/manifest.json', '/assets/%2e%2e/x'])
      expect((await production.ask(path)).status).toBe(404)
  })

  it('the log of requests holds no personal data', () => {
    const text = production.lines.join('\n')
    expect(text).toContain('"path":"/sign-in"')
    expect(text).not.toMatch(/@example\.com|token=|127\.0\.0\.1|a password of/)
  })
})

async function mailTo(email: string) {
  return vi.waitFor(async () => {
    const mail = (await listMails(database.platform, 500)).find(({ to }) => to === email)
    if (mail === undefined) throw new Error(`No mail to ${email}`)
    return mail
  })
}

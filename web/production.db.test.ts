import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/connect.ts'
import { company, consultants, persona } from '../dev/demo/company.ts'
import { contacts } from '../dev/demo/contacts.ts'
import { DEMO_PEOPLE } from '../dev/seed/people.ts'
import { givenConversation, givenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { cookieOf, givenPerson, openDatabase, PASSWORD, startWeb, type Web } from '../dev/test-kit/web.ts'

const BUILD = join(import.meta.dirname, 'build')
const APP_URL = 'https://desk.example.co.id'
const PRODUCTION = {
  NODE_ENV: 'production',
  APP_URL,
  WEBHOOK_BASE_URL: 'https://api.example.co.id',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  ALLOW_LOCAL_SERVICES: 'true',
}

let database: Database
let web: Web
let demo: Web
const cookies = { nobody: undefined as string | undefined, owner: '', platform: '' }
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  database = openDatabase(url)
  web = await startWeb({ databaseUrl: url, settings: PRODUCTION })
  const people = JSON.stringify(DEMO_PEOPLE)
  demo = await startWeb({ databaseUrl: url, settings: { DEMO_MODE: 'true', DEMO_PEOPLE: people } })
  stops.push(stop, () => database.close(), web.stop, demo.stop)
  const workspace = await givenWorkspace(database)
  const { conversationId } = await givenConversation(database, workspace, { name: 'Kirana Wulandari' })
  await database.platform
    .updateTable('conversations')
    .set({ last_message_at: new Date() })
    .where('id', '=', conversationId)
    .execute()
  const { workspaceId } = workspace
  cookies.owner = await signIn((await givenPerson(database, { workspaceId, role: 'owner' })).email)
  cookies.platform = await signIn((await givenPerson(database, { platformAdmin: true })).email)
})

afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

async function signIn(email: string): Promise<string> {
  const headers = { origin: APP_URL, 'sec-fetch-site': 'same-origin' }
  return cookieOf(await web.ask('/sign-in', { form: { email, password: PASSWORD }, headers }))
}

const NOT_FOUND = 'Page not found'
// The areas that are still to come answer with our own 404 page until they do.
const PAGES: [path: string, who: keyof typeof cookies, status: number, shows: string][] = [
  ['/', 'nobody', 200, 'Every WhatsApp chat answered'],
  ['/', 'owner', 200, 'Open the inbox'],
  ['/login', 'nobody', 302, '/sign-in'],
  ['/login?next=/inbox', 'nobody', 302, '/sign-in?next=%2Finbox'],
  ['/sign-in', 'nobody', 200, 'Forgot your password?'],
  ['/demo', 'nobody', 404, NOT_FOUND],
  ['/demo', 'owner', 404, NOT_FOUND],
  ['/inbox', 'nobody', 302, '/sign-in?next=%2Finbox'],
  ['/inbox', 'owner', 200, 'Kirana Wulandari'],
  ['/database', 'nobody', 404, NOT_FOUND],
  ['/database', 'owner', 404, NOT_FOUND],
  ['/settings', 'nobody', 404, NOT_FOUND],
  ['/settings', 'owner', 404, NOT_FOUND],
  ['/admin', 'nobody', 302, '/sign-in?next=%2Fadmin'],
  ['/admin', 'owner', 403, 'You have no access here'],
  ['/admin', 'platform', 200, 'All workspaces'],
  ['/dev/mail', 'owner', 404, NOT_FOUND],
]

describe('TS-11 the production build', () => {
  it.each(PAGES)('%s for %s: %i, %s', async (path, who, status, shows) => {
    const answer = await web.ask(path, cookies[who] === undefined ? {} : { cookie: cookies[who] })
    expect(answer.status).toBe(status)
    if (status === 302) {
      expect(answer.headers.get('location')).toBe(shows)
      return
    }
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const html = await answer.text()
    expect(html).toContain('<html lang="en"')
    expect(html).toContain('my21staff')
    expect(html).toContain(shows)
  })

  it('has every file that its pages ask for', async () => {
    const asked = new Set<string>()
    for (const [path, cookie] of [
      ['/'],
      ['/sign-in'],
      ['/inbox', cookies.owner],
      ['/admin', cookies.platform],
    ] as const)
      for (const [file] of (await (await web.ask(path, cookie === undefined ? {} : { cookie })).text()).matchAll(
        /\/assets\/[\w.$-]+\.(?:js|css|woff2)|\/favicon\.svg/g,
      ))
        asked.add(file)
    expect(asked.size).toBeGreaterThan(8)
    for (const file of asked) {
      const { status, headers } = await web.ask(file)
      expect({ file, status }).toEqual({ file, status: 200 })
      expect(headers.get('content-type')).toMatch(
        /^(text\/(javascript|css); charset=utf-8|image\/svg\+xml|font\/woff2)$/,
      )
    }
  })

  it('in demo mode shows the way in and the mails', async () => {
    expect((await demo.ask('/demo')).headers.get('location')).toBe('/sign-in')
    const page = await (await demo.ask('/sign-in')).text()
    for (const { email } of DEMO_PEOPLE) expect(page).toContain(email)
    expect((await demo.ask('/dev/mail')).status).toBe(200)
  })
})

it('AS-08 nothing of the demo is in the production build', () => {
  const files = readdirSync(BUILD, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  expect(files.length).toBeGreaterThan(20)
  const traces = [
    ...['DEMO_WORKSPACE', 'mock_user_id', 'mock_user', 'mock_contact', 'eagle.demo', 'eagle-demo', company.slug],
    ...['dev mode', 'dev-mode', 'development mode', company.name, company.phone, company.email, persona.greeting.id],
    ...DEMO_PEOPLE.flatMap(({ email, password, name }) => [email, password, name]),
    ...consultants.flatMap(({ name, email }) => [name, email]),
    ...contacts.flatMap(({ name, phone }) => [name, phone]),
  ]
  expect(traces.length).toBeGreaterThan(50)
  const found = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8').toLowerCase()
    return traces.filter((one) => text.includes(one.toLowerCase())).map((one) => `${relative(BUILD, file)}: ${one}`)
  })
  expect(found).toEqual([])
})

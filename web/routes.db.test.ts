import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/connect.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import {
  builtRoutes,
  givenOrganisation,
  givenPerson,
  openDatabase,
  startWeb,
  type Asking,
  type Web,
} from '../dev/test-kit/web.ts'

// Every address of the pages is tried as everybody. What is in none of these lists belongs to a workspace.
const PUBLIC = [
  '/',
  '/*',
  '/sign-in',
  '/sign-in-with',
  '/sign-up',
  '/login',
  '/forgot-password',
  '/reset-password',
  '/preferences',
  '/demo',
  '/dev/mail',
  '/dev/components',
  '/api/auth/callback/:provider',
]
const PERSONAL = ['/start', '/no-workspace', '/change-password', '/sign-out']
const WITH_A_ONE_TIME_PASSWORD = ['/change-password', '/sign-out']
const PLATFORM = ['/admin']
/** The least role, where it is more than member. */
const NEEDS: Record<string, 'admin' | 'owner'> = {
  '/review/figures': 'admin',
  '/review/figures/list': 'admin',
  '/api/incidents/:incidentId/answers': 'admin',
  '/api/incidents/:incidentId/trail': 'admin',
}

const routes = await builtRoutes()
const isOf = (list: readonly string[]) => routes.filter(({ path }) => list.includes(path))
const ofWorkspace = routes.filter(({ path }) => ![...PUBLIC, ...PERSONAL, ...PLATFORM].includes(path))
const isApi = (path: string) => path.startsWith('/api/')

let database: Database
let web: Web
let stopDatabase: () => Promise<void>
const cookies: Record<'guest' | 'stranger' | 'member' | 'admin' | 'owner' | 'newcomer' | 'platform', string> = {
  guest: '',
  stranger: '',
  member: '',
  admin: '',
  owner: '',
  newcomer: '',
  platform: '',
}

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  stopDatabase = stop
  database = openDatabase(url)
  web = await startWeb({ databaseUrl: url })
  const [own, other] = [await givenOrganisation(database, 'Eagle'), await givenOrganisation(database, 'Stranger Co')]
  const people = {
    guest: {},
    stranger: { workspaceId: other, role: 'owner' },
    member: { workspaceId: own, role: 'member' },
    admin: { workspaceId: own, role: 'admin' },
    owner: { workspaceId: own, role: 'owner' },
    newcomer: { workspaceId: own, role: 'owner', mustChange: true },
    platform: { platformAdmin: true },
  } as const
  for (const [name, wish] of Object.entries(people)) {
    const { email } = await givenPerson(database, wish)
    cookies[name as keyof typeof cookies] = await web.signIn(email)
  }
})

afterAll(async () => {
  await web.stop()
  await database.close()
  await stopDatabase()
})

/** Asks in each way that the route answers; a form is sent without fields. */
async function tryRoute({ path, hasLoader, hasAction }: (typeof routes)[number], cookie?: string): Promise<Response[]> {
  const address = path.replace(/:\w+\??/g, () => uuidv7()).replace('*', 'nothing-here')
  const who = cookie === undefined ? {} : { cookie }
  const ways: Asking[] = [...(hasLoader ? [who] : []), ...(hasAction ? [{ ...who, form: {} }] : [])]
  const answers: Response[] = []
  for (const way of ways) {
    const answer = await web.ask(address, { ...way, headers: { 'x-forwarded-for': '203.0.113.7' } })
    answers.push(answer)
    await answer.body?.cancel()
  }
  return answers
}

const leadsTo = (answer: Response) => `${String(answer.status)} ${answer.headers.get('location') ?? ''}`

it('the list of routes is the real one', () => {
  const paths = routes.map(({ path }) => path)
  expect(paths).toEqual(expect.arrayContaining(['/', '/sign-in', '/inbox', '/admin', '/workspace']))
  expect(ofWorkspace.length).toBeGreaterThan(1)
})

describe('TS-19 nobody signed in is led to the sign-in page', () => {
  it.each([...ofWorkspace, ...isOf(PERSONAL), ...isOf(PLATFORM)])('$path', async (route) => {
    for (const answer of await tryRoute(route))
      expect(leadsTo(answer)).toMatch(isApi(route.path) ? /^401 / : /^302 \/sign-in\?next=%2F/)
  })

  it.each(isOf(PUBLIC))('$path is for everybody', async (route) => {
    for (const answer of await tryRoute(route)) expect(leadsTo(answer)).not.toMatch(/^401|\/sign-in\?next/)
  })
})

describe('AD-05 one function guards every route of a workspace, and whoever is no member gets 403', () => {
  it.each(ofWorkspace)('$path', async (route) => {
    const folder = join(import.meta.dirname, 'app', route.id)
    const source = ['.tsx', '.ts', '/route.tsx', '/route.ts'].map((end) => readOrEmpty(folder + end)).join('')
    expect(source).toMatch(/\bawait requireWorkspaceMembership\(request/)
    for (const answer of await tryRoute(route, cookies.guest)) expect(answer.status).toBe(403)
    for (const answer of await tryRoute(route, cookies.platform)) expect(answer.status).toBe(403)
  })
})

describe('AD-04 a one-time password opens nothing but the form that changes it', () => {
  it.each([...ofWorkspace, ...isOf(PERSONAL), ...isOf(PLATFORM)])('$path', async (route) => {
    if (route.path === '/sign-out') return
    for (const answer of await tryRoute(route, cookies.newcomer)) {
      if (WITH_A_ONE_TIME_PASSWORD.includes(route.path)) expect(leadsTo(answer)).toMatch(/^(200|400) /)
      else expect(leadsTo(answer)).toMatch(isApi(route.path) ? /^403 / : /^302 \/change-password$/)
    }
  })
})

describe('BC-01 the area where ARI is set up is called Your Intern, in the navigation and in the page’s title', () => {
  const inside = ofWorkspace.filter(({ path }) => path.startsWith('/intern/') && !path.includes(':'))

  it('in either language, on each of its pages', async () => {
    expect(inside.length).toBeGreaterThan(4)
    for (const language of ['id', 'en'] as const)
      for (const { path } of inside) {
        const headers = { 'accept-language': language }
        const html = await (await web.ask(path, { cookie: cookies.admin, headers })).text()
        expect(/<title>([^<]*)<\/title>/.exec(html)?.[1], path).toContain('Your Intern')
        expect(html, path).toMatch(/<a[^>]*href="\/intern"[^>]*>(?:(?!<\/a>).)*Your Intern<\/a>/)
      }
  })
})

describe('each role', () => {
  it.each(ofWorkspace)('$path', async (route) => {
    const rank = { member: 0, admin: 1, owner: 2 }
    for (const role of ['member', 'admin', 'owner'] as const) {
      const isAllowed = rank[role] >= rank[NEEDS[route.path] ?? 'member']
      const [loaded] = await tryRoute({ ...route, hasAction: false }, cookies[role])
      if (loaded && isAllowed) expect(leadsTo(loaded)).not.toMatch(/^(401|403|5\d\d)|sign-in/)
      if (loaded && !isAllowed) expect(loaded.status).toBe(403)
    }
  })

  it.each(isOf(PLATFORM))('$path is for the people of the platform', async (route) => {
    for (const one of ['guest', 'stranger', 'member', 'admin', 'owner'] as const)
      for (const answer of await tryRoute(route, cookies[one])) expect(answer.status).toBe(403)
    for (const answer of await tryRoute(route, cookies.platform)) expect(answer.status).toBe(200)
  })
})

describe('a stranger', () => {
  it.each(ofWorkspace.filter(({ hasLoader }) => hasLoader))(
    'sees nothing of another workspace at $path',
    async (route) => {
      const address = route.path.replace(/:\w+\??/g, () => uuidv7())
      const answer = await web.ask(address, { cookie: cookies.stranger })
      if (answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.body?.cancel()
      expect(await answer.text()).not.toContain('Eagle')
    },
  )
})

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

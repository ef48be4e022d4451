import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSettings } from '#schema/env.ts'
import { createFlags, startCommandLine, type CommandLine } from '../dev/test-kit/command-line.ts'
import { givenPerson, SESSION_SECRET, startWeb, type Web } from '../dev/test-kit/web.ts'
import { requireWorkspaceMembership, type Role } from './app/auth.server.ts'
import { openServices } from './app/services.server.ts'

const ROLES = ['owner', 'admin', 'member'] as const
/** What each role may enter, by the least role that is asked for. */
const ENTERS: Record<Role, Record<Role, boolean>> = {
  owner: { owner: true, admin: true, member: true },
  admin: { owner: false, admin: true, member: true },
  member: { owner: false, admin: false, member: true },
}
const SHOWN = {
  en: { owner: 'Owner', admin: 'Admin', member: 'Member' },
  id: { owner: 'Pemilik', admin: 'Admin', member: 'Anggota' },
}

let desk: CommandLine
let web: Web
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  desk = await startCommandLine()
  web = await startWeb({ databaseUrl: desk.env['DATABASE_URL'] ?? '' })
  const settings = readSettings({ ...desk.env, SESSION_SECRET, APP_URL: web.base }, 'web')
  const { close } = await openServices(settings)
  stops.push(desk.stop, web.stop, close)
})

afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

/** The status with which the guard of every route of a workspace answers. */
async function entering(cookie: string, role: Role): Promise<number> {
  try {
    const { role: has } = await requireWorkspaceMembership(new Request(`${web.base}/x`, { headers: { cookie } }), {
      role,
    })
    expect(ROLES).toContain(has)
    return 200
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'init' in error) return (error.init as ResponseInit).status ?? 0
    throw error
  }
}

it('ST-11 each of the three roles is set, shown in both languages, and enforced at once', async () => {
  const { workspaceId } = (await desk.json(createFlags({ slug: 'eagle', 'owner-email': 'sari@eagle.example' }))) as {
    workspaceId: string
  }
  const { email } = await givenPerson(desk.database, { workspaceId })
  const cookie = await web.signIn(email)
  for (const role of [...ROLES, ...ROLES.toReversed()]) {
    await desk.json(['member', 'set-role', 'eagle', email, role])
    // The same session: nobody has to sign in again to have less, or more.
    const entered = Object.fromEntries(
      await Promise.all(ROLES.map(async (needed) => [needed, (await entering(cookie, needed)) === 200] as const)),
    )
    expect({ role, entered }).toEqual({ role, entered: ENTERS[role] })
    for (const needed of ROLES) expect(await entering(cookie, needed)).toBe(ENTERS[role][needed] ? 200 : 403)
    for (const language of ['en', 'id'] as const) {
      await web.ask('/preferences', { cookie, form: { language } })
      const html = (await (await web.ask('/inbox', { cookie })).text()).replaceAll('<!-- -->', '')
      const others = ROLES.map((one) => SHOWN[language][one]).filter((shown) => shown !== SHOWN[language][role])
      expect(html).toMatch(new RegExp(`>[^<]*\\b${SHOWN[language][role]}<`))
      for (const other of others) expect(html).not.toMatch(new RegExp(`>[^<]*\\b${other}<`))
    }
  }
  await desk.json(['member', 'set-role', 'eagle', email, 'member'])
  expect((await desk.run(['member', 'set-role', 'eagle', 'sari@eagle.example', 'admin'])).err).toMatch(/last owner/)
})

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSettings } from '#schema/env.ts'
import { launchBrowser } from '../dev/test-kit/browser.ts'
import { createFlags, startCommandLine, type CommandLine } from '../dev/test-kit/command-line.ts'
import { isAwake } from '../dev/test-kit/inbox.ts'
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

type Language = keyof typeof SHOWN

let desk: CommandLine
let web: Web
let browser: Browser
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  desk = await startCommandLine()
  web = await startWeb({ databaseUrl: desk.env['DATABASE_URL'] ?? '' })
  const settings = readSettings({ ...desk.env, SESSION_SECRET, APP_URL: web.base }, 'web')
  const { close } = await openServices(settings)
  browser = await launchBrowser()
  stops.push(desk.stop, web.stop, close, () => browser.close())
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

/** The roles that somebody reads of themself: in the shell, or in the menu of their account. */
async function shownRoles(cookie: string, language: Language): Promise<Role[]> {
  await web.ask('/preferences', { cookie, form: { language } })
  const context = await browser.newContext({ baseURL: web.base })
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: web.base }])
  const page = await context.newPage()
  await page.goto('/inbox', { waitUntil: 'load' })
  const account = page.getByRole('button', { name: /^(Account of|Akun) / }).filter({ visible: true })
  if ((await account.count()) > 0) {
    await isAwake(page)
    await account.click()
    await page.getByRole('menu').waitFor()
  }
  const text = await page.locator('body').innerText()
  await context.close()
  return ROLES.filter((role) => new RegExp(`\\b${SHOWN[language][role]}\\b`).test(text))
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
    for (const language of ['en', 'id'] as const) expect(await shownRoles(cookie, language)).toEqual([role])
  }
  await desk.json(['member', 'set-role', 'eagle', email, 'member'])
  expect((await desk.run(['member', 'set-role', 'eagle', 'sari@eagle.example', 'admin'])).err).toMatch(/last owner/)
})

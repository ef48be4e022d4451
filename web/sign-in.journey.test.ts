import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '#db/connect.ts'
import { goto, isAwake } from '../dev/test-kit/inbox.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenOrganisation, givenPerson, openDatabase, PASSWORD, startWeb, type Web } from '../dev/test-kit/web.ts'

const FLAGS =
  '--no-sandbox --headless --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

let database: Database
let web: Web
let browser: Browser
let workspaceId: string
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  database = openDatabase(url)
  web = await startWeb({ databaseUrl: url })
  workspaceId = await givenOrganisation(database, 'Eagle Overseas Education')
  browser = await chromium.launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    args: FLAGS.split(' '),
  })
  stops.push(
    stop,
    () => database.close(),
    web.stop,
    () => browser.close(),
  )
})

afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

/** A browser of somebody who reads English; it fails when the page breaks its own rules. */
async function withPage(width: number, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'en-US', baseURL: web.base })
  const page = await context.newPage()
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('console', (line) => {
    if (/Content Security Policy|hydrat/i.test(line.text())) broken.push(line.text())
  })
  await work(page)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  await context.close()
  expect(broken).toEqual([])
  expect(overflow).toBeLessThanOrEqual(0)
}

it.each([390, 1440])('AD-12 people sign up at /sign-up and sign in at /sign-in, at %i px', async (width) => {
  const email = `new-${String(width)}@example.com`
  await withPage(width, async (page) => {
    await goto(page, '/sign-up')
    await page.getByLabel('Full name').fill('Siti Rahma')
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill('long enough now')
    await page.getByRole('button', { name: 'Sign up' }).click()
    await page.getByRole('heading', { name: 'Organization not found' }).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL('**/sign-in')
  })
  const { id } = await database.platform
    .selectFrom('users')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  await database.platform
    .insertInto('memberships')
    .values({ id, workspace_id: workspaceId, user_id: id, role: 'member' })
    .execute()
  await withPage(width, async (page) => {
    await goto(page, '/inbox')
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill('not the one')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('Wrong email or password.').waitFor()
    await isAwake(page)
    await page.getByLabel('Password').fill('long enough now')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL('**/inbox')
    await page.getByText('Eagle Overseas Education').first().waitFor()
  })
})

it('a person who signs in gets their own language, whatever the browser speaks', async () => {
  const { id, email } = await givenPerson(database, { workspaceId })
  await database.platform.updateTable('users').set({ language: 'id', theme: 'dark' }).where('id', '=', id).execute()
  await withPage(1440, async (page) => {
    await goto(page, '/sign-in')
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL('**/inbox**')
    // The menu opens by script.
    await isAwake(page)
    await page.getByRole('button', { name: /^Akun/ }).click()
    await page.getByRole('menuitem', { name: 'Keluar' }).click()
    await page.waitForURL('**/sign-in')
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
  })
})

it('AD-11 somebody without a workspace reads what to do, not an error', async () => {
  const { email } = await givenPerson(database)
  await withPage(390, async (page) => {
    await goto(page, '/sign-in?next=/inbox')
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'Organization not found' }).waitFor()
    await page.getByText(email).waitFor()
    await page.getByText('Ask the owner or an admin of your organization').waitFor()
    await goto(page, '/start')
    await page.getByRole('heading', { name: 'Organization not found' }).waitFor()
  })
})

import type { Browser, Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '#db/connect.ts'
import { launchBrowser } from '../dev/test-kit/browser.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, openDatabase, startWeb, type Web } from '../dev/test-kit/web.ts'

const MORE = 120

let database: Database
let web: Web
let browser: Browser
let cookie: string
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  database = openDatabase(url)
  web = await startWeb({ databaseUrl: url })
  cookie = await web.signIn((await givenPerson(database, { platformAdmin: true })).email)
  const names = Array.from({ length: MORE }, (_, at) => `Organisation ${String(at).padStart(3, '0')}`)
  await database.platform
    .insertInto('workspaces')
    .values(names.map((name, at) => ({ id: uuidv7(), slug: `w-${String(at)}`, name })))
    .execute()
  browser = await launchBrowser()
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

async function withAdmin({ scripts, width }: { scripts: boolean; width: number }, work: (page: Page) => Promise<void>) {
  const viewport = { width, height: 900 }
  const context = await browser.newContext({ locale: 'en-US', baseURL: web.base, javaScriptEnabled: scripts, viewport })
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: web.base }])
  const page = await context.newPage()
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('console', (line) => {
    if (/Content Security Policy|hydrat/i.test(line.text())) broken.push(line.text())
  })
  await page.goto('/admin')
  await work(page)
  const isTooWide = scripts && (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth))
  await context.close()
  expect({ broken, isTooWide }).toEqual({ broken: [], isTooWide: false })
}

const rows = (page: Page) => page.locator('tbody tr')
const more = (page: Page) => page.getByRole('button', { name: 'Load more' })

it.each([390, 1440])('the list of all workspaces grows by the button, at %i px', async (width) => {
  await withAdmin({ scripts: true, width }, async (page) => {
    await expect.poll(() => rows(page).count()).toBe(50)
    await page.waitForLoadState('networkidle')
    await more(page).click()
    await expect.poll(() => rows(page).count()).toBe(100)
    await more(page).click()
    await expect.poll(() => rows(page).count()).toBe(MORE)
    expect(await more(page).count()).toBe(0)
    const names = await page.locator('tbody th').allInnerTexts()
    expect(new Set(names).size).toBe(MORE)

    await page.getByLabel('Search by name').fill('organisation 01')
    await page.getByRole('button', { name: 'Search' }).click()
    await expect.poll(() => rows(page).count()).toBe(10)
    await page.getByLabel('Search by name').fill("' or 1=1")
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByText("No workspace has “' or 1=1” in its name.").waitFor()
  })
})

it('without scripts the button shows the next page, and a link leads back', async () => {
  await withAdmin({ scripts: false, width: 1440 }, async (page) => {
    const first = await page.locator('tbody th').allInnerTexts()
    await more(page).click()
    await page.waitForURL('**/admin?q=&at=*')
    const second = await page.locator('tbody th').allInnerTexts()
    expect(second).toHaveLength(50)
    expect(second.filter((name) => first.includes(name))).toEqual([])
    await page.getByRole('link', { name: 'From the start of the list' }).click()
    await page.waitForURL('**/admin')
    expect(await page.locator('tbody th').allInnerTexts()).toEqual(first)
  })
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeViolations, launchBrowser, openPage } from '../dev/test-kit/browser.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { startWeb, type Web } from '../dev/test-kit/web.ts'

const PATH = '/dev/components'
/** A menu lies over the page and is in no part of it. */
const OVER_THE_PAGE = /^region: div\[data-radix-popper-content-wrapper/

let databaseUrl: string
let demo: Web
let browser: Browser
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  databaseUrl = url
  demo = await startWeb({ databaseUrl, settings: { DEMO_MODE: 'true' } })
  browser = await launchBrowser()
  stops.push(stop, demo.stop, () => browser.close())
})

afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

const overflowOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

/** The gallery in a browser of its own; what the console calls an error fails the test. */
async function withGallery(width: number, theme: 'light' | 'dark', work: (page: Page) => Promise<void>) {
  const { page, broken } = await openPage(browser, { baseURL: demo.base, width, theme, language: 'en' })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(PATH)
  // The last that is drawn: it waits for the browser.
  await page.getByRole('textbox', { name: 'Write a message to Komang Adnyana' }).waitFor()
  await work(page)
  await page.context().close()
  expect(broken).toEqual([])
}

it.each([
  [390, 'light'],
  [390, 'dark'],
  [768, 'light'],
  [1440, 'light'],
  [1440, 'dark'],
] as const)('every part stands at %i px in the %s theme, and axe finds nothing', async (width, theme) => {
  await withGallery(width, theme, async (page) => {
    expect(await page.locator('html.dark').count()).toBe(theme === 'dark' ? 1 : 0)
    expect(await overflowOf(page)).toBeLessThanOrEqual(0)
    expect(await axeViolations(page)).toEqual([])
    for (const [opener, role] of [
      ['Menu', 'menu'],
      ['Dialog', 'dialog'],
      ['Drawer', 'dialog'],
    ] as const) {
      await page.getByRole('button', { name: opener, exact: true }).click()
      await page.getByRole(role).waitFor()
      expect((await axeViolations(page)).filter((one) => !OVER_THE_PAGE.test(one))).toEqual([])
      await page.getByRole(role).press('Escape')
      await page.getByRole(role).waitFor({ state: 'detached' })
    }
    expect(await overflowOf(page)).toBeLessThanOrEqual(0)
  })
})

it('each ink reaches WCAG AA on its ground, in both themes that the switch turns between', async () => {
  await withGallery(1440, 'light', async (page) => {
    const tooFaint = () =>
      page
        .locator('[data-ratio]')
        .evaluateAll((all) =>
          all.filter((one) => !(Number(one.getAttribute('data-ratio')) >= 4.5)).map((one) => one.textContent),
        )
    const first = () => page.locator('[data-ratio]').first().getAttribute('data-ratio')
    const light = await first()
    expect(await page.locator('[data-ratio]').count()).toBeGreaterThan(40)
    expect(await tooFaint()).toEqual([])
    await page.getByRole('switch', { name: 'Dark' }).click()
    await page.locator('html.dark').waitFor({ state: 'attached' })
    await expect.poll(first).not.toBe(light)
    expect(await tooFaint()).toEqual([])
    await page.getByRole('switch', { name: 'Dark' }).click()
    await expect.poll(first).toBe(light)
  })
})

it('a part that breaks says so in its place, and works again when it is tried again', async () => {
  const { page } = await openPage(browser, { baseURL: demo.base, language: 'en' })
  await page.goto(PATH)
  await page.getByRole('textbox', { name: 'Write a message to Komang Adnyana' }).waitFor()
  await page.getByRole('button', { name: 'Break it' }).click()
  const broken = page.getByRole('alert').filter({ has: page.getByRole('button', { name: 'Try again' }) })
  await broken.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('A panel that works').waitFor()
  await page.context().close()
})

it('there is no such page outside a demo', async () => {
  const web = await startWeb({ databaseUrl })
  const answer = await web.ask(PATH)
  const html = await answer.text()
  await web.stop()
  expect(answer.status).toBe(404)
  expect(html).toContain('Page not found')
})

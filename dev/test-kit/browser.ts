import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { chromium, type Browser, type Page } from 'playwright-core'
import { findChromium } from '../services/chromium.ts'

const FLAGS =
  '--no-sandbox --headless --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(() => undefined), args: FLAGS.split(' ') })
}

export type PageWish = {
  baseURL: string
  width?: number
  theme?: 'light' | 'dark'
  language?: 'id' | 'en'
  /** As `signIn` gives it. */
  cookie?: string
  timezoneId?: string
  /** Headless, Chromium says so, and our pages take it for a robot, which gets them whole. */
  userAgent?: string
}

/** A page of a browser of its own, and what breaks in it: errors nobody caught, and what the console says is wrong. */
export async function openPage(
  browser: Browser,
  { baseURL, width = 1440, theme = 'light', language = 'id', cookie, timezoneId, userAgent }: PageWish,
): Promise<{ page: Page; broken: string[] }> {
  const isPhone = width < 500
  const context = await browser.newContext({
    ...{ baseURL, colorScheme: theme, locale: language === 'id' ? 'id-ID' : 'en-US' },
    ...{ viewport: { width, height: isPhone ? 844 : 900 }, hasTouch: width < 800, isMobile: isPhone },
    ...(timezoneId !== undefined && { timezoneId }),
    ...(userAgent !== undefined && { userAgent }),
  })
  const cookies = cookie === undefined ? [] : cookie.split('; ').map((pair) => pair.split('='))
  await context.addCookies(cookies.map(([name = '', ...value]) => ({ name, value: value.join('='), url: baseURL })))
  const page = await context.newPage()
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(`uncaught: ${error.message}`))
  page.on('console', (line) => {
    if (line.type() === 'error') broken.push(`console: ${line.text()} ${line.location().url}`)
  })
  return { page, broken }
}

/** A colour on its way to another is neither. What pulses without end, or stands still half way, is looked at as it is. */
const stillness = (page: Page) =>
  page.evaluate(() => {
    const moving = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    const isOver = Promise.allSettled(moving.map(({ finished }) => finished))
    return Promise.race([isOver.then(() => undefined), new Promise<undefined>((done) => setTimeout(done, 2_000))])
  })

/** What axe-core finds wrong in the page as it stands, each with where. */
export async function axeViolations(page: Page): Promise<string[]> {
  await stillness(page)
  await page.evaluate(AXE)
  const { violations } = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<AxeResults> } }
    return axe.run()
  })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')} ${failureSummary}`),
  )
}

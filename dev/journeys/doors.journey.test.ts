import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser, openPage } from '../test-kit/browser.ts'
import { goto, isAwake } from '../test-kit/inbox.ts'
import { demoSettings, exitOf, startDesk, type Started } from '../test-kit/start.ts'

// What a stranger does on the first day: `npm start`, sign in on one side, play a customer on the other.

const dataDir = mkdtempSync(join(tmpdir(), 'my21staff-doors-'))
// Every program of the demo is watched for what it asks of other machines.
const askedFile = join(dataDir, 'outside-asked.txt')
const watched = {
  NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, '../test-kit/offline-preload.mjs')).href}`,
  OUTSIDE_ASKED: askedFile,
}
const hostsAsked = () => (existsSync(askedFile) ? readFileSync(askedFile, 'utf8').split('\n').filter(Boolean) : [])
let settings: Record<string, string>
let desk: Started
let browser: Browser

beforeAll(async () => {
  settings = { ...(await demoSettings(dataDir)), ...watched }
  desk = startDesk(settings)
  browser = await launchBrowser()
  await desk.untilReady()
}, 150_000)

afterAll(async () => {
  await browser.close()
  desk.process.kill('SIGTERM')
  await exitOf(desk.process)
  rmSync(dataDir, { recursive: true, force: true })
})

const WORDS = {
  id: {
    ...{ signIn: 'Masuk', start: 'Mulai mengobrol', name: 'Nama', phone: 'Nomor WhatsApp', message: 'Pesan' },
    ...{ typed: /^Tulis pesan ke/, send: 'Kirim', takeOver: 'Ambil alih', handBack: 'Kembalikan ke ARI' },
    ...{
      mine: 'Giliran Anda',
      aris: 'Giliran ARI',
      done: 'Tahap: Selesai',
      booked: 'Pasti',
      panel: 'Tampilkan info kontak',
    },
    ...{ add: 'Pelanggan baru', customers: 'Ganti pelanggan', taken: 'Intan Permatasari mengambil alih' },
  },
  en: {
    ...{ signIn: 'Sign in', start: 'Start chatting', name: 'Name', phone: 'WhatsApp number', message: 'Message' },
    ...{ typed: /^Write a message to/, send: 'Send', takeOver: 'Take over', handBack: 'Hand back to ARI' },
    ...{ mine: 'You have the floor', aris: 'ARI has the floor', done: 'Stage: Done', booked: 'Confirmed' },
    ...{
      panel: 'Show contact info',
      add: 'New customer',
      customers: 'Switch customer',
      taken: 'Intan Permatasari took over',
    },
  },
}

// Each width, language and theme once; what a page looks like in all of them is walked elsewhere (web/pages.journey).
it.each([
  { width: 390, language: 'id', theme: 'dark' },
  { width: 1440, language: 'en', theme: 'light' },
] as const)(
  'from hello to a booking, a takeover, an answer and back, live on both sides: $width px, $language, $theme',
  { timeout: 180_000 },
  async ({ width, language, theme }) => {
    const words = WORDS[language]
    const wish = { width, language, theme }
    const staff = await openPage(browser, { ...wish, baseURL: `http://localhost:${settings['WEB_PORT'] ?? ''}` })
    const phone = await openPage(browser, { ...wish, baseURL: `http://localhost:${settings['SIMULATOR_PORT'] ?? ''}` })
    const [desktop, handset] = [staff.page, phone.page]
    await handset.addInitScript((chosen) => localStorage.setItem('phone.language', chosen), language)
    const name = `Nadia ${String(width)} ${language}`

    await goto(desktop, '/')
    await desktop.getByRole('link', { name: words.signIn, exact: true }).click()
    await desktop.getByRole('button', { name: /Intan Permatasari/ }).click()
    await desktop.waitForURL('**/inbox**')

    await handset.goto('/phone')
    await become(handset, name, `+62813${String(width).padStart(4, '0')}${language === 'id' ? '10' : '20'}1`, words)
    const says = async (text: string) => {
      const heard = await handset.locator('.bubble').count()
      await handset.getByRole('textbox', { name: words.message }).fill(text)
      await handset.getByRole('textbox', { name: words.message }).press('Enter')
      // One's own, and an answer.
      await expect.poll(() => handset.locator('.bubble').count(), { timeout: 30_000 }).toBeGreaterThanOrEqual(heard + 2)
    }
    const bubble = (page: Page, text: string) => page.locator('.bubble', { hasText: text }).last()

    // The staff's page is left alone from here: what comes, comes by itself.
    await says('Halo, selamat malam')
    await desktop.getByRole('link', { name }).click()
    await bubble(desktop, 'Halo, selamat malam').waitFor()
    await says('Aku Nadia, mau ambil S2 Data Science di Australia')
    await says('IELTS 6.5, rencana mulai Juli 2027')
    await says('Iya mau konsultasi dong')
    await bubble(desktop, 'Iya mau konsultasi dong').waitFor()

    await handset
      .locator('.bubble.theirs')
      .last()
      .getByRole('button', { name: /^Pilih/ })
      .click()
    const sheet = handset.getByRole('dialog', { name: /^Pilih/ })
    await sheet.getByText(/WIB$/).first().click()
    await sheet.getByRole('button', { name: words.send }).click()
    await desktop.getByText(words.done).waitFor({ timeout: 30_000 })
    if (width < 1180) await desktop.getByRole('button', { name: words.panel }).click()
    await desktop.getByText(words.booked).filter({ visible: true }).first().waitFor()
    if (width < 1180) await desktop.keyboard.press('Escape')

    await desktop.getByRole('button', { name: words.takeOver }).click()
    await desktop.locator('[data-floor=person]', { hasText: words.mine }).waitFor()
    await desktop.getByText(words.taken).waitFor()
    const answer = 'Terima kasih Kak, sampai besok ya'
    await desktop.getByRole('textbox', { name: words.typed }).fill(answer)
    await desktop.getByRole('button', { name: words.send, exact: true }).click()
    await bubble(handset, answer).waitFor()
    // The customer has it open: read.
    await bubble(desktop, answer).locator('[data-status=read]').waitFor()

    await desktop.getByRole('button', { name: words.handBack }).click()
    await desktop.locator('[data-floor=bot]', { hasText: words.aris }).waitFor()
    await says('Terima kasih banyak')
    await bubble(desktop, 'Terima kasih banyak').waitFor()

    for (const { page, broken } of [staff, phone]) {
      expect(broken).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      await page.context().close()
    }
  },
)

it(
  'AS-01 (the areas there are) every page that the demo leads to loads without an error',
  { timeout: 120_000 },
  async () => {
    const base = `http://localhost:${settings['WEB_PORT'] ?? ''}`
    const visited = new Set<string>()
    for (let n = 0, people = 1; n < people; n++) {
      const { page, broken } = await openPage(browser, { baseURL: base, language: 'en' })
      await goto(page, '/demo')
      const buttons = page.locator('section[aria-labelledby=demo-people] button')
      await buttons.first().waitFor()
      people = await buttons.count()
      await buttons.nth(n).click()
      await page.waitForURL(/\/(inbox|no-workspace)/)
      const links = await page.locator('nav a').evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))
      for (const link of new Set(links)) {
        await page.goto(link, { waitUntil: 'load' })
        visited.add(new URL(link).pathname)
      }
      // Whoever belongs nowhere is refused by status, which a browser notes.
      expect(broken.filter((line) => !/403/.test(line))).toEqual([])
      await page.context().close()
    }
    expect([...visited]).toContain('/inbox')
  },
)

it('BC-12 every tab of Your Intern works where there is no network', { timeout: 120_000 }, async () => {
  const base = `http://localhost:${settings['WEB_PORT'] ?? ''}`
  const { page, broken } = await openPage(browser, { baseURL: base, language: 'en' })
  const outside: string[] = []
  await page.route(
    (url) => url.origin !== base,
    (route) => {
      outside.push(route.request().url())
      return route.abort()
    },
  )
  await goto(page, '/demo')
  await page.getByRole('button', { name: /Intan Permatasari/ }).click()
  // The first conversation opens by itself.
  await page.waitForURL('**/inbox/*')
  const loaded = () => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
  expect((await loaded()).filter((name) => name.includes('en-intern'))).toEqual([])
  await page.getByRole('link', { name: 'Your Intern' }).click()

  const parts = page.getByRole('navigation', { name: 'Parts of Your Intern' })
  const tabs = parts.getByRole('link')
  await tabs.first().waitFor()
  const names = await tabs.allInnerTexts()
  expect(names).toEqual(expect.arrayContaining(['Persona', 'Flow', 'Database', 'Scoring', 'Test']))
  for (const name of names) {
    await tabs.getByText(name, { exact: true }).click()
    await parts.locator('[aria-current=page]', { hasText: name }).waitFor()
    // As it comes from the server, too.
    const answer = await page.reload({ waitUntil: 'load' })
    expect(answer?.status(), name).toBe(200)
    await isAwake(page)
    expect((await page.locator('main').innerText()).length, name).toBeGreaterThan(200)
  }

  // The last one asks ARI herself.
  await page.getByRole('textbox', { name: 'Write as a customer' }).fill('Halo, saya Nadia')
  await page.keyboard.press('Enter')
  await page.getByRole('log').locator('[data-by=bot]').first().waitFor({ timeout: 30_000 })

  expect(outside).toEqual([])
  expect(broken).toEqual([])
  expect(hostsAsked()).toEqual([])
  // And who asked would have been seen.
  const script = `fetch('https://model.example/v1').catch(() => undefined)`
  execFileSync(process.execPath, ['-e', script], { env: { ...process.env, ...watched } })
  expect(hostsAsked()).toEqual(['model.example'])
})

type FormWords = { name: string; phone: string; start: string; add: string; customers: string; message: string }

async function become(page: Page, name: string, phone: string, words: FormWords): Promise<void> {
  const form = page.getByRole('button', { name: words.start })
  const message = page.getByRole('textbox', { name: words.message, exact: true })
  await form.or(message).first().waitFor()
  // Somebody was played before: the form is behind the list of customers.
  if (await message.isVisible()) {
    const list = page.getByRole('button', { name: words.customers })
    if (await list.isVisible()) await list.click()
    await page.getByRole('navigation').getByRole('button', { name: words.add }).click()
  }
  await page.getByLabel(words.name, { exact: true }).fill(name)
  await page.getByLabel(words.phone).fill(phone)
  await form.click()
  await page.waitForURL(`**/phone?customer=*${phone.slice(1)}*`)
  await message.waitFor()
}

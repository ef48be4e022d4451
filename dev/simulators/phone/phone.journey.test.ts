import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '../../services/ports.ts'
import { axeViolations, launchBrowser } from '../../test-kit/browser.ts'

const NUMBER = '628110000021'
const BUSINESS = 'Eagle Overseas Education'
const HARM = `<img src=x onerror="document.title='harmed'"> *tebal* 👍`

const dataDir = mkdtempSync(join(tmpdir(), 'phone-'))
const product = createServer((request, response) => {
  request.resume().on('end', () => response.end())
})
let port: number
let simulators: ChildProcess
let browser: Browser

beforeAll(async () => {
  port = await freePort()
  await new Promise<void>((resolve) => product.listen(0, '127.0.0.1', resolve))
  simulators = await startSimulators()
  const bound = product.address()
  await ask('PUT', `/control/numbers/${NUMBER}`, {
    displayPhoneNumber: '+62 811 0000 021',
    verifiedName: BUSINESS,
    accessToken: 'token',
    webhookUrl: `http://127.0.0.1:${String(typeof bound === 'object' && bound ? bound.port : 0)}/`,
  })
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser.close()
  await stopSimulators()
  product.closeAllConnections()
  product.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const address = () => `http://127.0.0.1:${String(port)}`

async function startSimulators(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['dev/simulators/main.ts'], {
    cwd: join(import.meta.dirname, '../../..'),
    env: { NODE_ENV: 'test', PATH: process.env['PATH'], SIMULATOR_PORT: String(port), DATA_DIR: dataDir },
    stdio: 'ignore',
  })
  for (let tries = 0; tries < 100; tries += 1) {
    if (
      await fetch(`${address()}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return child
    await pause(100)
  }
  throw new Error('the simulators did not start')
}

async function stopSimulators() {
  simulators.kill('SIGTERM')
  await once(simulators, 'exit')
}

async function ask(method: string, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(address() + path, {
    method,
    headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.json()
}

/** What the product does. */
const send = (to: string, message: object) =>
  ask('POST', `/v24.0/${NUMBER}/messages`, { messaging_product: 'whatsapp', to, ...message })

type Wish = { width: number; theme: 'light' | 'dark'; language?: 'id' | 'en'; expectLines?: RegExp }

/** A phone in the browser; it fails when the page breaks its own rules or runs over the edge. */
async function withPhone({ width, theme, language = 'id', expectLines }: Wish, work: (page: Page) => Promise<void>) {
  const touch = width < 500
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    colorScheme: theme,
    hasTouch: touch,
    isMobile: touch,
    baseURL: address(),
  })
  await context.addInitScript((chosen) => localStorage.setItem('phone.language', chosen), language)
  const page = await context.newPage()
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('console', (line) => {
    if (line.type() === 'error' && !expectLines?.test(line.text())) broken.push(line.text())
  })
  await work(page)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  await context.close()
  expect(broken).toEqual([])
  expect(overflow).toBeLessThanOrEqual(0)
}

async function expectAccessible(page: Page) {
  expect(await axeViolations(page)).toEqual([])
}

const bubble = (page: Page, text: string) => page.locator('.bubble', { hasText: text }).last()

async function addCustomer(page: Page, width: number, name: string, phone: string) {
  if (width < 1180) await page.getByRole('button', { name: 'Ganti pelanggan' }).click()
  await page.getByRole('navigation').getByRole('button', { name: 'Pelanggan baru' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Nama').fill('')
  await sheet.getByLabel('Nomor WhatsApp').fill('12')
  await sheet.getByRole('button', { name: 'Mulai mengobrol' }).click()
  await sheet.getByText('Isi nama.').waitFor()
  await sheet.getByText('Nomor internasional').waitFor()
  await sheet.getByLabel('Nama').fill(name)
  await sheet.getByLabel('Nomor WhatsApp').fill(phone)
  await sheet.getByRole('button', { name: 'Mulai mengobrol' }).click()
  await sheet.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: `Ponsel ${name.trim()}` }).waitFor()
}

it.each([
  { width: 390, theme: 'light' },
  { width: 1440, theme: 'dark' },
] as const)('a customer chats on a phone of $width px in $theme', async ({ width, theme }) => {
  const phone = `62812${String(width)}55${String(Date.now()).slice(-4)}`
  await withPhone({ width, theme }, async (page) => {
    await page.goto('/phone')
    await page
      .getByRole('heading', { name: BUSINESS })
      .or(page.getByRole('heading', { name: 'Pelanggan baru' }))
      .first()
      .waitFor()
    await addCustomer(page, width, `${'Nama Panjang '.repeat(12)}${String(width)}`, `+${phone}`)

    // What a message holds is text; ticks tell how far it came.
    const text = page.getByRole('textbox', { name: 'Pesan' })
    await text.fill(HARM)
    await text.press('Enter')
    await bubble(page, '<img src=x').waitFor()
    await bubble(page, '<img src=x').getByLabel('Sampai di bisnis').waitFor()
    expect(await page.locator('.messages img').count()).toBe(0)
    expect(await page.title()).not.toBe('harmed')
    await bubble(page, '<img src=x').locator('strong', { hasText: 'tebal' }).waitFor()

    // The business reads, types and answers.
    const { messages } = (await (await fetch(`${address()}/control/thread?customer=${phone}`)).json()) as {
      messages: { id: string }[]
    }
    await ask('POST', `/v24.0/${NUMBER}/messages`, {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: messages[0]?.id,
      typing_indicator: { type: 'text' },
    })
    await page.getByText('sedang mengetik…').waitFor()
    await bubble(page, '<img src=x').getByLabel('Dibaca bisnis').waitFor()
    await send(phone, { type: 'text', text: { body: 'Halo, ada yang bisa dibantu?' } })
    await bubble(page, 'ada yang bisa dibantu').waitFor()
    await page.getByText('Akun bisnis').waitFor()

    // A list is opened and chosen from, with the keyboard.
    const rows = [
      { id: 'slot-1', title: 'Senin 09.00', description: 'dengan Ratna' },
      { id: 'slot-2', title: 'Selasa 10.00' },
    ]
    const action = { button: 'Pilih jadwal', sections: [{ title: 'Minggu ini', rows }] }
    await send(phone, {
      type: 'interactive',
      interactive: { type: 'list', body: { text: 'Kapan ada waktu?' }, action },
    })
    await page.getByRole('button', { name: 'Pilih jadwal' }).click()
    const sheet = page.getByRole('dialog', { name: 'Pilih jadwal' })
    await expectAccessible(page)
    await sheet.getByRole('button', { name: 'Kirim' }).click()
    await sheet.getByText('Pilih salah satu').waitFor()
    await sheet.getByText('Selasa 10.00').click()
    await sheet.getByRole('button', { name: 'Kirim' }).click()
    await page.locator('.bubble.own', { hasText: 'Selasa 10.00' }).waitFor()

    // Answering to a message quotes it; a reaction is set, changed and taken back.
    await bubble(page, 'ada yang bisa dibantu').hover()
    await bubble(page, 'ada yang bisa dibantu').getByRole('button', { name: 'Tindakan pesan' }).click()
    await page.getByRole('button', { name: 'Balas' }).click()
    await text.fill('Ya, ada')
    await page.getByRole('button', { name: 'Kirim', exact: true }).click()
    await page.locator('.bubble.own', { hasText: 'Ya, ada' }).locator('.quote', { hasText: 'dibantu' }).waitFor()
    const greeting = page.locator('.bubble.theirs', { hasText: 'ada yang bisa dibantu' })
    const react = async (name: string) => {
      await greeting.hover()
      await greeting.getByRole('button', { name: 'Tindakan pesan' }).click()
      await page.getByRole('button', { name }).click()
    }
    await react('Beri reaksi 👍')
    await greeting.getByLabel('Reaksi Anda: 👍').waitFor()
    await react('Beri reaksi ❤️')
    await greeting.getByLabel('Reaksi Anda: ❤️').waitFor()
    await react('Hapus reaksi ❤️')
    await greeting.locator('.reactions').waitFor({ state: 'detached' })
    await react('Beri reaksi 🙏')

    // Reply buttons, a sample picture with a caption, a place and a voice note.
    const buttons = [{ type: 'reply', reply: { id: 'yes', title: 'Ya, betul' } }]
    await send(phone, {
      type: 'interactive',
      interactive: { type: 'button', body: { text: 'Betul?' }, action: { buttons } },
    })
    await page.getByRole('button', { name: 'Ya, betul' }).click()
    await page.locator('.bubble.own', { hasText: 'Ya, betul' }).waitFor()
    await page.getByRole('button', { name: 'Lampirkan' }).click()
    await page.getByRole('button', { name: 'Foto contoh: ijazah' }).click()
    await text.fill('Ini ijazah saya')
    await text.press('Enter')
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('.messages img.picture')?.naturalWidth ?? 0) > 500,
    )
    await page.getByRole('button', { name: 'Lampirkan' }).click()
    await page.getByRole('button', { name: 'Lokasi' }).click()
    await page.getByRole('button', { name: 'Kirim lokasi' }).click()
    await bubble(page, 'Monas').waitFor()
    await page.getByRole('button', { name: 'Pesan suara' }).click()
    await page.getByRole('button', { name: '8 detik' }).click()
    await page.getByText('0:08').waitFor()

    // A reload shows the same thread of the same customer.
    const before = await page.locator('.row').allInnerTexts()
    await page.reload()
    await bubble(page, 'Monas').waitFor()
    await page.getByText('0:08').waitFor()
    expect(await page.locator('.row').allInnerTexts()).toEqual(before)
    await greeting.getByLabel('Reaksi Anda: 🙏').waitFor()
    await expectAccessible(page)
  })
  const { sends } = (await (await fetch(`${address()}/control/sends?to=${phone}`)).json()) as { sends: unknown[] }
  expect(sends).toHaveLength(3)
})

it('faults are switched, the log tells, and a long text is never lost', async () => {
  const phone = '6281299990001'
  await ask('POST', '/control/customers', { phoneNumberId: NUMBER, phone, name: 'Budi' })
  await withPhone({ width: 1440, theme: 'light', language: 'en' }, async (page) => {
    await page.goto(`/phone?customer=${phone}`)
    await page.getByRole('heading', { name: 'Phone of Budi' }).waitFor()
    await page.getByRole('button', { name: 'Settings of Send refused' }).click()
    await page.getByLabel("Meta's error code").fill('x')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByText('A whole number from 0 up.').waitFor()
    await page.getByLabel("Meta's error code").fill('131056')
    await page.getByLabel('How often').selectOption('times')
    await page.getByLabel('How many times').fill('2')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByText('2 left').waitFor()
    await expectAccessible(page)
    await send(phone, { type: 'text', text: { body: 'refused' } })
    await page.getByText('1 left').waitFor()
    await ask('POST', '/control/faults', { kind: 'no-statuses', probability: 0.5 })
    await page.getByText('50% chance').waitFor()
    await page.getByRole('button', { name: 'Switch all off' }).click()
    await page.getByText('No faults').waitFor()

    await page.getByRole('tab', { name: 'Log' }).click()
    const log = page.getByRole('list', { name: 'Log' })
    await log.getByText('400 · 131056').waitFor()
    const long = 'kata '.repeat(13_108).slice(0, 65_536)
    const text = page.getByRole('textbox', { name: 'Message' })
    await text.fill(long)
    await text.press('Enter')
    await page.getByText('this has 65,536').waitFor()
    expect(await text.inputValue()).toBe(long)
    await page.getByRole('button', { name: /Send as \d+ messages/ }).click()
    await page.waitForFunction(() => document.querySelectorAll('.bubble.own').length >= 16)
    await log
      .getByText(/inbound message/)
      .first()
      .click()
    await log.getByText('"object": "whatsapp_business_account"').first().waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    await send(phone, { type: 'text', text: { body: 'while paused' } })
    await page.getByText(/Paused; [1-9]/).waitFor()
    expect(await log.getByText('while paused').count()).toBe(0)
    await page.getByRole('button', { name: 'Resume' }).click()
    await log.getByText('while paused').waitFor()
    for (const type of ['Webhook', 'Inbound', 'Status', 'Rejected', 'Fault', 'Other'])
      await page.getByRole('group', { name: 'Filter by type' }).getByRole('button', { name: type }).click()
    expect(new Set(await log.locator('.log-type').allInnerTexts())).toEqual(new Set(['Send']))
    await expectAccessible(page)
  })
  const { messages } = (await (await fetch(`${address()}/control/thread?customer=${phone}`)).json()) as {
    messages: { direction: string; content: { body: string } }[]
  }
  const said = messages.filter(({ direction }) => direction === 'in').map(({ content }) => content.body)
  expect(said.join('')).toHaveLength(65_536)
})

it('while the simulator is away the page says so, keeps the text, and goes on by itself', async () => {
  const phone = '6281299990002'
  await ask('POST', '/control/customers', { phoneNumberId: NUMBER, phone, name: 'Citra' })
  await withPhone({ width: 390, theme: 'dark', expectLines: /Failed to load resource|ERR_/ }, async (page) => {
    await page.goto(`/phone?customer=${phone}`)
    const text = page.getByRole('textbox', { name: 'Pesan' })
    await text.fill('sebelum')
    await text.press('Enter')
    await bubble(page, 'sebelum').waitFor()
    await stopSimulators()
    await page.getByText('Simulator tidak menjawab. Mencoba lagi').waitFor()
    await text.fill('jangan hilang')
    await text.press('Enter')
    await page.getByText('Tidak terkirim').waitFor()
    expect(await text.inputValue()).toBe('jangan hilang')
    await expectAccessible(page)
    simulators = await startSimulators()
    await page.getByText('Simulator tidak menjawab. Mencoba lagi').waitFor({ state: 'hidden' })
    await text.press('Enter')
    await bubble(page, 'jangan hilang').getByLabel('Sampai di bisnis').waitFor()
    await bubble(page, 'sebelum').waitFor()
  })
})

it('eight windows play eight customers, and who reads further up is not pulled away', async () => {
  const phones = Array.from({ length: 8 }, (_, at) => `628129999100${String(at)}`)
  for (const phone of phones) {
    await ask('POST', '/control/customers', { phoneNumberId: NUMBER, phone, name: `Jendela ${phone.slice(-1)}` })
    for (let at = 0; at < 20; at += 1) await send(phone, { type: 'text', text: { body: `pesan ${String(at)}` } })
  }
  await withPhone({ width: 1440, theme: 'light' }, async (first) => {
    const pages = [first]
    while (pages.length < phones.length) pages.push(await first.context().newPage())
    for (const [at, page] of pages.entries()) {
      await page.goto(`/phone?customer=${phones[at] ?? ''}`)
      await bubble(page, 'pesan 19').waitFor()
    }
    const last = pages.at(-1) ?? first
    const wall = last.getByRole('log')
    const scrolled = () =>
      wall.evaluate(({ scrollTop, scrollHeight, clientHeight }) => scrollHeight - clientHeight - scrollTop)
    expect(await scrolled()).toBeLessThan(2)
    await wall.evaluate((element) => (element.scrollTop = 0))
    for (const [at, page] of pages.entries()) {
      await send(phones[at] ?? '', { type: 'text', text: { body: `khusus ${String(at)}` } })
      await bubble(page, `khusus ${String(at)}`).waitFor()
    }
    expect(await wall.evaluate(({ scrollTop }) => scrollTop)).toBe(0)
    await last.getByRole('button', { name: 'Pesan baru' }).click()
    expect(await scrolled()).toBeLessThan(2)

    // Another customer in the same window, and back; what was begun stays with whom it was begun.
    await last.getByRole('textbox', { name: 'Pesan' }).fill('belum selesai')
    await last.getByRole('link', { name: 'Jendela 3' }).click()
    await bubble(last, 'khusus 3').waitFor()
    expect(await last.getByRole('textbox', { name: 'Pesan' }).inputValue()).toBe('')
    expect(last.url()).toContain(phones[3])
    await last.goBack()
    await bubble(last, 'khusus 7').waitFor()
    await last.getByRole('button', { name: 'English' }).click()
    await last.getByRole('heading', { name: 'Phone of Jendela 7' }).waitFor()
    expect(await last.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('belum selesai')
    await last.getByRole('button', { name: 'Dark', exact: true }).click()
    expect(await last.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
    await expectAccessible(last)
  })
})

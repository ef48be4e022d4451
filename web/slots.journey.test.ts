import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { shortTime } from '#domain/booking/times.ts'
import { axeViolations } from '../dev/test-kit/browser.ts'
import { givenCustomer, startDesk, type Desk, type DeskWorkspace } from '../dev/test-kit/desk.ts'
import { goto, startDeskInbox } from '../dev/test-kit/inbox.ts'

// The Slots tab in front of the whole desk: what is set there is what customers are offered.

let desk: Desk
let workspace: DeskWorkspace
let pages: Awaited<ReturnType<typeof startDeskInbox>>

beforeAll(async () => {
  desk = await startDesk()
  await Promise.all([desk.start('worker'), desk.start('api')])
  workspace = await desk.createWorkspace()
  pages = await startDeskInbox(desk, workspace.workspaceId)
})
afterAll(async () => {
  await pages.stop()
  await desk.stop()
})

type List = { interactive?: { action: { sections: { rows: { title: string }[] }[] } } }

/** The times that ARI offers to somebody who asks for a consultation, as their phone shows them. */
async function offeredTo(name: string): Promise<string[]> {
  const customer = givenCustomer(desk, workspace, name)
  await customer.hears(() => customer.says('Halo, selamat malam'))
  await customer.hears(() => customer.says(`Aku ${name}, mau ambil S2 Data Science di Australia`))
  await customer.hears(() => customer.says('IELTS 6.5, rencana mulai Juli 2027'))
  const { body } = await customer.hears(() => customer.says('Iya mau konsultasi dong'))
  return ((body as List).interactive?.action.sections ?? []).flatMap(({ rows }) => rows.map(({ title }) => title))
}

/** The times that the page says ARI offers now, in the words of the phone. The first may run out meanwhile. */
async function promised(page: Page): Promise<string[]> {
  const times = page.getByRole('region', { name: 'Ditawarkan ARI sekarang' }).getByRole('time')
  const moments = await times.evaluateAll((all) => all.map((one) => one.getAttribute('datetime') ?? ''))
  return moments.slice(1, 5).map((at) => shortTime(Date.parse(at), 'id', 'Asia/Jakarta'))
}

it('BC-02 BC-03 the six tabs of Your Intern open in their order, with no error in the console', async () => {
  await pages.withPage({ language: 'en' }, async (page) => {
    await goto(page, '/intern')
    const tabs = page.getByRole('navigation', { name: 'Parts of Your Intern' }).getByRole('link')
    const order = ['Persona', 'Flow', 'Database', 'Scoring', 'Slots', 'Test']
    expect(await tabs.allInnerTexts()).toEqual(order)
    for (const [at, tab] of order.entries()) {
      await tabs.nth(at).click()
      await page.waitForURL(`**/intern/${tab.toLowerCase()}`)
      await expect.poll(() => tabs.nth(at).getAttribute('aria-current')).toBe('page')
      await expect.poll(() => page.title()).toContain('Your Intern')
    }
  })
})

it(
  'SB-01 BC-08 BC-10 the hours of a consultant that an owner adds are what ARI offers next, and so are changed ones',
  { timeout: 180_000 },
  async () => {
    const worker = desk.pidOf('worker')
    await pages.withPage({ mayBreak: /status of 400/ }, async (page) => {
      await goto(page, '/intern/slots')
      await page.getByText('Tanpa konsultan ARI tidak menawarkan waktu.').waitFor()
      await page.getByRole('button', { name: 'Konsultan baru' }).click()
      const editor = page.getByRole('dialog', { name: 'Konsultan baru' })
      await editor.getByLabel('Nama').fill('Dimas Prasetyo')
      await editor.getByRole('button', { name: 'Tambah periode hari Senin' }).click()
      await editor.getByRole('button', { name: 'Tambah periode hari Senin' }).click()
      await editor.getByLabel('Senin, periode 2, mulai').fill('16:00')
      await editor.getByRole('button', { name: 'Simpan' }).click()
      await editor.getByText('Bertumpuk dengan periode lain di hari yang sama.').waitFor()
      expect(await editor.getByLabel('Senin, periode 2, mulai').getAttribute('aria-invalid')).toBe('true')
      expect(await desk.db.platform.selectFrom('consultants').select('id').execute()).toEqual([])
      expect(await axeViolations(page)).toEqual([])

      await editor.getByLabel('Senin, periode 2, mulai').fill('18:00')
      await editor.getByRole('button', { name: 'Salin Senin ke' }).click()
      await page.getByRole('menuitem', { name: 'Setiap hari' }).click()
      await editor.getByLabel('Minggu, periode 2, sampai').waitFor()
      expect(await editor.getByRole('time').count()).toBeGreaterThan(0)
      await editor.getByRole('button', { name: 'Simpan' }).click()
      await page.getByRole('article', { name: 'Dimas Prasetyo' }).getByText('18.00–21.00').waitFor()
      const before = await promised(page)
      expect(before).toHaveLength(4)
      expect(await offeredTo('Nadia')).toEqual(expect.arrayContaining(before))

      // One period a day in its place, in another zone: 07.00 WITA is 06.00 WIB.
      await page.getByRole('button', { name: 'Ubah Dimas Prasetyo' }).click()
      const again = page.getByRole('dialog', { name: 'Ubah konsultan' })
      await again.getByRole('button', { name: 'Hapus Senin, periode 2' }).click()
      await again.getByLabel('Senin, periode 1, mulai').fill('07:00')
      await again.getByLabel('Senin, periode 1, sampai').fill('07:45')
      await again.getByRole('button', { name: 'Salin Senin ke' }).click()
      await page.getByRole('menuitem', { name: 'Setiap hari' }).click()
      await again.getByLabel('Zona waktu jam kerja').click()
      await page.getByRole('option', { name: 'WITA' }).click()
      await again.getByRole('button', { name: 'Simpan' }).click()
      await page.getByRole('article', { name: 'Dimas Prasetyo' }).getByText('WITA').waitFor()
      const after = await promised(page)
      for (const time of after) expect(time).toContain('06.00 WIB')
      const offered = await offeredTo('Rizky')
      expect(offered).toEqual(expect.arrayContaining(after))
      expect(offered.filter((time) => before.includes(time))).toEqual([])
    })
    expect(desk.pidOf('worker')).toBe(worker)
  },
)

it('days off and holidays are added on a phone, and taken back', { timeout: 120_000 }, async () => {
  await pages.withPage({ width: 390, theme: 'dark', language: 'en', mayBreak: /status of 400/ }, async (page) => {
    const day = new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 10)
    const kept = () =>
      desk.db.platform
        .selectNoFrom(({ selectFrom, fn }) => [
          selectFrom('consultant_exceptions').select(fn.countAll<number>().as('n')).as('exceptions'),
          selectFrom('holidays').select(fn.countAll<number>().as('n')).as('holidays'),
        ])
        .executeTakeFirstOrThrow()
    await goto(page, '/intern/slots')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Day off or extra hours' }).click()
    const off = page.getByRole('dialog')
    await off.getByRole('button', { name: 'Add' }).click()
    await off.getByText('Choose a day.').first().waitFor()
    await off.getByLabel('First day').fill(day)
    expect(await off.getByLabel('Last day').inputValue()).toBe(day)
    expect(await axeViolations(page)).toEqual([])
    await off.getByRole('button', { name: 'Add' }).click()
    await page.getByRole('region', { name: 'Special days of Dimas Prasetyo' }).getByText('Day off').first().waitFor()

    await page.getByRole('button', { name: 'Add a holiday' }).click()
    await page.getByRole('dialog').getByLabel('Day').fill(day)
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Natal')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    const holidays = page.getByRole('region', { name: 'Holidays' })
    await holidays.getByText('Natal').waitFor()
    expect(await kept()).toEqual({ exceptions: 1, holidays: 1 })

    await holidays.getByRole('button', { name: /^Remove/ }).click()
    await holidays.getByText('No holidays ahead.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await holidays.getByText('Natal').waitFor()
    expect(await kept()).toEqual({ exceptions: 1, holidays: 1 })
  })
})

import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listMails } from '#db/queries/mails.ts'
import { axeViolations } from '../dev/test-kit/browser.ts'
import { eventually, givenCustomer, startDesk, type Desk, type DeskWorkspace } from '../dev/test-kit/desk.ts'
import { goto, startDeskInbox } from '../dev/test-kit/inbox.ts'
import { foreignTexts } from '../dev/test-kit/texts.ts'

let desk: Desk
let workspace: DeskWorkspace
let inbox: Awaited<ReturnType<typeof startDeskInbox>>
beforeAll(async () => {
  desk = await startDesk()
  await Promise.all([desk.start('worker'), desk.start('api')])
  workspace = await desk.createWorkspace()
  const from = new Date(Date.now() + 72 * 3_600_000).toISOString().slice(0, 11) + '02:00:00Z'
  const slots = ['--consultant', 'Dimas Prasetyo', '--email', 'dimas@example.test', '--from', from, '--count', '4']
  await desk.command(['slots', 'add', workspace.slug, ...slots])
  inbox = await startDeskInbox(desk, workspace.workspaceId, { DEMO_MODE: 'true' })
})
afterAll(async () => {
  await inbox.stop()
  await desk.stop()
})

type Choice = { id: string; title: string }
type Interactive = { interactive: { action: { sections?: { rows: Choice[] }[]; buttons?: { reply: Choice }[] } } }
const choicesOf = ({ body }: { body: unknown }): Choice[] => {
  const { sections, buttons } = (body as Interactive).interactive.action
  return sections?.[0]?.rows ?? buttons?.map(({ reply }) => reply) ?? []
}
const textOf = ({ body }: { body: unknown }) => (body as { text: { body: string } }).text.body
const none: Choice = { id: '', title: '' }

type Customer = ReturnType<typeof givenCustomer>

/** From hello to a consultation, the first that is offered. */
async function books(customer: Customer, name: string): Promise<void> {
  await customer.hears(() => customer.says('Halo, selamat malam'))
  await customer.hears(() => customer.says(`Aku ${name}, mau ambil S2 Data Science di Australia`))
  const email = `${name.toLowerCase()}@example.test`
  await customer.hears(() => customer.says(`IELTS 6.5, rencana mulai Juli 2027, email ${email}`))
  const [first = none] = choicesOf(await customer.hears(() => customer.says('Iya mau konsultasi dong')))
  expect(textOf(await customer.hears(() => customer.chooses(first)))).toMatch(/bersama Dimas Prasetyo/)
}

/** What the calendars were asked, by side: "REQUEST 0". Every file has the same name for the consultation. */
async function calendars(name: string): Promise<string[]> {
  const mails = await listMails(desk.db.platform)
  const files = mails
    .filter(({ text }) => text.includes(name))
    .flatMap(({ to, attachments }) => attachments.map(({ text }) => ({ to, text })))
  const part = (text: string, pattern: RegExp) => pattern.exec(text)?.[1] ?? ''
  expect(new Set(files.map(({ text }) => part(text, /UID:(\S+)/))).size).toBeLessThanOrEqual(1)
  return files
    .map(({ to, text }) => `${to.split('@')[0] ?? ''} ${part(text, /METHOD:(\w+)/)} ${part(text, /SEQUENCE:(\d+)/)}`)
    .sort()
}

const rowOf = (page: Page, name: string): Locator => page.locator('[data-booking]').filter({ hasText: name })
const contactOf = async ({ phone }: Customer) => {
  const found = await desk.db.inWorkspace(workspace.workspaceId, (tx) =>
    tx.selectFrom('contacts').where('phone', '=', phone).select('id').executeTakeFirstOrThrow(),
  )
  return found.id
}

it('SB-04 SB-08 BY-18 a booking from the phone is in Slots, in the mails, with the contact and in the count of its tag; staff move it, the customer cancels it', async () => {
  const customer = givenCustomer(desk, workspace, 'Nadia')
  await inbox.withPage({ language: 'en' }, async (page) => {
    await goto(page, '/dashboard')
    await page.getByText('No tags yet').waitFor()
    await goto(page, '/intern/slots/bookings')
    await page.getByText('No consultation ahead').waitFor()
    await books(customer, 'Nadia')

    // It appears by itself.
    const row = rowOf(page, 'Nadia')
    await row.getByText('09:00–09:45 WIB').waitFor()
    await row.getByText('with Dimas Prasetyo').waitFor()
    await row.getByText(/invitation sent: .*mail to the customer/i).waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(await foreignTexts(page, 'en', '[data-words]')).toEqual([])
    expect(await calendars('Nadia')).toEqual(['dimas REQUEST 0', 'nadia REQUEST 0'])

    await row.getByRole('button', { name: 'Move the consultation with Nadia' }).click()
    const dialog = page.getByRole('dialog', { name: 'Move the consultation' })
    await dialog.getByText('The customer, by WhatsApp and mail.').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await dialog.getByRole('radio', { name: '09:45–10:30 WIB' }).check()
    const heard = await customer.hears(() => dialog.getByRole('button', { name: /^Move to / }).click())
    expect(textOf(heard)).toMatch(/dipindahkan.*pukul 09\.45 WIB/)
    await row.getByText('09:45–10:30 WIB').waitFor()
    await eventually(async () =>
      expect(await calendars('Nadia')).toEqual([
        ...['dimas REQUEST 0', 'dimas REQUEST 1', 'nadia REQUEST 0', 'nadia REQUEST 1'],
      ]),
    )

    const question = await customer.hears(() => customer.says('batalin ya'))
    const [yes = none] = choicesOf(question)
    await customer.hears(() => customer.presses(yes))
    await page.getByText('No consultation ahead').waitFor()
    await page.getByRole('radio', { name: 'Cancelled' }).click()
    await row.getByText('Cancelled by the customer').waitFor()
    await eventually(async () =>
      expect(await calendars('Nadia')).toEqual(expect.arrayContaining(['dimas CANCEL 2', 'nadia CANCEL 2'])),
    )
  })
  await inbox.withPage({ language: 'en' }, async (page) => {
    await goto(page, '/dev/mail?to=nadia@example.test')
    expect(await page.getByText('invite.ics').count()).toBe(3)
    await goto(page, `/inbox/${await contactOf(customer)}`)
    const [thread, about] = [page.getByRole('log'), page.getByRole('complementary', { name: 'Contact info' })]
    for (const line of [
      'Consultation booked:',
      ' moved the consultation to ',
      'The customer cancelled the consultation',
    ])
      await thread.locator('[data-event=booking]', { hasText: line }).waitFor()
    // The question with its buttons, as the customer had it, and the answer.
    const offered = thread.getByRole('list', { name: 'Offered choices' }).filter({ hasText: 'Ya, batalkan' })
    await offered.getByText('Tidak jadi').waitFor()
    expect(await offered.getByRole('button').count()).toBe(0)
    await thread.locator('[data-author=customer]').filter({ hasText: 'Ya, batalkan' }).getByText('Chose').waitFor()
    await about.getByText('1on1').waitFor()

    await goto(page, '/dashboard')
    expect(await page.locator('[data-tag-count="1on1"]').textContent()).toBe('1')
    await page.getByRole('link', { name: /^1on1/ }).click()
    await page.getByRole('link', { name: /Nadia/ }).waitFor()
    expect(await axeViolations(page)).toEqual([])
  })
})

it('BY-18 the customer moves it, and staff cancel it beside the conversation', async () => {
  const customer = givenCustomer(desk, workspace, 'Rizky')
  await books(customer, 'Rizky')
  await desk.db.platform
    .updateTable('contacts')
    .set({ opted_out_at: new Date() })
    .where('id', '=', await contactOf(customer))
    .execute()
  await inbox.withPage({ language: 'id' }, async (page) => {
    await goto(page, `/inbox/${await contactOf(customer)}`)
    const about = page.getByRole('complementary', { name: 'Info kontak' })
    await about.getByText('09.00–09.45 WIB').waitFor()
    await about.getByText('Tanpa tindak lanjut dan kampanye sejak').waitFor()
    expect(await axeViolations(page)).toEqual([])
    const offered = choicesOf(await customer.hears(() => customer.says('bisa pindah jam?')))
    const later = offered.find(({ title }) => title.includes('09.45')) ?? none
    expect(textOf(await customer.hears(() => customer.chooses(later)))).toContain('09.45 WIB')
    await about.getByText('09.45–10.30 WIB').waitFor()
    await page.locator('[data-event=booking]', { hasText: 'Pelanggan memindahkan konsultasi ke' }).waitFor()

    await about.getByRole('button', { name: 'Batalkan konsultasi dengan Rizky' }).click()
    const dialog = page.getByRole('dialog', { name: 'Batalkan konsultasi ini?' })
    const heard = await customer.hears(() => dialog.getByRole('button', { name: 'Batalkan konsultasi' }).click())
    expect(textOf(heard)).toContain('sudah dibatalkan')
    await page.locator('[data-event=booking]', { hasText: 'membatalkan konsultasi' }).waitFor()
    await eventually(async () => expect(await about.getByRole('button', { name: /^Batalkan/ }).count()).toBe(0))
    await eventually(async () =>
      expect(await calendars('Rizky')).toEqual(expect.arrayContaining(['dimas CANCEL 2', 'rizky CANCEL 2'])),
    )
    await goto(page, '/intern/slots/bookings?show=ended')
    await rowOf(page, 'Rizky').getByText('Dibatalkan tim').waitFor()
  })
})

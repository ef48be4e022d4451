import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readBotCounters } from '#db/queries/bot-counters.ts'
import { eventually, givenCustomer, startDesk, type Desk, type DeskWorkspace } from '../dev/test-kit/desk.ts'
import { goto, startDeskInbox, withPage } from '../dev/test-kit/inbox.ts'
import { givenPerson } from '../dev/test-kit/web.ts'

// The review in front of the whole desk: nothing reaches a customer but what a person has read and decided.

let desk: Desk
let workspace: DeskWorkspace
let inbox: Awaited<ReturnType<typeof startDeskInbox>>
let member: string

beforeAll(async () => {
  desk = await startDesk()
  await Promise.all([desk.start('worker'), desk.start('api')])
  workspace = await desk.createWorkspace({ review: 'week' })
  const { workspaceId } = workspace
  // The first of its days; and nothing is given to people while a slow machine reads.
  const settings = JSON.stringify({ handOverSeconds: 3600 })
  await desk.db.platform
    .updateTable('workspaces')
    .set({ review_settings: settings, live_at: new Date() })
    .where('id', '=', workspaceId)
    .execute()
  inbox = await startDeskInbox(desk, workspaceId)
  member = await inbox.web.signIn((await givenPerson(desk.db, { workspaceId, role: 'member' })).email)
})
afterAll(async () => {
  await inbox.stop()
  await desk.stop()
})

type Customer = ReturnType<typeof givenCustomer>

const draftsOf = ({ phone }: Customer) =>
  desk.db.inWorkspace(workspace.workspaceId, (tx) =>
    tx
      .selectFrom('drafts as d')
      .innerJoin('conversations as c', 'c.id', 'd.conversation_id')
      .innerJoin('contacts as k', 'k.id', 'c.contact_id')
      .where('k.phone', '=', phone)
      .orderBy('d.id')
      .select(['d.id', 'd.reply', 'd.status', 'd.held_at', 'd.due_at', 'c.floor', 'c.handoff_reason'])
      .execute(),
  )

/** Says something that ARI answers, and waits until that answer is held. */
async function held(customer: Customer, text = 'Halo', drafts = 1) {
  customer.says(text)
  return eventually(async () => {
    const all = await draftsOf(customer)
    // On a slow machine ARI may have begun twice: the last one is what waits.
    expect(all.length).toBeGreaterThanOrEqual(drafts)
    expect(all.at(-1)?.status).toBe('held')
    return all.at(-1)!
  }, 30_000)
}

const textsTo = (customer: Customer) =>
  customer.sends().map(({ body }) => (body as { text?: { body: string } }).text?.body)
const ALWAYS = { from: new Date(0), to: new Date(Date.now() + 86_400_000) }
const changes = async () =>
  (await desk.db.inWorkspace(workspace.workspaceId, (tx) => readBotCounters(tx, ALWAYS))).total.humanReviewChanges
/** Nobody reads faster: what is pressed before is not taken for a decision. */
const reads = (page: Page) => page.waitForTimeout(450)
const openDraft = (page: Page, name: string) => page.getByRole('region', { name: `Draf untuk ${name}` })
/** A refusal that is meant stands in the console. */
const mayBreak = /\/api\/review/
const asMember = (work: (page: Page) => Promise<void>) =>
  withPage(inbox.browser, { baseURL: inbox.web.base, cookie: member, mayBreak }, work)

it('HR-01 HR-02 HR-03 HR-04 HR-09 HR-13 LM-17 a member edits one answer, approves one and escalates one, by keyboard alone', async () => {
  const [ana, budi, citra] = ['Ana', 'Budi', 'Citra'].map((name) => givenCustomer(desk, workspace, name)) as [
    Customer,
    Customer,
    Customer,
  ]
  const first = await held(ana)
  expect((first.due_at?.getTime() ?? 0) - (first.held_at?.getTime() ?? 0)).toBeLessThanOrEqual(30_000)
  expect((first.due_at?.getTime() ?? 0) - (first.held_at?.getTime() ?? 0)).toBeGreaterThan(28_000)
  const second = await held(budi)
  desk.llm.script({ do: 'answer', answer: { reply: 'Maaf Kak, boleh tahu nama Kakak?' } })
  await held(citra)
  await asMember(async (page) => {
    await goto(page, '/review')
    await openDraft(page, 'Ana').waitFor()
    await expect.poll(() => page.locator('a[data-draft]').count()).toBe(3)
    const due = openDraft(page, 'Ana').locator('article [data-due]')
    const shown = await due.innerText()
    expect(shown).toMatch(/^(lewat )?\d\d:\d\d$/)
    await expect.poll(() => due.innerText(), { timeout: 5_000 }).not.toBe(shown)
    expect([textsTo(ana), textsTo(budi), textsTo(citra)]).toEqual([[], [], []])
    // The one that apologises has its mark in the list, and no other.
    const marked = page.locator('a[data-draft]').filter({ hasText: 'Permintaan maaf' })
    expect(await marked.allInnerTexts()).toEqual([expect.stringContaining('Citra')])

    await page.keyboard.press('e')
    await page.keyboard.type(' Telepon: 0812345678.')
    expect(await page.locator('[data-difference] ins').innerText()).toContain('Telepon: 0812345678.')
    await page.keyboard.press('Control+Enter')
    // A number that nobody gave: it may go out, but not without a reason.
    await page.getByRole('alert').getByText('Tanpa data kontak yang tidak dikenal').waitFor()
    await page
      .getByRole('alert')
      .getByText('Balasan menyebut nomor telepon yang tidak ada di entri yang dikutip.')
      .waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Tulis sesuatu dulu.').waitFor()
    expect(textsTo(ana)).toEqual([])
    await page.keyboard.type('Nomor kantor yang baru')
    await page.keyboard.press('Control+Enter')
    await openDraft(page, 'Budi').waitFor()
    await eventually(() => expect(textsTo(ana)).toEqual([`${first.reply} Telepon: 0812345678.`]))
    expect(await changes()).toBe(1)

    // Nobody answers once: it goes on, says so, and the draft is still there.
    const decision = `**/api/review/${second.id}`
    await page.route(decision, (route) => route.fulfill({ status: 503, json: { outcome: 'unavailable' } }))
    await reads(page)
    await page.keyboard.press('a')
    await openDraft(page, 'Citra').waitFor()
    await page.getByText('Keputusan tentang draf untuk Budi belum pasti').waitFor()
    await page.unroute(decision)
    expect(textsTo(budi)).toEqual([])
    await page.keyboard.press('k')
    await openDraft(page, 'Budi').waitFor()
    await reads(page)
    await page.keyboard.press('a')
    await openDraft(page, 'Citra').waitFor()
    await eventually(() => expect(textsTo(budi)).toEqual([second.reply]))
    expect(await changes()).toBe(1)

    await reads(page)
    await page.keyboard.press('x')
    await page.getByText('Tidak ada yang menunggu ditinjau').first().waitFor()
    await eventually(async () =>
      expect(await draftsOf(citra)).toMatchObject([
        { status: 'escalated', floor: 'team', handoff_reason: 'reviewer_escalated' },
      ]),
    )
    expect(await changes()).toBe(2)
    await expect.poll(() => page.locator('[data-counts]').innerText()).toBe('0 menunggu · 3 diputuskan hari ini')
  })
  // Still one message each, with no word of a review; and nothing where it was escalated.
  expect([textsTo(ana).length, textsTo(budi).length, textsTo(citra).length]).toEqual([1, 1, 0])
})

/** From now on the page hears nothing new of the list; what it is told when it decides comes through. */
const hearsNothing = (page: Page) => page.route(/\/api\/review(\?count)?$/, (route) => route.abort())

it('of two reviewers with the same draft the second is asked first, and told who was faster', async () => {
  const dewi = givenCustomer(desk, workspace, 'Dewi')
  const { id, reply } = await held(dewi)
  await asMember(async (page) => {
    await goto(page, `/review/${id}`)
    await openDraft(page, 'Dewi').getByText('Hanya Anda').waitFor()
    await inbox.withPage({ mayBreak }, async (other) => {
      await goto(other, `/review/${id}`)
      await other.getByRole('alert').getByText('sedang meninjau draf ini').waitFor()
      await hearsNothing(other)
      // The key alone decides nothing: it leads to the question.
      await reads(other)
      await other.keyboard.press('a')
      await expect.poll(() => other.evaluate(() => document.activeElement?.textContent)).toBe('Tetap putuskan')
      await reads(page)
      await page.keyboard.press('a')
      await eventually(() => expect(textsTo(dewi)).toEqual([reply]))
      await other.keyboard.press('Enter')
      await other.getByRole('button', { name: 'Setujui' }).waitFor()
      await reads(other)
      await other.keyboard.press('a')
      await other.getByText(/^Dewi: .+ menyetujuinya$/).waitFor()
    })
  })
  expect(textsTo(dewi)).toEqual([reply])
})

it('BY-07 what the customer writes makes the open draft stale: it cannot be approved, and the next one takes its place', async () => {
  const eko = givenCustomer(desk, workspace, 'Eko')
  const old = await held(eko)
  await asMember(async (page) => {
    await goto(page, `/review/${old.id}`)
    await openDraft(page, 'Eko').waitFor()
    await inbox.withPage({ mayBreak }, async (late) => {
      await goto(late, `/review/${old.id}`)
      await late.getByRole('button', { name: 'Tetap putuskan' }).click()
      await hearsNothing(late)
      const fresh = await held(eko, 'Saya mau kuliah di Melbourne', 2)
      await page.waitForURL(`**/review/${fresh.id}`)
      await openDraft(page, 'Eko').getByText('Saya mau kuliah di Melbourne').waitFor()
      await reads(late)
      await late.keyboard.press('a')
      await late.getByText('Eko: Pelanggan sudah menulis lagi').waitFor()
      expect(textsTo(eko)).toEqual([])
      await reads(page)
      await page.keyboard.press('a')
      await eventually(() => expect(textsTo(eko)).toEqual([fresh.reply]))
    })
  })
})

/** Whatever an earlier test has left is not read here. */
const noneWaits = () =>
  desk.db.inWorkspace(workspace.workspaceId, (tx) =>
    tx.updateTable('drafts').set({ status: 'stale' }).where('status', '=', 'held').execute(),
  )
const openName = (page: Page) => page.getByRole('region', { name: /^Draf untuk / }).getAttribute('aria-label')

it('HR-03 HR-15 five drafts by keyboard alone, their countdown by the server’s clock; O opens the conversation at that message', async () => {
  await noneWaits()
  const names = ['Fajar', 'Gita', 'Hadi', 'Indra', 'Joko']
  const customers = names.map((name) => givenCustomer(desk, workspace, name))
  for (const customer of customers) await held(customer)
  await asMember(async (page) => {
    // The browser's clock is an hour ahead.
    await page.addInitScript(() => {
      const now = Date.now.bind(Date)
      Date.now = () => now() + 3_600_000
    })
    await goto(page, '/review')
    await openDraft(page, 'Fajar').getByText('Hanya Anda').waitFor()
    expect(await openDraft(page, 'Fajar').locator('article [data-due]').innerText()).toMatch(/^(lewat )?0[0-3]:\d\d$/)
    await page.keyboard.press('o')
    await page.waitForURL(/\/inbox\/[^#]+#m-/)
    const asked = page.locator(new URL(page.url()).hash)
    expect(await asked.innerText()).toContain('Halo')
    await expect.poll(() => asked.evaluate((one) => one.getBoundingClientRect().top)).toBeGreaterThan(0)
    await page.goBack()
    await openDraft(page, 'Fajar').waitFor()

    const tookMs: number[] = []
    for (const [n] of names.entries()) {
      const before = await openName(page)
      const from = performance.now()
      await reads(page)
      await page.keyboard.press('a')
      if (n < names.length - 1)
        await expect.poll(() => openName(page), { interval: 10, timeout: 10_000 }).not.toBe(before)
      tookMs.push(performance.now() - from)
    }
    await page.getByText('Tidak ada yang menunggu ditinjau').first().waitFor()
    // Sixty in ten minutes leave ten seconds for each.
    expect(tookMs.reduce((sum, took) => sum + took, 0) / tookMs.length).toBeLessThan(10_000)
    await eventually(() => expect(customers.map((customer) => textsTo(customer).length)).toEqual([1, 1, 1, 1, 1]))
  })
})

it('drafts that say the same are approved together, each for itself: what went stale meanwhile is named and not sent', async () => {
  await noneWaits()
  const reply = 'Halo Kak, mau mulai kuliah kapan?'
  const customers = ['Kiki', 'Lina', 'Mira'].map((name) => givenCustomer(desk, workspace, name))
  for (const customer of customers) {
    desk.llm.script({ do: 'answer', answer: { reply } })
    await held(customer)
  }
  await asMember(async (page) => {
    await goto(page, '/review')
    await page.locator('[data-batch="3"]').waitFor()
    await openDraft(page, 'Kiki').waitFor()
    await hearsNothing(page)
    await held(customers[2] as Customer, 'Saya mau kuliah di Melbourne', 2)
    await page.keyboard.press('Shift+A')
    const all = page.getByRole('dialog', { name: '3 draf serupa' })
    await expect
      .poll(() => all.getByRole('listitem').allInnerTexts(), { timeout: 10_000 })
      .toEqual([
        expect.stringMatching(/Kiki[^]+Halo[^]+kapan\?/),
        expect.stringMatching(/Lina[^]+kapan\?/),
        expect.stringMatching(/Mira[^]+kapan\?/),
      ])
    expect(customers.flatMap(textsTo)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await all.getByText('2 disetujui. Yang ini tidak:').waitFor()
    await all.getByText('Mira: Pelanggan sudah menulis lagi').waitFor()
    await eventually(() => expect(customers.map(textsTo)).toEqual([[reply], [reply], []]))
  })
})

it('HR-02 ARI tries again with a hint, and with a fact; what was written for a draft that goes stale is taken to the inbox', async () => {
  const nina = givenCustomer(desk, workspace, 'Nina')
  const first = await held(nina)
  const told = (id: string | undefined) =>
    desk.db.inWorkspace(workspace.workspaceId, (tx) =>
      tx
        .selectFrom('review_guidance')
        .where('draft_id', '=', id ?? '')
        .select(['kind', 'body'])
        .execute(),
    )
  /** The version that waits, once there is that one. */
  const version = (count: number) =>
    eventually(async () => {
      const all = await draftsOf(nina)
      expect([all.length, all.at(-1)?.status]).toEqual([count, 'held'])
      return all.at(-1)?.id ?? ''
    })
  await asMember(async (page) => {
    await goto(page, `/review/${first.id}`)
    await openDraft(page, 'Nina').getByText('Hanya Anda').waitFor()
    await page.keyboard.press('r')
    await page.keyboard.type('Lebih pendek, dan sapa dulu.')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('article', { name: 'Draf ARI, versi 2' }).waitFor()
    await page.getByText('Ditulis ulang setelah petunjuk “Lebih pendek, dan sapa dulu.”').waitFor()
    expect(await told(first.id)).toEqual([{ kind: 'hint', body: 'Lebih pendek, dan sapa dulu.' }])

    const second = await version(2)
    const fact = { verdict: 'again', kind: 'fact', body: 'Kantor buka Sabtu pukul 9.' }
    expect((await inbox.web.ask(`/api/review/${second}`, { cookie: member, json: fact })).status).toBe(200)
    await page.getByRole('article', { name: 'Draf ARI, versi 3' }).waitFor()
    expect(await told(second)).toEqual([{ kind: 'fact', body: 'Kantor buka Sabtu pukul 9.' }])
    expect(textsTo(nina)).toEqual([])

    await page.keyboard.press('e')
    await page.keyboard.type(' Salam dari Nina.')
    await held(nina, 'Saya mau kuliah di Melbourne', 4)
    await page.getByText('Yang sudah Anda tulis').waitFor()
    await page.getByRole('button', { name: 'Pakai di Inbox' }).click()
    await page.waitForURL('**/inbox/*')
    await expect.poll(() => page.getByRole('textbox', { name: /./ }).last().inputValue()).toContain('Salam dari Nina.')
    expect(textsTo(nina)).toEqual([])
  })
})

it('HR-01 HR-03 sending unread is set in so many words, is red on every draft, and happens when it is due', async () => {
  await inbox.withPage({ mayBreak }, async (page) => {
    await goto(page, '/review/settings')
    await page.getByLabel('Jatuh tempo setelah').fill('15')
    await page.getByRole('switch', { name: 'Kirim sendiri saat jatuh tempo' }).click()
    await page.keyboard.press('Control+s')
    const asked = page.getByRole('dialog')
    const save = asked.getByRole('button', { name: 'Simpan aturan' })
    expect(await save.isDisabled()).toBe(true)
    await asked.getByLabel('Kirim sendiri setelah 15 detik walau belum dibaca').check()
    await save.click()
    await page.getByText('Tersimpan. Berlaku mulai draf berikutnya.').waitFor()
    await goto(page, '/review')
    await page.getByText('Yang tidak dibaca terkirim sendiri setelah 15 detik.').waitFor()
    const omar = givenCustomer(desk, workspace, 'Omar')
    const { id, reply } = await held(omar)
    await page.locator(`[data-draft="${id}"]`).getByText('terkirim sendiri').waitFor()
    await page.locator(`[data-draft="${id}"]`).click()
    await openDraft(page, 'Omar')
      .getByText(/^(Terkirim sendiri dalam|Sedang dikirim otomatis)$/)
      .waitFor()
    await page.getByText('Terkirim saat jatuh tempo').waitFor()
    await eventually(() => expect(textsTo(omar)).toEqual([reply]))
  })
})

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
    expect(all).toHaveLength(drafts)
    expect(all.at(-1)?.status).toBe('held')
    return all.at(-1)!
  }, 30_000)
}

const textsTo = (customer: Customer) =>
  customer.sends().map(({ body }) => (body as { text?: { body: string } }).text?.body)
const ALWAYS = { from: new Date(0), to: new Date(Date.now() + 86_400_000) }
const changes = async () =>
  (await desk.db.inWorkspace(workspace.workspaceId, (tx) => readBotCounters(tx, ALWAYS))).total.humanReviewChanges
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
    await expect.poll(() => due.innerText()).not.toBe(shown)
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
    await page.keyboard.press('a')
    await openDraft(page, 'Citra').waitFor()
    await page.getByText('Draf untuk Budi masih menunggu').waitFor()
    await page.unroute(decision)
    expect(textsTo(budi)).toEqual([])
    await page.keyboard.press('k')
    await openDraft(page, 'Budi').waitFor()
    await page.keyboard.press('a')
    await openDraft(page, 'Citra').waitFor()
    await eventually(() => expect(textsTo(budi)).toEqual([second.reply]))
    expect(await changes()).toBe(1)

    await page.keyboard.press('x')
    await page.getByText('Tidak ada yang menunggu ditinjau').first().waitFor()
    await eventually(async () =>
      expect(await draftsOf(citra)).toMatchObject([
        { status: 'escalated', floor: 'team', handoff_reason: 'reviewer_escalated' },
      ]),
    )
    expect(await changes()).toBe(2)
    await expect.poll(() => page.locator('[data-counts]').innerText()).toBe('0 menunggu · 3 hari ini')
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
      await other.keyboard.press('a')
      await expect.poll(() => other.evaluate(() => document.activeElement?.textContent)).toBe('Tetap putuskan')
      await page.keyboard.press('a')
      await eventually(() => expect(textsTo(dewi)).toEqual([reply]))
      await other.keyboard.press('Enter')
      await other.getByRole('button', { name: 'Setujui' }).waitFor()
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
      await late.keyboard.press('a')
      await late.getByText('Eko: Pelanggan sudah menulis lagi').waitFor()
      expect(textsTo(eko)).toEqual([])
      await page.keyboard.press('a')
      await eventually(() => expect(textsTo(eko)).toEqual([fresh.reply]))
    })
  })
})

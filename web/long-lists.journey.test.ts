import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { WorkspaceTx } from '#db/connect.ts'
import { markAnswers } from '#db/queries/incident-answers.ts'
import { openIncident } from '#db/queries/incidents.ts'
import { notify } from '#db/queries/notify.ts'
import { readReviewPolicy } from '#db/queries/reviews.ts'
import { axeViolations } from '../dev/test-kit/browser.ts'
import { givenConversation, givenHeldDraft, type GivenConversation } from '../dev/test-kit/given.ts'
import { givenMessage, goto, startInbox } from '../dev/test-kit/inbox.ts'
import { foreignTexts } from '../dev/test-kit/texts.ts'

// Lists of the review that are longer than what is shown of them at first.

const MANY = 205
const nameOf = (n: number) => `Pelanggan ${String(n).padStart(3, '0')}`

let inbox: Awaited<ReturnType<typeof startInbox>>
const talks: GivenConversation[] = []
const drafts: string[] = []

beforeAll(async () => {
  inbox = await startInbox()
  const { db, workspace } = inbox
  const firstDueMs = Date.now() + 3_600_000
  for (let n = 0; n < MANY; n += 1) {
    const talk = await givenConversation(db, workspace, { name: nameOf(n) })
    await givenMessage(db, workspace, talk, { body: `Salah nomor ${String(n)}`, author: 'bot' })
    const draftId = await givenHeldDraft(db, workspace, talk, `Balasan nomor ${String(n)}.`)
    await inside((tx) =>
      tx
        .updateTable('drafts')
        .set({ due_at: new Date(firstDueMs + n * 1000) })
        .where('id', '=', draftId)
        .execute(),
    )
    talks.push(talk)
    drafts.push(draftId)
  }
})
afterAll(() => inbox.stop())

const inside = <T>(work: (tx: WorkspaceTx) => Promise<T>) => inbox.db.inWorkspace(inbox.workspace.workspaceId, work)
/** Its page is there, and has told the others: from then on it hears keys. */
const opened = (page: Page, n: number) =>
  page
    .getByRole('region', { name: `Draf untuk ${nameOf(n)}` })
    .getByText('Hanya Anda')
    .waitFor()
const listed = (page: Page) => page.locator('a[data-draft]').count()
const counts = (page: Page) => page.locator('[data-counts]').innerText()

it('HR-13 J goes on from the 200th of very many drafts to the 201st, and to the last; the counts are of all', async () => {
  await inbox.withPage({}, async (page) => {
    await goto(page, `/review/${drafts[198] ?? ''}`)
    await opened(page, 198)
    expect([await listed(page), await counts(page)]).toEqual([200, `${String(MANY)} menunggu · 0 diputuskan hari ini`])
    await page.getByRole('button', { name: 'Tampilkan 5 lagi' }).waitFor()
    for (let n = 199; n < MANY; n += 1) {
      await page.keyboard.press('j')
      await opened(page, n)
    }
    expect([await listed(page), await counts(page)]).toEqual([MANY, `${String(MANY)} menunggu · 0 diputuskan hari ini`])
    expect(await page.getByRole('button', { name: /^Tampilkan/ }).count()).toBe(0)
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await opened(page, MANY - 2)

    // What is heard of one of them does not shorten the list again.
    await inside(async (tx) => {
      await tx
        .updateTable('drafts')
        .set({ status: 'stale' })
        .where('id', '=', drafts[0] ?? '')
        .execute()
      await notify(tx, { kind: 'draft', conversationId: talks[0]?.conversationId ?? '' })
    })
    await expect
      .poll(() => counts(page), { timeout: 20_000 })
      .toBe(`${String(MANY - 1)} menunggu · 0 diputuskan hari ini`)
    expect(await listed(page)).toBe(MANY - 1)
  })
})

it('HR-13 a list whose end does not come says so, and J asks again', async () => {
  await inbox.withPage({ mayBreak: /api\/review\?most/ }, async (page) => {
    await goto(page, `/review/${drafts[200] ?? ''}`)
    await opened(page, 200)
    const more = '**/api/review?most=400'
    await page.route(more, (route) => route.abort())
    await page.keyboard.press('j')
    await page.getByText('Draf berikutnya gagal dimuat. Coba lagi.').waitFor()
    await opened(page, 200)
    await page.unroute(more)
    await page.keyboard.press('j')
    await opened(page, 201)
  })
})

it('BY-15 of two admins who change the time to answer the second sees what the first made of it, and saves on top', async () => {
  const wish = { mayBreak: /api\/service-level/ }
  await inbox.withPage(wish, async (first) => {
    await inbox.withPage(wish, async (second) => {
      for (const page of [first, second]) await goto(page, '/review/settings')
      const of = (page: Page) => page.getByRole('region', { name: 'Waktu menjawab' })
      const save = (page: Page) => of(page).getByRole('button', { name: 'Simpan' }).click()
      await of(first).getByLabel('Peringatan pada').fill('50')
      await save(first)
      await first.getByText('Waktu menjawab disimpan').waitFor()

      await of(second).getByLabel('Panggil pemilik setelah').fill('30')
      await save(second)
      const told = of(second).getByRole('alert').filter({ hasText: 'lebih dulu' })
      await told.getByText('Peringatan pada: 75% → 50%').waitFor()
      expect(await of(second).getByLabel('Panggil pemilik setelah').inputValue()).toBe('30')
      expect(await of(second).getByLabel('Peringatan pada').inputValue()).toBe('50')
      expect(await axeViolations(second)).toEqual([])
      expect(await foreignTexts(second, 'id', '[data-words]')).toEqual([])
      await save(second)
      await second.getByText('Waktu menjawab disimpan').waitFor()
      expect(await told.count()).toBe(0)
    })
  })
  const { level } = await inside((tx) =>
    tx.selectFrom('workspaces').select('service_level as level').executeTakeFirstOrThrow(),
  )
  expect(level).toMatchObject({ warnPercent: 50, ownerMinutes: 30 })
})

it('BY-07 HR-01 rules that somebody else made stricter are told as such; before going live sending unread cannot be chosen', async () => {
  const set = (columns: object) => inside((tx) => tx.updateTable('workspaces').set(columns).execute())
  const sendsItself = JSON.stringify({ sendsItself: true })
  await set({ review_policy: 'off', review_settings: sendsItself, live_at: new Date() })
  await inbox.withPage({ mayBreak: /api\/review\/settings/ }, async (page) => {
    await goto(page, '/review/settings')
    await page.getByLabel('Jatuh tempo setelah').fill('45')
    await set({ review_policy: 'always', review_settings: '{}' })
    await page.getByRole('button', { name: 'Simpan aturan' }).click()
    await page.getByText('Yang dibaca: Tidak ada → Selalu semua').waitFor()
    await page.getByText('Kirim sendiri saat jatuh tempo: nyala → mati').waitFor()
    const renewed = page.waitForResponse((response) => response.url().includes('/review/settings.data'))
    await page.getByRole('button', { name: 'Simpan aturan' }).click()
    await page.getByText('Tersimpan. Berlaku mulai draf berikutnya.').waitFor()

    // A page that knows no better, for it was read before, is told by the server, beside the choice.
    await renewed
    await set({ live_at: null })
    await page.getByRole('radio', { name: /^Tidak ada/ }).check()
    await page.getByRole('button', { name: 'Simpan aturan' }).click()
    const asked = page.getByRole('dialog')
    await asked.getByRole('checkbox').check()
    await asked.getByRole('button', { name: 'Simpan aturan' }).click()
    await page.getByRole('alert').getByText('ARI belum pernah tayang').waitFor()
    await page.getByRole('radio', { name: /^Selalu semua/ }).check()
    await goto(page, '/review/settings')
    expect(await page.getByRole('radio', { name: /^Tidak ada/ }).isDisabled()).toBe(true)
    expect(await page.getByRole('switch', { name: 'Kirim sendiri' }).isDisabled()).toBe(true)
    expect(await axeViolations(page)).toEqual([])
    await page.getByText('Baru bisa sesudah tayang', { exact: false }).first().waitFor()
    await page.getByRole('link', { name: 'Ke rilis' }).first().click()
    await page.waitForURL('**/review/release')
  })
  expect(await inside(readReviewPolicy)).toMatchObject({ policy: 'always', settings: { dueSeconds: 45 } })
})

it('HR-16 the customers of a long incident are listed to the last, and each can be ticked there', async () => {
  const { workspaceId } = inbox.workspace
  const of = { workspaceId, actor: inbox.me.id }
  await inside(async (tx) => {
    const { incidentId } = await openIncident(tx, { ...of, reason: 'Salah' })
    await markAnswers(tx, { ...of, incidentId, on: true, words: ['Salah'] })
  })
  await inbox.withPage({}, async (page) => {
    await goto(page, '/review/incident')
    const tell = page.getByRole('region', { name: 'Hubungi pelanggan' })
    const rows = tell.locator('[data-customer]')
    expect(await rows.count()).toBe(200)
    await tell.getByText(`200 dari ${String(MANY)} ditampilkan`).waitFor()
    await tell.getByRole('button', { name: 'Tampilkan 5 lagi' }).click()
    const last = nameOf(MANY - 1)
    await tell.getByText(last).waitFor()
    expect(await rows.count()).toBe(MANY)
    await tell.getByRole('button', { name: `Sudah dengan cara lain: ${last}` }).click()
    await tell.getByLabel('Bagaimana?').fill('Ditelepon')
    await tell.getByRole('button', { name: 'Simpan' }).click()
    await tell.getByText(`1/${String(MANY)} sudah dihubungi`).waitFor()
    expect(await rows.count()).toBe(MANY)
    expect(await tell.getByRole('link', { name: `Buka percakapan dengan ${last}` }).count()).toBe(1)
  })
})

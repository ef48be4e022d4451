import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ALL_WELL, givenAnswer, givenReviewedDraft } from '../dev/test-kit/answers.ts'
import { axeViolations } from '../dev/test-kit/browser.ts'
import { givenMessage, givenTalk, goto, isAwake, startInbox } from '../dev/test-kit/inbox.ts'
import { givenPerson } from '../dev/test-kit/web.ts'

let inbox: Awaited<ReturnType<typeof startInbox>>

/** Two answers of a moment ago that nobody has read, and one that a reviewer had edited. */
beforeAll(async () => {
  inbox = await startInbox()
  const { db, workspace } = inbox
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)
  await db.platform
    .updateTable('workspaces')
    .set({ live_at: ago(3600) })
    .where('id', '=', workspace.workspaceId)
    .execute()
  const ana = await givenTalk(db, workspace, 'Ana Lestari', 'Kapan mulai?')
  const checks = [{ name: 'apology', passed: true, warning: 'the reply apologises' }]
  const held = { heldAt: ago(60), dueAt: ago(30), reviewedAt: ago(40) }
  const read = await givenReviewedDraft(db, workspace, ana, { ...held, verdict: 'edit', status: 'edited' })
  const edited = await givenReviewedDraft(db, workspace, ana, { editedFrom: read.draftId, turn: read.turn })
  await givenAnswer(db, workspace, ana, { body: 'Oktober, Kak.', draft: edited, at: ago(39) })
  for (const [body, seconds] of [
    ['Biayanya 3 juta.', 20],
    ['Maaf, mulainya besok.', 10],
  ] as const) {
    const draft = await givenReviewedDraft(db, workspace, ana, { reply: body, intent: 'pricing', checks })
    await givenAnswer(db, workspace, ana, { body, draft, at: ago(seconds) })
  }
  await givenMessage(db, workspace, ana, { body: 'Terima kasih' })
})
afterAll(() => inbox.stop())

const count = (page: Page, name: string) => page.locator(`[data-count="${name}"]`)
const figure = (page: Page, name: string) => page.locator(`[data-figure="${name}"] [data-value]`)

it('HR-06 HR-07 HR-14 LM-24 a number leads to its list; answers are read by one key each, and what is found is counted', async () => {
  await inbox.withPage({ width: 1440 }, async (page) => {
    await goto(page, '/review/figures')
    expect(await figure(page, 'edited').innerText()).toBe('100%')
    expect(await figure(page, 'reviewTime').innerText()).toBe('20 dtk')
    expect(await figure(page, 'invented').innerText()).toBe('–')
    expect(await axeViolations(page)).toEqual([])
    const bar = page.locator('[data-figure=edited] [aria-hidden] a').last()
    const row = page.locator('[data-behind]')
    // Of that day, and the way back is to the days that it was one of.
    const href = (await bar.getAttribute('href')) ?? ''
    const { from, to, day } = Object.fromEntries(new URL(href, 'http://here').searchParams)
    expect([to === day, from === day]).toEqual([true, false])
    await goto(page, href)
    expect(await row.count()).toBe(1)
    expect(await page.getByRole('link', { name: 'Diubah', exact: true }).getAttribute('href')).toContain('&day=')
    await page.getByRole('link', { name: 'Ke angka' }).click()
    await figure(page, 'edited').click()
    await row.waitFor()
    expect([await row.count(), await row.innerText()]).toEqual([1, expect.stringContaining('Oktober, Kak.')])
    expect(await axeViolations(page)).toEqual([])

    await page.getByRole('link', { name: 'Jawaban', exact: true }).click()
    await count(page, 'today').getByText('1 dari 3 dibaca hari ini').waitFor()
    expect(await count(page, 'first').innerText()).toBe('1/50 ditinjau')
    await page.getByRole('link', { name: 'Baca sisanya' }).click()
    await page.waitForURL(/show=unread/)
    await expect.poll(() => page.locator('[data-answer]').count()).toBe(2)
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    const reading = page.getByRole('region', { name: 'Bacaan' })
    await page.getByRole('log').getByText('Maaf, mulainya besok.').waitFor()
    expect(await axeViolations(page)).toEqual([])
    for (const point of await reading.getByRole('checkbox').all()) await point.check()
    await reading.getByRole('checkbox', { name: /^Tidak ada yang dikarang/ }).uncheck()
    await reading.getByRole('button', { name: 'Simpan dengan 1 yang tidak beres' }).click()
    await page.getByText('Ada yang dikarang').first().waitFor()
    const opened = new URL(page.url()).pathname
    // A customer says the same of it.
    await page.getByRole('button', { name: 'Pelanggan mengeluh ini salah' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Catat' }).click()
    await page.getByText('Dikeluhkan', { exact: true }).waitFor()
    // The next one of what is unread; and all of that is well.
    await page.keyboard.press('j')
    await page.waitForFunction((before) => location.pathname !== before, opened)
    await reading.getByText('Belum ada yang membacanya').waitFor()
    await page.keyboard.press('g')
    await page.waitForURL(/\/review\/answers\?/)
    await count(page, 'today').getByText('3 dari 3 dibaca hari ini').waitFor()
    expect(await count(page, 'first').innerText()).toBe('3/50 ditinjau')
    expect(await axeViolations(page)).toEqual([])

    await page.getByRole('link', { name: 'Angka', exact: true }).click()
    await figure(page, 'invented').waitFor()
    expect([await figure(page, 'invented').innerText(), await figure(page, 'customerComplaints').innerText()]).toEqual([
      '1',
      '1',
    ])
    await figure(page, 'invented').click()
    await page.waitForURL(/show=invented/)
    await expect
      .poll(() => page.locator('[data-answer]').allInnerTexts())
      .toEqual([expect.stringContaining('mulainya besok')])
  })
})

it('AS-11 on a phone the sentence under the title of a part is as wide as the page, and no button stands beside it', async () => {
  await inbox.withPage({ width: 390 }, async (page) => {
    await goto(page, '/review/release')
    const header = page.locator('header').filter({ has: page.getByRole('heading', { name: 'Rilis' }) })
    const [whole, sentence, title, button] = await Promise.all(
      [header, header.locator('p'), header.getByRole('heading'), header.getByRole('link')].map((one) =>
        one.boundingBox(),
      ),
    )
    expect(sentence?.width).toBe(whole?.width)
    expect(sentence?.y).toBeGreaterThanOrEqual((button?.y ?? 0) + (button?.height ?? 0))
    expect(button?.y).toBeLessThan((title?.y ?? 0) + (title?.height ?? 0))
  })
})

const A_PERSONS =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** Counting waits as long as `work` goes on. */
async function whileNobodyCounts(work: () => Promise<void>): Promise<void> {
  const [isLocked, isOver] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  const locking = inbox.db.platform.transaction().execute(async (tx) => {
    await sql`lock table bot_events in access exclusive mode`.execute(tx)
    isLocked.resolve(undefined)
    await isOver.promise
  })
  await Promise.race([isLocked.promise, locking])
  try {
    await work()
  } finally {
    isOver.resolve(undefined)
    await locking
  }
}

it('HR-14 while the numbers are counted the page says what they will be; where they do not come it can be tried again', async () => {
  await inbox.withPage({ width: 1440, userAgent: A_PERSONS }, async (page) => {
    const waiting = page.getByRole('region', { name: 'Sedang menghitung' })
    const isWaiting = async () => {
      await waiting.getByRole('heading', { name: 'Tingkat perubahan' }).waitFor()
      expect(await page.locator('[data-value]').count()).toBe(0)
    }
    const isCounted = async () => {
      await figure(page, 'edited').waitFor()
      expect([await figure(page, 'edited').innerText(), await waiting.count()]).toEqual(['100%', 0])
    }
    // The page itself is slow.
    await whileNobodyCounts(async () => {
      await page.goto('/review/figures', { waitUntil: 'commit' })
      await isWaiting()
      expect(await axeViolations(page)).toEqual([])
    })
    await isCounted()
    await isAwake(page)
    // Others of its days are.
    await whileNobodyCounts(async () => {
      await page.getByRole('link', { name: '30 hari' }).click()
      await isWaiting()
      await page.locator('[aria-current=true]', { hasText: '30 hari' }).waitFor()
    })
    await isCounted()
    // They do not come at all.
    await whileNobodyCounts(async () => {
      await page.getByRole('link', { name: '7 hari' }).click()
      await isWaiting()
      await sql`select pg_cancel_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(inbox.db.platform)
      await page.getByRole('alert').getByText('Bagian ini gagal ditampilkan').waitFor()
      expect(await axeViolations(page)).toEqual([])
    })
    await page.getByRole('alert').getByRole('button', { name: 'Coba lagi' }).click()
    await isCounted()
  })
})

it('HR-06 of two who read an answer at once the later one sees what the earlier one found, and decides once more', async () => {
  const { db, workspace, web } = inbox
  const bayu = await givenTalk(db, workspace, 'Bayu', 'Kapan mulai?')
  const draft = await givenReviewedDraft(db, workspace, bayu, { reply: 'Mulai lusa.' })
  const path = `answers/${await givenAnswer(db, workspace, bayu, { body: 'Mulai lusa.', draft })}`
  const { email } = await givenPerson(db, { workspaceId: workspace.workspaceId, role: 'member' })
  const cookie = await web.signIn(email)
  await inbox.withPage({ mayBreak: /409.*\/reading$/ }, async (page) => {
    await goto(page, `/review/${path}`)
    const json = { order: 'read', points: { ...ALL_WELL, grounded: false }, comment: 'Tanggalnya dikarang.' }
    expect((await web.ask(`/api/${path}/reading`, { cookie, json })).status).toBe(200)
    const comment = page.getByRole('textbox', { name: 'Komentar' })
    await comment.fill('Menurut saya baik.')
    await page.getByRole('button', { name: 'Semua beres' }).click()
    const theirs = page.getByRole('alert')
    await theirs.getByText('Tanggalnya dikarang.').waitFor()
    expect(await theirs.innerText()).toContain('Ada yang dikarang')
    expect(await comment.inputValue()).toBe('Menurut saya baik.')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Simpan', exact: true }).click()
    await page.getByText('Dibaca: semua beres').waitFor()
    expect(await theirs.count()).toBe(0)
  })
})

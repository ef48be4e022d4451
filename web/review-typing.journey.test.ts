import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { WorkspaceTx } from '#db/connect.ts'
import { notify } from '#db/queries/notify.ts'
import { keepVerdict } from '#db/queries/reviews.ts'
import { givenConversation, givenHeldDraft, type GivenConversation } from '../dev/test-kit/given.ts'
import { givenMessage, goto, receive, startInbox } from '../dev/test-kit/inbox.ts'

// Reviewers who type and press faster than the list changes: nothing is decided that was not read, and no word is lost.

let inbox: Awaited<ReturnType<typeof startInbox>>
beforeAll(async () => {
  inbox = await startInbox()
})
afterAll(() => inbox.stop())
beforeEach(() => inbox.db.platform.deleteFrom('contacts').execute())

const inside = <T>(work: (tx: WorkspaceTx) => Promise<T>) => inbox.db.inWorkspace(inbox.workspace.workspaceId, work)

type Held = { talk: GivenConversation; draftId: string; name: string }

async function held(name: string, reply = `Halo Kak ${name}, mau kuliah di mana?`): Promise<Held> {
  const talk = await givenConversation(inbox.db, inbox.workspace, { name })
  await givenMessage(inbox.db, inbox.workspace, talk, { body: 'Halo' })
  await inside((tx) => tx.updateTable('messages').set({ outcome: 'answered' }).execute())
  return { talk, name, draftId: await anew(talk, reply) }
}

/** ARI's next draft for somebody; pages are told. */
async function anew(talk: GivenConversation, reply: string): Promise<string> {
  const draftId = await givenHeldDraft(inbox.db, inbox.workspace, talk, reply)
  await inside(async (tx) => {
    const dueAt = new Date(Date.now() + 3_600_000)
    await tx.updateTable('drafts').set({ due_at: dueAt }).where('id', '=', draftId).execute()
    await notify(tx, { kind: 'draft', conversationId: talk.conversationId })
  })
  return draftId
}

const writesOn = ({ talk }: Held) => receive(inbox.db, inbox.workspace, talk, 'Eh, satu lagi.')
const open = (page: Page, { name }: Held) => page.getByRole('region', { name: `Draf untuk ${name}` })
const isOpen = (page: Page, one: Held) => open(page, one).getByText('Hanya Anda').waitFor()
/** As long as nobody can have read it. */
const reads = (page: Page) => page.waitForTimeout(450)

/** Every decision that leaves the page, answered as `answer` says. */
async function decisions(
  page: Page,
  answer: (draftId: string) => Promise<object> | object = () => ({ outcome: 'done' }),
) {
  const made: { draftId: string; verdict: string }[] = []
  await page.route(/\/api\/review\/[\da-f-]{36}$/, async (route) => {
    const request = route.request()
    if (request.method() !== 'POST') return route.continue()
    const draftId = request.url().split('/').at(-1) ?? ''
    made.push({ draftId, verdict: (request.postDataJSON() as { verdict: string }).verdict })
    const { status = 200, ...json } = (await answer(draftId)) as { status?: number }
    return status === 0 ? route.abort() : route.fulfill({ status, json })
  })
  return made
}

it('HR-02 what is typed on after the draft went decides nothing and goes nowhere, and what was typed is shown', async () => {
  const [ana, budi] = [await held('Ana'), await held('Budi')]
  await inbox.withPage({}, async (page) => {
    const made = await decisions(page)
    await goto(page, `/review/${ana.draftId}`)
    await isOpen(page, ana)
    await page.keyboard.press('e')
    await page.keyboard.type(' Salam.')
    await writesOn(ana)
    const kept = page.getByRole('textbox', { name: 'Yang sudah Anda tulis' })
    for (let n = 0; n < 200 && !(await kept.isVisible()); n += 1) await page.keyboard.type('jaxk', { delay: 15 })
    await page.keyboard.type('jaxkjaxk', { delay: 15 })
    expect(await kept.inputValue()).toContain('Salam.')
    expect(await kept.evaluate((one) => one === document.activeElement)).toBe(true)
    // The one in its place opens when it is wanted, and not under the typist.
    const fresh = await anew(ana.talk, 'Baik Kak.')
    await page.getByRole('button', { name: 'Buka draf baru' }).waitFor()
    await page.keyboard.type('jaxk', { delay: 15 })
    expect([made, new URL(page.url()).pathname]).toEqual([[], `/review/${ana.draftId}`])
    // Out of the field keys are keys again.
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Buka draf baru' }).click()
    await page.waitForURL(`**/review/${fresh}`)
    await isOpen(page, ana)
    await reads(page)
    await page.keyboard.press('a')
    await isOpen(page, budi)
    expect(made).toEqual([{ draftId: fresh, verdict: 'approve' }])
  })
})

/** Keys again and again wherever the focus is, in the page's own time; as they are made, they write nothing. */
const pressesOn = (page: Page) =>
  page.evaluate(() => {
    let n = 0
    setInterval(() => {
      const key = 'jaxk'.charAt((n += 1) % 4)
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    }, 50)
  })

it('HR-02 a form in which nothing was typed yet goes without a trace: the letters that follow are no keys', async () => {
  const [ana, budi] = [await held('Ana'), await held('Budi')]
  await inbox.withPage({}, async (page) => {
    const made = await decisions(page)
    for (const key of ['e', 'r']) {
      const one = key === 'e' ? ana : budi
      await goto(page, `/review/${one.draftId}`)
      await isOpen(page, one)
      await page.keyboard.press(key)
      await page.getByRole('textbox').first().waitFor()
      await pressesOn(page)
      await writesOn(one)
      await page.getByText('Pelanggan sudah menulis lagi').waitFor()
      await page.waitForTimeout(1_500)
      expect([made, new URL(page.url()).pathname]).toEqual([[], `/review/${one.draftId}`])
    }
  })
})

const clickApprove = () => document.querySelector<HTMLElement>('article [role=group] button')?.click()

/** Twice at once, and once more as the next draft comes into view: in the page's own time, sooner than anybody reads. */
const pressesThrice = (page: Page, press: () => void) =>
  page.evaluate(`{
    const press = ${press.toString()}
    const shown = () => document.querySelector('section[aria-label^="Draf untuk"]')?.ariaLabel
    const before = shown()
    press()
    press()
    const look = setInterval(() => {
      if ([undefined, before].includes(shown())) return
      clearInterval(look)
      setTimeout(press, 50)
    }, 10)
  }`)

it('HR-03 two quick presses are one decision, by key and by mouse, on the last draft too', async () => {
  const all = [await held('Ana'), await held('Budi'), await held('Citra'), await held('Dewi')]
  const [ana, budi, citra, dewi] = all as [Held, Held, Held, Held]
  await inbox.withPage({}, async (page) => {
    const made = await decisions(page)
    await goto(page, `/review/${ana.draftId}`)
    await isOpen(page, ana)
    await reads(page)
    await pressesThrice(page, () => {
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', cancelable: true }))
    })
    await open(page, budi).waitFor()
    await reads(page)
    await isOpen(page, budi)
    expect(made).toEqual([{ draftId: ana.draftId, verdict: 'approve' }])

    await pressesThrice(page, clickApprove)
    await isOpen(page, citra)
    await reads(page)
    expect(made.map(({ draftId }) => draftId)).toEqual([ana.draftId, budi.draftId])

    await page.keyboard.press('x')
    await isOpen(page, dewi)
    await reads(page)
    await pressesThrice(page, clickApprove)
    await page.getByText('Tidak ada yang menunggu ditinjau').first().waitFor()
    expect(made).toEqual([
      { draftId: ana.draftId, verdict: 'approve' },
      { draftId: budi.draftId, verdict: 'approve' },
      { draftId: citra.draftId, verdict: 'escalate' },
      { draftId: dewi.draftId, verdict: 'approve' },
    ])
  })
})

it('HR-02 what was written and not sent outlasts a reload and is there in another tab, until it is sent', async () => {
  const [ana, budi] = [await held('Ana'), await held('Budi')]
  await inbox.withPage({}, async (page) => {
    await decisions(page)
    await goto(page, `/review/${ana.draftId}`)
    await isOpen(page, ana)
    await page.keyboard.press('e')
    await page.keyboard.type(' Salam.')
    await page.keyboard.press('Escape')
    await page.keyboard.press('r')
    await page.keyboard.type('Lebih pendek')
    await page.reload()
    await open(page, ana).locator('ins').getByText('Salam.').waitFor()
    await open(page, ana).getByText('Belum disampaikan ke ARI: “Lebih pendek”').waitFor()

    const other = await page.context().newPage()
    await other.goto(`/review/${ana.draftId}`)
    await open(other, ana).locator('ins').getByText('Salam.').waitFor()
    await other.close()

    // Gone, both are shown.
    await writesOn(ana)
    await page.getByRole('textbox', { name: 'Yang sudah Anda tulis' }).waitFor()
    expect(await page.getByRole('textbox', { name: 'Yang hendak Anda sampaikan ke ARI' }).inputValue()).toBe(
      'Lebih pendek',
    )
    await page.getByRole('button', { name: 'Buang' }).click()
    await expect.poll(() => keptKeys(page)).toEqual([])

    await goto(page, `/review/${budi.draftId}`)
    await isOpen(page, budi)
    await page.keyboard.press('e')
    await page.keyboard.type(' Sampai nanti.')
    expect(await keptKeys(page)).toHaveLength(1)
    await page.keyboard.press('Control+Enter')
    await page.getByText('Tidak ada yang menunggu ditinjau').first().waitFor()
    await expect.poll(() => keptKeys(page)).toEqual([])
  })
})

it('HR-02 nothing of what was written is left to whoever uses the browser next', async () => {
  const ana = await held('Ana')
  // In a session of its own: it ends.
  const cookie = await inbox.web.signIn(inbox.me.email)
  await inbox.withPage({ cookie }, async (page) => {
    await goto(page, `/review/${ana.draftId}`)
    await isOpen(page, ana)
    await page.keyboard.press('e')
    await page.keyboard.type(' Salam.')
    expect(await keptKeys(page)).toHaveLength(1)
    await page
      .getByRole('button', { name: /^Akun / })
      .first()
      .click()
    await page.getByRole('menuitem', { name: 'Keluar' }).click()
    await page.waitForURL('**/sign-in')
    expect(await keptKeys(page)).toEqual([])
  })
})

const keptKeys = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('review-words:')))

it('HR-02 an edit on its way takes nobody back, and its refusal is told where they are', async () => {
  const [ana, budi] = [await held('Ana'), await held('Budi')]
  await inbox.withPage({ mayBreak: /api\/review/ }, async (page) => {
    let answer: (json: object) => void = () => undefined
    await decisions(page, () => new Promise<object>((resolve) => (answer = resolve)))
    for (const come of [
      {
        json: {
          status: 422,
          outcome: 'check',
          broken: [{ name: 'numbers', passed: false, reason: null, warning: null }],
        },
      },
      { json: { status: 0 } },
      { json: { outcome: 'done' } },
    ]) {
      await goto(page, `/review/${ana.draftId}`)
      await isOpen(page, ana)
      await page.keyboard.press('e')
      await page.keyboard.type(' Ya.')
      await page.keyboard.press('Control+Enter')
      await expect.poll(() => open(page, ana).locator('[aria-busy=true]').count()).toBe(1)
      await page.keyboard.press('Escape')
      await page.keyboard.press('j')
      await isOpen(page, budi)
      answer(come.json)
      if ('outcome' in come.json && come.json.outcome === 'done') await page.waitForTimeout(500)
      else {
        const told =
          'outcome' in come.json ? 'Draf untuk Ana masih menunggu' : 'Keputusan tentang draf untuk Ana belum pasti'
        await page.getByText(told).waitFor()
      }
      expect(new URL(page.url()).pathname).toBe(`/review/${budi.draftId}`)
    }
  })
})

it('HR-01 a draft in whose place ARI answered unread says so, and waits for nothing', async () => {
  const ana = await held('Ana')
  await inbox.withPage({}, async (page) => {
    await goto(page, `/review/${ana.draftId}`)
    await isOpen(page, ana)
    await writesOn(ana)
    await page.getByText('ARI sedang menulis').waitFor()
    await givenMessage(inbox.db, inbox.workspace, ana.talk, { body: 'Baik, Kak.', author: 'bot' })
    await inside(async (tx) => {
      await tx.updateTable('messages').set({ outcome: 'answered' }).where('direction', '=', 'inbound').execute()
      await keepVerdict(tx, { ...ana.talk, draftId: ana.draftId, verdict: 'stale' })
    })
    await page.getByText('ARI sudah menjawab pelanggan dengan balasan lain.').waitFor()
    expect(await page.getByText('ARI sedang menulis').count()).toBe(0)
  })
})

it('HR-03 going on asks for the next draft alone; where it cannot be had, its place says so, and Back leads out', async () => {
  const all = [await held('Ana'), await held('Budi'), await held('Citra')]
  const [ana, budi, citra] = all as [Held, Held, Held]
  await inbox.withPage({ mayBreak: /ERR_FAILED|Failed to fetch|\.data/ }, async (page) => {
    await goto(page, '/quick-replies')
    await page
      .getByRole('link', { name: /Review/ })
      .first()
      .click()
    await isOpen(page, ana)
    const asked: string[] = []
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url())
      if (pathname.endsWith('.data')) asked.push(searchParams.get('_routes') ?? 'all')
    })
    await page.keyboard.press('j')
    await isOpen(page, budi)
    await page.keyboard.press('k')
    await isOpen(page, ana)
    expect(asked.filter((routes) => /all|root|_app(,|$)/.test(routes))).toEqual([])

    const next = `**/review/${citra.draftId}.data*`
    await page.route(next, (route) => route.abort())
    await page.locator(`[data-draft="${citra.draftId}"]`).click()
    await page.getByRole('alert').getByText('Draf gagal dimuat').waitFor()
    expect(await page.locator('a[data-draft]').count()).toBe(3)
    await page.unroute(next)
    await page.getByRole('button', { name: 'Coba lagi' }).click()
    await isOpen(page, citra)

    await page.goBack()
    await page.goBack()
    await page.goBack()
    await isOpen(page, ana)
    await page.goBack()
    await page.waitForURL('**/quick-replies')
  })
})

import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually, givenCustomer, startDesk, type Desk, type DeskWorkspace } from '../dev/test-kit/desk.ts'
import { goto, isAwake, startDeskInbox } from '../dev/test-kit/inbox.ts'
import { PASSWORD } from '../dev/test-kit/web.ts'

// The inbox in front of the whole desk: what is pressed in the page happens, and what happens shows in the page.

let desk: Desk
let workspace: DeskWorkspace
let inbox: Awaited<ReturnType<typeof startDeskInbox>>

beforeAll(async () => {
  desk = await startDesk()
  await Promise.all([desk.start('worker'), desk.start('api')])
  workspace = await desk.createWorkspace()
  inbox = await startDeskInbox(desk, workspace.workspaceId)
})
afterAll(async () => {
  await inbox.stop()
  await desk.stop()
})

/** A customer who wrote and was answered. */
async function givenContact(name: string) {
  const customer = givenCustomer(desk, workspace, name)
  await customer.hears(() => customer.says('Halo'))
  const find = desk.db.inWorkspace(workspace.workspaceId, (tx) =>
    tx
      .selectFrom('conversations as c')
      .innerJoin('contacts', 'contacts.id', 'c.contact_id')
      .where('contacts.phone', '=', customer.phone)
      .select(['c.id as conversationId', 'contacts.id as contactId'])
      .executeTakeFirstOrThrow(),
  )
  const { conversationId, contactId } = await find
  const messages = () =>
    desk.db.inWorkspace(workspace.workspaceId, (tx) =>
      tx
        .selectFrom('messages')
        .where('conversation_id', '=', conversationId)
        .orderBy('sent_at')
        .orderBy('id')
        .select(['id', 'author', 'body', 'status', 'outcome'])
        .execute(),
    )
  // All is said that will be said of what was written.
  await eventually(async () => expect((await messages()).map(({ status }) => status)).toEqual(['responded', 'read']))
  return {
    customer,
    messages,
    path: `/inbox/${contactId}`,
    floor: async () => {
      const { floor } = await desk.db.platform
        .selectFrom('conversations')
        .where('id', '=', conversationId)
        .select('floor')
        .executeTakeFirstOrThrow()
      return floor
    },
    sentTo: (body: string) =>
      customer.sends().filter(({ body: sent }) => (sent as { text?: { body: string } }).text?.body === body),
  }
}

const box = (page: Page) => page.getByRole('textbox', { name: /^Tulis pesan ke/ })
const expectValue = (field: Locator, value: string) =>
  eventually(async () => expect(await field.inputValue()).toBe(value))
const log = (page: Page) => page.getByRole('log')
const send = (page: Page) => page.getByRole('button', { name: 'Kirim', exact: true })
const ai = (page: Page) => page.locator('main header').getByRole('switch')
const isLive = (page: Page) => page.locator('[data-dot=live]').first().waitFor({ state: 'attached' })
const thread = (page: Page) =>
  log(page)
    .locator('[data-message]')
    .evaluateAll((all) =>
      all.map((one) => [one.getAttribute('data-message'), one.querySelector('.bubble-text')?.textContent]),
    )

it('CV-08 ARI turned off in the page keeps silent, and turned on again answers', async () => {
  const ana = await givenContact('Ana')
  await inbox.withPage({}, async (page) => {
    await goto(page, ana.path)
    await ai(page).click()
    await page.getByText('AI Nonaktif', { exact: true }).waitFor()
    await eventually(async () => expect(await ana.floor()).toBe('nobody'))
    const before = ana.customer.sends().length
    ana.customer.says('Halo lagi')
    await log(page).getByText('Halo lagi').waitFor()
    await eventually(async () =>
      expect((await ana.messages()).at(-1)).toMatchObject({ body: 'Halo lagi', outcome: 'ignored: paused' }),
    )
    expect(ana.customer.sends()).toHaveLength(before)

    await ai(page).click()
    await page.getByText('AI Aktif', { exact: true }).waitFor()
    await eventually(async () => expect(await ana.floor()).toBe('bot'))
    await ana.customer.hears(() => ana.customer.says('Nama saya Ana Lestari'))
    await log(page).locator('[data-author=bot]').nth(1).waitFor()
    expect(ana.customer.sends()).toHaveLength(before + 1)
  })
})

it('IN-16 what was received and sent is the same after the page is loaded again', async () => {
  const ana = await givenContact('Ana')
  await inbox.withPage({}, async (page) => {
    await goto(page, ana.path)
    await isLive(page)
    await box(page).fill('Saya Sinta, lanjut dengan saya ya')
    await send(page).click()
    await eventually(() => expect(ana.sentTo('Saya Sinta, lanjut dengan saya ya')).toHaveLength(1))
    ana.customer.says('Baik kak')
    await log(page).getByText('Baik kak').waitFor()
    const before = await thread(page)
    expect(before).toEqual((await ana.messages()).map(({ id, body }) => [id, body]))
    expect(before.map(([, body]) => body).slice(-2)).toEqual(['Saya Sinta, lanjut dengan saya ya', 'Baik kak'])
    await page.reload()
    await isAwake(page)
    await log(page).getByText('Baik kak').waitFor()
    expect(await thread(page)).toEqual(before)
    await log(page).getByText('mengambil alih').waitFor()
  })
})

/** Above the list, or above the thread where the list has no room. */
const silenced = (page: Page) => page.getByText('ARI nonaktif di semua percakapan.').filter({ visible: true })

it("BY-06 CV-14 a person's message and ARI's reply are taken back in the page, and ARI is silenced everywhere", async () => {
  const [ana, budi] = [await givenContact('Ana'), await givenContact('Budi')]
  await desk.command(['hold', workspace.slug, '--ari', '30', '--staff', '30'])
  try {
    await inbox.withPage({}, async (page) => {
      await goto(page, ana.path)
      await isLive(page)
      // ARI's reply stands in the thread, and waits.
      ana.customer.says('Nama saya Ana Lestari')
      const undo = log(page).getByRole('button', { name: 'Batalkan' })
      await undo.click()
      await log(page).getByText('menarik balasan ARI').waitFor()
      expect(await ana.floor()).toBe('person')
      // One's own words come back to where they were written.
      await box(page).fill('Sebentar ya Kak')
      await send(page).click()
      await undo.click()
      await expectValue(box(page), 'Sebentar ya Kak')
      await undo.waitFor({ state: 'detached' })
      expect(ana.customer.sends()).toHaveLength(1)

      const everywhere = page.getByRole('switch', { name: 'ARI', exact: true })
      await everywhere.click()
      await page.getByRole('button', { name: 'Matikan ARI' }).click()
      await silenced(page).waitFor()
      // Also where the list does not stand beside it.
      const other = await page.context().newPage()
      await other.setViewportSize({ width: 390, height: 844 })
      await goto(other, budi.path)
      await silenced(other).waitFor()
      expect(await other.getByRole('switch', { name: 'AI Nonaktif' }).isDisabled()).toBe(true)
      await everywhere.click()
      await silenced(page).waitFor({ state: 'detached' })
      await other.getByRole('switch', { name: 'AI Aktif' }).waitFor()
    })
  } finally {
    await desk.command(['hold', workspace.slug, '--ari', '0', '--staff', '0'])
  }
})

it('what one tab sends stands in the other without a reload', async () => {
  const ana = await givenContact('Ana')
  await inbox.withPage({}, async (page) => {
    await goto(page, ana.path)
    await isLive(page)
    const other = await page.context().newPage()
    await goto(other, ana.path)
    await isLive(other)
    await box(page).fill('Dari tab pertama')
    await box(page).press('Enter')
    await log(other).getByText('Dari tab pertama').waitFor()
    await log(other)
      .locator('[data-author=staff] [data-status=read], [data-author=staff] [data-status=delivered]')
      .waitFor()
    expect(await log(page).getByText('Dari tab pertama').count()).toBe(1)
    expect(await log(other).getByText('Dari tab pertama').count()).toBe(1)
    await other.getByText('Giliran Anda').waitFor()
  })
})

it('PX-10 a message that WhatsApp refused says why in plain words, and is really sent again', async () => {
  const ana = await givenContact('Ana')
  await inbox.withPage({}, async (page) => {
    await goto(page, ana.path)
    await isLive(page)
    desk.whatsapp.addFaults({ kind: 'send-error', code: 131026, to: ana.customer.phone, details: 'Not on WhatsApp.' })
    await box(page).fill('Masih di sana?')
    await send(page).click()
    await log(page).getByText('Pesan tidak bisa sampai ke pelanggan ini.').waitFor()
    await log(page).getByText('Kata WhatsApp sendiri').click()
    await log(page).getByText('Kode 131026. Not on WhatsApp.').waitFor()
    expect(ana.sentTo('Masih di sana?')).toHaveLength(0)
    await log(page).getByRole('button', { name: 'Kirim lagi' }).click()
    await eventually(() => expect(ana.sentTo('Masih di sana?')).toHaveLength(1))
    await log(page).getByText('Pesan tidak bisa sampai').waitFor({ state: 'detached' })
    await log(page).locator('[data-author=staff] [data-status=read]').waitFor()
  })
})

it('a message written while the network is away stays with a way to send it again, and goes once', async () => {
  const ana = await givenContact('Ana')
  let losesAnswers = false
  await inbox.withPage({ mayBreak: /ERR_(FAILED|INTERNET|NETWORK)|manifest patches/ }, async (page) => {
    // Nothing is heard but in answer to what the page asks.
    await page.route('**/api/events*', (route) => route.abort())
    await page.route('**/api/conversations/**', async (route) => {
      if (losesAnswers && route.request().method() === 'POST') await route.fetch()
      await (losesAnswers ? route.abort() : route.continue())
    })
    await goto(page, ana.path)
    await page.context().setOffline(true)
    await box(page).fill('Tetap sampai')
    await send(page).click()
    const mine = log(page).locator('[data-author=staff]').filter({ hasText: 'Tetap sampai' })
    await mine.getByText('Belum terkirim ke server.').waitFor()
    await mine.getByRole('button', { name: 'Buang' }).waitFor()
    expect((await ana.messages()).some(({ body }) => body === 'Tetap sampai')).toBe(false)
    // Whoever comes back to the page finds it still.
    await page.context().setOffline(false)
    await goto(page, ana.path)
    await mine.getByText('Belum terkirim ke server.').waitFor()
    losesAnswers = true

    // It arrives, and the answer is lost on the way back.
    const again = mine.getByRole('button', { name: 'Kirim lagi' })
    await again.click()
    await eventually(() => expect(ana.sentTo('Tetap sampai')).toHaveLength(1))
    await again.waitFor()
    losesAnswers = false
    // Asked meanwhile, the page may know by itself that there is nothing left to send.
    await again.click({ timeout: 2_000 }).catch(() => undefined)
    await mine.locator('[data-status=delivered], [data-status=read]').waitFor()
    expect([await mine.count(), await again.count()]).toEqual([1, 0])
    expect((await ana.messages()).filter(({ body }) => body === 'Tetap sampai')).toHaveLength(1)
    expect(ana.sentTo('Tetap sampai')).toHaveLength(1)
    await goto(page, ana.path)
    expect([await mine.count(), await again.count()]).toEqual([1, 0])
  })
})

it('what was written when the session ended is kept, and sent after signing in again', async () => {
  const ana = await givenContact('Ana')
  const cookie = await inbox.web.signIn(inbox.me.email)
  await inbox.withPage({ cookie, mayBreak: /401/ }, async (page) => {
    await goto(page, ana.path)
    await isLive(page)
    await box(page).fill('Tulisan yang panjang dan berharga')
    await desk.db.platform.deleteFrom('sessions').where('user_id', '=', inbox.me.id).execute()
    await send(page).click()
    await page.getByText('Sesi Anda sudah berakhir').waitFor()
    await expect.poll(() => box(page).inputValue()).toBe('Tulisan yang panjang dan berharga')
    expect(await log(page).getByText('Tulisan yang panjang dan berharga').count()).toBe(0)
    await page.getByRole('button', { name: 'Masuk lagi' }).click()
    await page.waitForURL('**/sign-in?next=*')
    await page.getByLabel('Email').fill(inbox.me.email)
    await page.getByLabel('Kata sandi').fill(PASSWORD)
    await page.getByRole('button', { name: 'Masuk', exact: true }).click()
    await page.waitForURL(`**${ana.path}`)
    await isAwake(page)
    await expect.poll(() => box(page).inputValue()).toBe('Tulisan yang panjang dan berharga')
    await send(page).click()
    await eventually(() => expect(ana.sentTo('Tulisan yang panjang dan berharga')).toHaveLength(1))
    expect(await box(page).inputValue()).toBe('')
  })
})

it('taking over while no worker is there is taken back with a word about it, and nothing has changed', async () => {
  const ana = await givenContact('Ana')
  await desk.kill('worker')
  await inbox.withPage({ cookie: await inbox.web.signIn(inbox.me.email), mayBreak: /503/ }, async (page) => {
    await goto(page, ana.path)
    await isLive(page)
    const floor = page.locator('[data-floor]')
    expect(await floor.getAttribute('data-floor')).toBe('bot')
    await page.getByRole('button', { name: 'Ambil alih' }).click()
    await expect.poll(() => floor.getAttribute('data-floor')).toBe('person')
    await page.getByText('Perubahan belum diterima').waitFor()
    await expect.poll(() => floor.getAttribute('data-floor')).toBe('bot')
    await page.getByText('AI Aktif', { exact: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Ambil alih' }).isEnabled()).toBe(true)
    expect(await ana.floor()).toBe('bot')
    expect(await log(page).getByText('mengambil alih').count()).toBe(0)

    // Temporal may have kept the order for the worker; the page shows what came of it.
    await desk.start('worker')
    ana.customer.says('Nama saya Ana Lestari')
    await eventually(async () => expect((await ana.messages()).at(-1)?.status).not.toBe('queued'))
    await eventually(async () => expect(await floor.getAttribute('data-floor')).toBe(await ana.floor()))
  })
})

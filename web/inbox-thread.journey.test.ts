import { sql } from 'kysely'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notify } from '#db/queries/notify.ts'
import { givenSlots, type GivenConversation, type GivenWorkspace } from '../dev/test-kit/given.ts'
import { givenMessage, givenTalk, goto, startInbox } from '../dev/test-kit/inbox.ts'
import { givenPerson } from '../dev/test-kit/web.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

let inbox: Awaited<ReturnType<typeof startInbox>>
let ours: GivenWorkspace
let ana: GivenConversation

beforeAll(async () => {
  inbox = await startInbox({ TZ: 'UTC' })
  ours = inbox.workspace
  ana = await givenTalk(inbox.db, ours, 'Ana Lestari', 'Selamat pagi')
})
afterAll(() => inbox.stop())

const openPath = ({ contactId }: GivenConversation) => `/inbox/${contactId}`
const box = (page: Page) => page.getByRole('textbox', { name: /^Tulis pesan/ })
const bubble = (page: Page, id: string) => page.locator(`[data-message="${id}"]`)

async function boxOf(one: Locator) {
  const at = await one.boundingBox()
  if (at === null) throw new Error('It is not shown.')
  return { ...at, right: at.x + at.width }
}

describe('IN-05 the thread has a pattern behind it', () => {
  it.each(['light', 'dark'] as const)('in the %s theme', async (theme) => {
    const talk = await givenTalk(inbox.db, ours, `Sendiri ${theme}`, 'Hai')
    await inbox.withPage({ theme }, async (page) => {
      await goto(page, openPath(talk))
      const wall = page.locator('.wall:has([role=log])')
      const image = await wall.evaluate((one) => getComputedStyle(one, '::before').backgroundImage)
      const address = /^url\("(.*)"\)$/.exec(image)?.[1] ?? ''
      const answer = await page.evaluate(async (url) => {
        const { status, headers } = await fetch(url)
        return [status, headers.get('content-type')]
      }, address)
      expect(answer).toEqual([200, 'image/svg+xml'])
      const { x, y } = await boxOf(wall)
      // Above the one message nothing stands.
      const png = await page.screenshot({ clip: { x: x + 40, y: y + 60, width: 300, height: 300 } })
      expect(await coloursOf(png)).toBeGreaterThan(3)
    })
  })
})

/** How many colours a picture has. */
async function coloursOf(png: Buffer): Promise<number> {
  const page = await inbox.browser.newPage()
  const count = await page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    const context = canvas.getContext('2d')
    context?.drawImage(image, 0, 0)
    const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? []
    return new Set(new Uint32Array(Uint8ClampedArray.from(pixels).buffer)).size
  }, png.toString('base64'))
  await page.close()
  return count
}

it('IN-06 (but Merge) in the header Catatan stands on the left and AI Aktif at the far right', async () => {
  await inbox.withPage({ width: 1440 }, async (page) => {
    await goto(page, openPath(ana))
    const header = page.locator('main header')
    const whole = await boxOf(header)
    const [notes, ai] = [header.getByRole('button', { name: 'Catatan' }), header.getByRole('switch')]
    expect((await boxOf(notes)).right).toBeLessThan(whole.x + whole.width / 2)
    for (const one of await header.locator('a:visible, button:visible').all())
      if ((await one.innerText()) !== 'Catatan')
        expect((await boxOf(one)).x).toBeGreaterThan((await boxOf(notes)).right)
    const { right } = await boxOf(ai)
    for (const one of await header.locator('*:visible').all())
      expect((await boxOf(one)).right).toBeLessThanOrEqual(right + 1)
    expect((await boxOf(header.getByText('AI Aktif', { exact: true }))).right).toBeLessThan(right)
    expect(whole.right - right).toBeLessThanOrEqual(20)
  })
})

it.each(['id', 'en'] as const)(
  'CV-09 while ARI is on, the control of the header reads AI Aktif (%s)',
  async (language) => {
    await inbox.withPage({ language }, async (page) => {
      await goto(page, openPath(ana))
      const control = page.locator('main header').getByRole('switch')
      expect(await control.getAttribute('aria-checked')).toBe('true')
      const labels = await control.evaluate((one) =>
        [...(one as HTMLButtonElement).labels].map((label) => label.innerText),
      )
      expect(labels).toEqual(['AI Aktif'])
    })
  },
)

describe('IN-09 the panel about the contact is never cut off', () => {
  const long = (length: number) => 'Wirakusumadiningrat'.repeat(20).slice(0, length)

  async function givenLong(): Promise<GivenConversation> {
    const talk = await givenTalk(inbox.db, ours, long(200))
    const [slotId] = await givenSlots(inbox.db, ours, 1)
    const colleague = await givenPerson(inbox.db, ours)
    await inbox.db.platform
      .updateTable('users')
      .set({ name: long(100) })
      .where('id', '=', colleague.id)
      .execute()
    await inbox.db.inWorkspace(ours.workspaceId, async (tx) => {
      const { contactId, conversationId } = talk
      const about = { email: `${long(60)}@${long(60)}.example`, source: long(120) }
      await tx.updateTable('contacts').set(about).where('id', '=', contactId).execute()
      const facts = {
        name: long(200),
        destination: `${long(90)} ${long(90)}`,
        consultation: 'yes',
        pet_of_choice: long(80),
      }
      await tx
        .insertInto('contact_facts')
        .values(Object.entries(facts).map(([key, value]) => ({ contact_id: contactId, key, value })))
        .execute()
      const floor = { floor: 'person', floor_user_id: colleague.id }
      await tx.updateTable('conversations').set(floor).where('id', '=', conversationId).execute()
      await sql`update consultants set name = ${long(100)} where id = (select consultant_id from slots where id = ${slotId})`.execute(
        tx,
      )
      await sql`insert into bookings (id, consultant_id, slot_id, contact_id, conversation_id, turn, during)
        select gen_random_uuid(), consultant_id, id, ${contactId}, ${conversationId}, 1, during from slots
        where id = ${slotId}`.execute(tx)
    })
    return talk
  }

  /** What of the texts in it cannot be seen whole, each scrolled to. */
  const cut = (panel: Locator): Promise<string[]> =>
    panel.evaluate((whole) => {
      const ownText = (one: Element) =>
        [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '')
      const isForEyes = (one: Element) => one.closest('.sr-only') === null && one.closest('[aria-hidden=true]') === null
      const found: string[] = []
      for (const one of [...whole.querySelectorAll('*')].filter((each) => ownText(each) && isForEyes(each))) {
        one.scrollIntoView({ block: 'center' })
        const { left, right, top, bottom } = one.getBoundingClientRect()
        const frame = whole.getBoundingClientRect()
        const isInView =
          left >= Math.max(0, frame.left) - 1 &&
          right <= Math.min(innerWidth, frame.right) + 1 &&
          top >= 0 &&
          bottom <= innerHeight
        const isWhole = one.scrollWidth <= one.clientWidth || getComputedStyle(one).display === 'inline'
        if (!isInView || !isWhole) found.push(one.textContent)
      }
      return found
    })

  it('at 390, 768, 1024 and 1440 px, with values as long as they come', async () => {
    const talk = await givenLong()
    for (const width of [390, 768, 1024])
      await inbox.withPage({ width }, async (page) => {
        await goto(page, openPath(talk))
        await page.getByRole('button', { name: 'Tampilkan info kontak' }).click()
        const drawer = page.getByRole('dialog', { name: 'Info kontak' })
        await drawer.getByText('Jadwal').waitFor()
        // It comes in from the side.
        await drawer.evaluate((one) => Promise.all(one.getAnimations().map(({ finished }) => finished)))
        expect([width, await cut(drawer)]).toEqual([width, []])
      })
    await inbox.withPage({ width: 1440 }, async (page) => {
      await goto(page, openPath(talk))
      const [panel, log] = [page.getByRole('complementary', { name: 'Info kontak' }), page.getByRole('log')]
      expect(await cut(panel)).toEqual([])
      expect((await boxOf(panel)).x).toBeGreaterThanOrEqual((await boxOf(log)).right)
      expect((await boxOf(panel)).right).toBeLessThanOrEqual(1440)
    })
  })
})

it('IN-18 the mark of a message goes from sent to delivered to read while one looks', async () => {
  const id = await givenMessage(inbox.db, ours, ana, { body: 'Sampai belum?', author: 'staff', userId: inbox.me.id })
  const says = (status: string) =>
    inbox.db.inWorkspace(ours.workspaceId, async (tx) => {
      await tx.updateTable('messages').set({ status }).where('id', '=', id).execute()
      await notify(tx, { kind: 'status', conversationId: ana.conversationId })
    })
  await inbox.withPage({}, async (page) => {
    await goto(page, openPath(ana))
    await page.locator('[data-dot=live]').first().waitFor({ state: 'attached' })
    const mark = bubble(page, id).locator('[data-status]')
    const looks: string[] = []
    for (const [status, words] of [
      ['sent', 'Terkirim'],
      ['delivered', 'Sampai'],
      ['read', 'Dibaca'],
    ] as const) {
      await says(status)
      await expect.poll(() => mark.getAttribute('data-status')).toBe(status)
      expect(await mark.innerText()).toBe(words)
      looks.push(await mark.locator('svg').evaluate((one) => one.innerHTML + getComputedStyle(one).color))
    }
    expect(new Set(looks).size).toBe(3)
  })
})

describe('times', () => {
  const jakarta = (options: Intl.DateTimeFormatOptions, language = 'id-ID') =>
    new Intl.DateTimeFormat(language, { timeZone: 'Asia/Jakarta', hourCycle: 'h23', ...options })
  const clock = (at: Date, language: string) => jakarta({ hour: '2-digit', minute: '2-digit' }, language).format(at)

  it('IN-21 a message of two hours ago shows when it was and how long ago that is', async () => {
    const at = new Date(Date.now() - 2 * HOUR_MS - 60_000)
    const talk = await givenTalk(inbox.db, ours, 'Dua Jam')
    await sql`update conversations set last_message_at = null where id = ${talk.conversationId}`.execute(
      inbox.db.platform,
    )
    await sql`delete from messages where conversation_id = ${talk.conversationId}`.execute(inbox.db.platform)
    const id = await givenMessage(inbox.db, ours, talk, { body: 'Tadi', at })
    for (const [language, locale, ago] of [
      ['id', 'id-ID', '2 j'],
      ['en', 'en-GB', '2 h'],
    ] as const)
      await inbox.withPage({ language }, async (page) => {
        await goto(page, openPath(talk))
        const both = `${clock(at, locale)} · ${ago}`
        expect(await bubble(page, id).locator('time').innerText()).toBe(both)
        const row = page.getByRole('listitem').filter({ hasText: 'Dua Jam' }).locator('time')
        // Before two at night it was yesterday.
        expect((await row.innerText()).replace(/^(Kem\.|Yest\.) /, '')).toBe(both)
      })
  })

  it('IN-22 18:30 in London is 01:30 of the next day wherever the reader and the server are', async () => {
    const midnight = new Date(new Date(Date.now() - 4 * DAY_MS).setUTCHours(0, 0, 0, 0)).getTime()
    const [before, after] = [new Date(midnight + 16.5 * HOUR_MS), new Date(midnight + 18.5 * HOUR_MS)]
    const talk = await givenTalk(inbox.db, ours, 'Tengah Malam')
    const evening = await givenMessage(inbox.db, ours, talk, { body: 'Malam', at: before })
    const night = await givenMessage(inbox.db, ours, talk, { body: 'Larut malam', at: after })
    const day = (at: Date, locale: string) =>
      `${jakarta({ weekday: 'long' }, locale).format(at)}, ${jakarta({ day: 'numeric' }).format(at)} ${jakarta({ month: 'short' }, locale).format(at).slice(0, 3)}`
    for (const timezoneId of ['UTC', 'America/New_York', 'Pacific/Auckland'])
      for (const [language, locale, shown] of [
        ['id', 'id-ID', '01.30'],
        ['en', 'en-GB', '01:30'],
      ] as const)
        await inbox.withPage({ timezoneId, language }, async (page) => {
          await goto(page, openPath(talk))
          expect(await bubble(page, night).locator('time').innerText()).toMatch(shown)
          expect(await bubble(page, evening).locator('time').innerText()).toMatch(shown.replace('01', '23'))
          const separatorOf = (id: string) =>
            page
              .locator('section', { has: bubble(page, id) })
              .last()
              .getByRole('heading')
              .innerText()
          const days = [await separatorOf(evening), await separatorOf(night)]
          const year = after.getUTCFullYear() === new Date().getUTCFullYear() ? '' : / \d{4}$/
          expect(days.map((text) => text.replace(year, ''))).toEqual([day(before, locale), day(after, locale)])
        })
  })
})

it('IN-25 what ARI wrote and what people wrote both show, and nobody takes one for the other', async () => {
  const talk = await givenTalk(inbox.db, ours, 'Tiga Suara', 'Dari pelanggan')
  const ids = {
    bot: await givenMessage(inbox.db, ours, talk, { body: 'Dari ARI', author: 'bot' }),
    staff: await givenMessage(inbox.db, ours, talk, { body: 'Dari staf', author: 'staff', userId: inbox.me.id }),
  }
  for (const theme of ['light', 'dark'] as const)
    await inbox.withPage({ theme }, async (page) => {
      await goto(page, openPath(talk))
      const looks = await Promise.all(
        Object.entries(ids).map(async ([author, id]) => {
          const one = bubble(page, id).locator('.bubble')
          expect(await one.getAttribute('data-by')).toBe(author)
          await one.getByText(author === 'bot' ? 'Dari ARI' : 'Dari staf', { exact: true }).waitFor()
          expect(await one.getByText(author === 'bot' ? 'ARI' : 'Anda', { exact: true }).isVisible()).toBe(true)
          return one.evaluate((each) => getComputedStyle(each).backgroundColor)
        }),
      )
      expect(new Set(looks).size).toBe(2)
    })
})

it.each([
  [4_097, 'Kelebihan 1 huruf; paling banyak 4096. Tulisan Anda tetap tersimpan.'],
  [65_536, 'Kelebihan 61440 huruf; paling banyak 4096. Tulisan Anda tetap tersimpan.'],
])('a text of %i characters is not sent, is told so, and is still there after a reload', async (length, told) => {
  const text = 'x'.repeat(length)
  await inbox.withPage({}, async (page) => {
    await goto(page, openPath(ana))
    const send = page.getByRole('button', { name: 'Kirim' })
    await box(page).fill(text)
    const isRefused = async () => {
      await page.getByText(told).waitFor()
      expect([await send.isDisabled(), await box(page).getAttribute('aria-invalid')]).toEqual([true, 'true'])
    }
    await isRefused()
    await box(page).press('Enter')
    await page.reload()
    await isRefused()
    expect((await box(page).inputValue()) === text).toBe(true)
    await box(page).fill(text.slice(0, 4_096))
    await page.getByText('4096 dari 4096 huruf').waitFor()
    expect(await send.isEnabled()).toBe(true)
    await box(page).fill('')
  })
})

describe('a message that the quota lets wait', () => {
  const inLine = 'Dalam antrean: terkirim sendiri sebentar lagi.'
  const toast = (page: Page) => page.locator('[data-sonner-toast]')
  const useUp = (perMinute: number) =>
    sql`with quota as (
        update workspaces set messages_per_minute = ${perMinute} where id = ${ours.workspaceId} returning id)
      insert into quota_places (key) select 'messages:' || id from quota, generate_series(1, ${perMinute})`.execute(
      inbox.db.platform,
    )

  it('stays in the thread with a quiet note, also after a reload, until it is on its way', async () => {
    const talk = await givenTalk(inbox.db, ours, 'Antre', 'Halo')
    await useUp(1)
    await inbox.withPage({}, async (page) => {
      await goto(page, openPath(talk))
      await box(page).fill('Menyusul ya')
      await box(page).press('Enter')
      await page.getByText(inLine).waitFor()
      expect(await toast(page).count()).toBe(0)
      await goto(page, openPath(talk))
      await page.getByText(inLine).waitFor()
      await inbox.db.inWorkspace(ours.workspaceId, async (tx) => {
        const { conversationId } = talk
        await tx
          .updateTable('messages')
          .set({ status: 'sent' })
          .where('conversation_id', '=', conversationId)
          .where('status', '=', 'queued')
          .execute()
        await tx.deleteFrom('waiting_messages').where('conversation_id', '=', conversationId).execute()
        await notify(tx, { kind: 'message', conversationId })
      })
      await page.getByText(inLine).waitFor({ state: 'detached' })
      await page.locator('[role=log] [data-status=sent]').waitFor()
    })
  })

  it('is given back where too many wait already', async () => {
    const talk = await givenTalk(inbox.db, ours, 'Banjir', 'Halo')
    await useUp(1)
    await inbox.withPage({ mayBreak: /429/ }, async (page) => {
      await goto(page, openPath(talk))
      for (let n = 1; n <= 5; n++) {
        await box(page).fill(`Pesan ${n}`)
        await box(page).press('Enter')
        await expect.poll(() => page.getByText(inLine).count(), { timeout: 10_000 }).toBe(n)
      }
      await box(page).fill('Satu lagi')
      await box(page).press('Enter')
      await toast(page).getByText('Terlalu banyak pesan yang antre').waitFor()
      expect(await box(page).inputValue()).toBe('Satu lagi')
    })
  })
})

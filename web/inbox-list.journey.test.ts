import type { Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertNoteOnce } from '#db/queries/notes.ts'
import { eventually } from '../dev/test-kit/desk.ts'
import { givenWorkspace, type GivenConversation, type GivenWorkspace } from '../dev/test-kit/given.ts'
import { givenMessage, givenTalk, goto, startInbox, withPage, type Inbox } from '../dev/test-kit/inbox.ts'
import { givenPerson, startWeb } from '../dev/test-kit/web.ts'

let inbox: Awaited<ReturnType<typeof startInbox>>
let ours: GivenWorkspace
let ana: GivenConversation

beforeAll(async () => {
  inbox = await startInbox()
  ours = inbox.workspace
  ana = await givenTalk(inbox.db, ours, 'Ana Lestari', 'Selamat pagi')
})
afterAll(() => inbox.stop())

const rowsOf = (page: Page) => page.getByRole('list', { name: 'Percakapan' }).getByRole('listitem')
const search = (page: Page) => page.getByRole('searchbox', { name: 'Cari nama atau nomor' })
const box = (page: Page) => page.getByRole('textbox', { name: /^Tulis pesan/ })
const openPath = ({ contactId }: Pick<GivenConversation, 'contactId'>) => `/inbox/${contactId}`

/** Somebody of a workspace of its own, so that its list holds what the test puts there. */
async function givenElsewhere({ db, web }: Pick<Inbox, 'db' | 'web'> = inbox) {
  const workspace = await givenWorkspace(db)
  const { email } = await givenPerson(db, { workspaceId: workspace.workspaceId })
  return { workspace, cookie: await web.signIn(email) }
}

describe('IN-01 the inbox has a list of conversations, a filter bar and a compose box', () => {
  it('with conversations, where the latest opens by itself', async () => {
    await inbox.withPage({}, async (page) => {
      await goto(page, '/inbox')
      await page.waitForURL('**/inbox/*-*')
      expect(await rowsOf(page).count()).toBeGreaterThan(0)
      const bar = page.getByRole('group', { name: 'Saringan' }).first()
      expect(await bar.getByRole('radio').allInnerTexts()).toEqual(['Semua', 'Perlu orang', 'Saya', 'ARI'])
      await box(page).fill('Halo')
      await bar.getByRole('radio', { name: 'Perlu orang' }).click()
      await page.getByText('Tidak ada yang menunggu orang').waitFor()
    })
  })

  it('and with none yet', async () => {
    const { cookie } = await givenElsewhere()
    await inbox.withPage({ cookie }, async (page) => {
      await goto(page, '/inbox')
      await page.getByText('Belum ada percakapan').waitFor()
      await page.getByRole('radio', { name: 'ARI' }).waitFor()
      expect(await box(page).isVisible()).toBe(true)
    })
  })
})

it('IN-10 the list shows 50 conversations, 100 and 120 after two presses, and then no button', async () => {
  const { workspace, cookie } = await givenElsewhere()
  await inbox.db.inWorkspace(workspace.workspaceId, async (tx) => {
    const all = Array.from({ length: 120 }, (_, n) => ({ id: uuidv7(), contactId: uuidv7(), n }))
    await tx
      .insertInto('contacts')
      .values(all.map(({ contactId, n }) => ({ id: contactId, name: `Contact ${n}` })))
      .execute()
    await tx
      .insertInto('conversations')
      .values(
        all.map(({ id, contactId, n }) => ({
          ...{ id, contact_id: contactId, channel_id: workspace.channelId },
          last_message_at: new Date(Date.now() - n * 60_000),
        })),
      )
      .execute()
  })
  await inbox.withPage({ cookie }, async (page) => {
    await goto(page, '/inbox')
    const more = page.getByRole('button', { name: 'Tampilkan 50 berikutnya' })
    await expect.poll(() => rowsOf(page).count()).toBe(50)
    await more.click()
    await expect.poll(() => rowsOf(page).count()).toBe(100)
    await more.click()
    await expect.poll(() => rowsOf(page).count()).toBe(120)
    expect(await more.count()).toBe(0)
    const names = await rowsOf(page).locator('[title^="Contact "]').allInnerTexts()
    expect(names).toEqual(Array.from({ length: 120 }, (_, n) => `Contact ${n}`))
  })
})

it.each([390, 768, 1440])('AS-11 IN-27 list, thread and compose box can be reached at %i px', async (width) => {
  await givenMessage(inbox.db, ours, ana, { body: `Kata ${'sangatpanjang'.repeat(20)}` })
  await inbox.withPage({ width }, async (page) => {
    await goto(page, '/inbox')
    // Where both fit, the latest opens by itself: a click into that would only break it off.
    if (width < 1440) await rowsOf(page).filter({ hasText: 'Ana Lestari' }).click()
    await page.waitForURL(`**${openPath(ana)}`)
    const log = page.getByRole('log')
    await log.getByText('Selamat pagi').waitFor()
    await box(page).fill('Halo Kak')
    for (const one of [log, box(page), page.getByRole('button', { name: 'Kirim' })])
      expect(await isInside(page, one)).toBe(true)
    const list = page.getByRole('list', { name: 'Percakapan' })
    // Where both do not fit, the list is one press away.
    const isBeside = width === 1440
    expect(await list.isVisible()).toBe(isBeside)
    if (!isBeside) {
      await page.getByRole('link', { name: 'Kembali ke daftar' }).click()
      await list.waitFor()
    }
    expect(await isInside(page, rowsOf(page).first())).toBe(true)
  })
})

async function isInside(page: Page, one: ReturnType<Page['locator']>): Promise<boolean> {
  const at = await one.boundingBox()
  const { width = 0, height = 0 } = page.viewportSize() ?? {}
  return at !== null && at.x >= 0 && at.y >= 0 && at.x + at.width <= width && at.y + at.height <= height
}

describe('AS-12 what breaks in one part leaves the others standing', () => {
  const broken = 'Bagian ini gagal ditampilkan'
  const mayBreak = /^console: /
  type Answer = Record<'panel' | 'thread', Record<string, unknown>>
  const spoilt: [string, (answer: Answer) => unknown][] = [
    ['the panel about the contact', ({ panel, ...rest }) => ({ ...rest, panel: { ...panel, facts: null } })],
    [
      'the thread',
      ({ thread, ...rest }) => ({
        ...rest,
        thread: { ...thread, items: (thread['items'] as object[]).map((item) => ({ ...item, content: null })) },
      }),
    ],
  ]

  it.each(spoilt)('%s', async (part, spoil) => {
    await inbox.withPage({ mayBreak }, async (page) => {
      await goto(page, openPath(ana))
      const address = `**/api${openPath(ana).replace('inbox', 'conversations')}`
      await page.route(address, async (route) => {
        const answer = await route.fetch()
        if (answer.status() === 200) await route.fulfill({ json: spoil((await answer.json()) as Answer) })
        else await route.fulfill({ response: answer })
      })
      await page.getByRole('button', { name: 'Muat ulang percakapan' }).click()
      await page.getByText(broken).waitFor()
      expect(await page.getByText(broken).count()).toBe(1)
      expect(await rowsOf(page).filter({ hasText: 'Ana Lestari' }).count()).toBe(1)
      expect(await page.getByRole('switch', { name: 'AI Aktif' }).isVisible()).toBe(true)
      expect(await box(page).isVisible()).toBe(true)
      expect(await page.getByRole('log').count()).toBe(part === 'the thread' ? 0 : 1)
      expect(await page.getByText('Skor', { exact: true }).count()).toBe(part === 'the thread' ? 1 : 0)

      await page.unrouteAll({ behavior: 'wait' })
      await page.getByRole('button', { name: 'Muat ulang percakapan' }).click()
      // Pressed before the answer is there, it is still broken, and can be pressed again.
      await eventually(async () => {
        await page
          .getByRole('button', { name: 'Coba lagi' })
          .click({ timeout: 500 })
          .catch(() => undefined)
        expect(await page.getByText(broken).count()).toBe(0)
      })
      await page.getByRole('log').getByText('Selamat pagi').waitFor()
      await page.getByText('Skor', { exact: true }).waitFor()
    })
  })

  it('the list', async () => {
    await inbox.withPage({ mayBreak }, async (page) => {
      await goto(page, openPath(ana))
      await page.route('**/api/inbox?*', (route) => route.fulfill({ json: { rows: [null], next: null } }))
      // News may have had the list asked for already: then it is broken, and its button with it.
      await eventually(async () => {
        await page
          .getByRole('button', { name: 'Muat ulang daftar' })
          .click({ timeout: 500 })
          .catch(() => undefined)
        expect(await page.getByText(broken).count()).toBe(1)
      })
      await page.getByRole('log').getByText('Selamat pagi').waitFor()
      await box(page).fill('Halo')
      await page.unroute('**/api/inbox?*')
      await page.getByRole('button', { name: 'Coba lagi' }).click()
      await rowsOf(page).filter({ hasText: 'Ana Lestari' }).waitFor()
      expect(await box(page).inputValue()).toBe('Halo')
    })
  })

  it('the notes', async () => {
    await inbox.withPage({ mayBreak }, async (page) => {
      await goto(page, openPath(ana))
      await page.route('**/notes', (route) => route.fulfill({ json: [null] }))
      await page.getByRole('button', { name: 'Catatan' }).click()
      const drawer = page.getByRole('dialog', { name: 'Catatan' })
      await drawer.getByText(broken).waitFor()
      await page.unroute('**/notes')
      await drawer.getByRole('button', { name: 'Coba lagi' }).click()
      await drawer.getByText('Belum ada catatan').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('log').getByText('Selamat pagi').waitFor()
      expect(await page.getByText(broken).count()).toBe(0)
    })
  })

  it('while an answer is awaited, its place says so and the rest can be used', async () => {
    const budi = await givenTalk(inbox.db, ours, 'Budi Santoso', 'Siang')
    await inbox.withPage({}, async (page) => {
      await goto(page, openPath(ana))
      const held = Promise.withResolvers<undefined>()
      await page.route(/_routes=|\.data|_data=|\/notes$/, async (route) => {
        await held.promise
        await route.continue()
      })
      await rowsOf(page).filter({ hasText: 'Budi Santoso' }).click()
      const opening = page.getByRole('region', { name: 'Memuat percakapan' })
      await opening.waitFor()
      expect(await opening.getAttribute('aria-busy')).toBe('true')
      expect(await rowsOf(page).filter({ hasText: 'Ana Lestari' }).count()).toBe(1)
      held.resolve(undefined)
      await page.getByRole('log').getByText('Siang').waitFor()
      expect(await opening.count()).toBe(0)
    })
    await inbox.withPage({}, async (page) => {
      await goto(page, openPath(budi))
      const held = Promise.withResolvers<undefined>()
      await page.route(/\/inbox.*(\.data|_data=)/, async (route) => {
        await held.promise
        await route.continue()
      })
      await page.getByRole('radio', { name: 'Saya' }).click()
      await page.locator('[aria-busy=true]').waitFor()
      await page.getByRole('log').getByText('Siang').waitFor()
      held.resolve(undefined)
      await page.getByText('Tidak ada percakapan yang Anda pegang').waitFor()
    })
  })
})

it('SC-23 markup in messages, names and notes is text, and what is searched is no query', async () => {
  const markup = '<img src=x onerror="window.wasHit = true"><script>window.wasHit = true</script>'
  const name = `Rina ${markup}`
  const talk = await givenTalk(inbox.db, ours, name, `Pesan ${markup}`)
  await inbox.db.inWorkspace(ours.workspaceId, (tx) =>
    insertNoteOnce(tx, { id: uuidv7(), contactId: talk.contactId, userId: inbox.me.id, body: `Catat ${markup}` }),
  )
  await inbox.withPage({}, async (page) => {
    await goto(page, '/inbox')
    await rowsOf(page)
      .filter({ hasText: name })
      .filter({ hasText: `Pesan ${markup}` })
      .click()
    await page.getByRole('heading', { name }).waitFor()
    await page.getByRole('log').getByText(`Pesan ${markup}`).waitFor()
    await page.getByRole('button', { name: 'Catatan' }).click()
    await page.getByRole('dialog', { name: 'Catatan' }).getByText(`Catat ${markup}`).waitFor()
    await page.keyboard.press('Escape')
    await search(page).fill(name.slice(0, 12))
    await expect.poll(() => rowsOf(page).allInnerTexts()).toHaveLength(1)
    for (const words of ["' or 1=1", "' or 1=1 --", '%']) {
      await search(page).fill(words)
      await page.getByText(`Tidak ada nama atau nomor yang cocok dengan “${words}”.`).waitFor()
      expect(await rowsOf(page).count()).toBe(0)
    }
    await search(page).fill('Ana Les')
    await expect.poll(() => rowsOf(page).allInnerTexts()).toEqual([expect.stringContaining('Ana Lestari')])
    expect(await page.evaluate(() => 'wasHit' in window)).toBe(false)
    expect(await page.locator('img[src=x]').count()).toBe(0)
  })
})

it.each([390, 1440])('a name of 200 characters and no name at all stay in their places at %i px', async (width) => {
  const { workspace, cookie } = await givenElsewhere()
  const long = await givenTalk(inbox.db, workspace, 'Wangsakusumanegara'.repeat(12).slice(0, 200))
  const none = await givenTalk(inbox.db, workspace, 'x')
  const { phone } = none
  await inbox.db.platform.updateTable('contacts').set({ name: null }).where('id', '=', none.contactId).execute()
  await inbox.withPage({ cookie, width }, async (page) => {
    await goto(page, openPath(long))
    const title = page.getByRole('heading', { level: 2 }).first()
    expect(await title.innerText()).toHaveLength(200)
    for (const one of [title, page.getByRole('switch', { name: 'AI Aktif' })])
      expect(await isInside(page, one)).toBe(true)
    await goto(page, openPath(none))
    expect((await title.innerText()).replace(/[^\d+]/g, '')).toBe(phone)
    await goto(page, '/inbox?filter=all')
    for (const row of await rowsOf(page).all()) expect(await isInside(page, row)).toBe(true)
    const texts = await rowsOf(page).allInnerTexts()
    expect(texts.join('').replace(/[^\d+]/g, '')).toContain(phone)
  })
})

it('the address of a contact of somebody else says so in its place, and the list stays', async () => {
  const { workspace } = await givenElsewhere()
  const theirs = await givenTalk(inbox.db, workspace, 'Rahasia Orang Lain', 'Rahasia')
  const mayBreak = /404/
  for (const contactId of [theirs.contactId, uuidv7(), 'x'])
    await inbox.withPage({ mayBreak }, async (page) => {
      await goto(page, openPath({ contactId }))
      await page.getByRole('alert').getByText('Percakapan tidak ditemukan').waitFor()
      await rowsOf(page).filter({ hasText: 'Ana Lestari' }).waitFor()
      expect(await page.content()).not.toContain('Rahasia')
      await page.getByRole('link', { name: 'Kembali ke daftar' }).click()
      await page.getByRole('log').waitFor()
    })
})

it('AS-04 the footer says Offline Mode with an orange dot in a demo, and how the connection is otherwise', async () => {
  const demo = await startWeb({ databaseUrl: inbox.web.databaseUrl, settings: { DEMO_MODE: 'true' } })
  try {
    for (const [web, text, state] of [
      [demo, 'Offline Mode', 'offline'],
      [inbox.web, 'Terhubung', 'live'],
    ] as const)
      for (const width of [390, 1440])
        await withPage(inbox.browser, { baseURL: web.base, cookie: inbox.cookie, width }, async (page) => {
          await goto(page, '/inbox?filter=all')
          const status = page.locator('footer:visible').getByRole('status')
          await expect.poll(() => status.innerText()).toBe(text)
          const dot = status.locator('[data-dot]')
          expect(await dot.getAttribute('data-dot')).toBe(state)
          const [red = 0, green = 0, blue = 0] = await dot.evaluate((one) =>
            [...getComputedStyle(one).backgroundColor.matchAll(/\d+/g)].map(Number),
          )
          const isOrange = red > 200 && green > 90 && green < 170 && blue < 90
          expect(isOrange).toBe(web === demo)
        })
  } finally {
    await demo.stop()
  }
})

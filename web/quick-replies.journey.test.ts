import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { axeViolations } from '../dev/test-kit/browser.ts'
import type { GivenConversation } from '../dev/test-kit/given.ts'
import { eventually } from '../dev/test-kit/desk.ts'
import { givenTalk, goto, startInbox } from '../dev/test-kit/inbox.ts'

let inbox: Awaited<ReturnType<typeof startInbox>>
let ana: GivenConversation

beforeAll(async () => {
  inbox = await startInbox()
  ana = await givenTalk(inbox.db, inbox.workspace, 'Ana Lestari', 'Selamat pagi')
})
afterAll(() => inbox.stop())

const LINK = { link_label: 'Buka peta', link_url: 'https://maps.google.com/?q=Sudirman' }
beforeEach(() =>
  inbox.db.inWorkspace(inbox.workspace.workspaceId, async (tx) => {
    await tx.deleteFrom('quick_replies').execute()
    const [jam, alamat] = [
      { id: crypto.randomUUID(), shortcut: 'jam', name: 'Jam buka', text: 'Halo {{nama}}, kami buka pukul 9.' },
      { id: crypto.randomUUID(), shortcut: 'alamat', name: 'Alamat', text: 'Kantor di Sudirman.', ...LINK },
    ]
    await tx.insertInto('quick_replies').values(jam).execute()
    await tx.insertInto('quick_replies').values(alamat).execute()
  }),
)

const box = (page: Page) => page.getByRole('textbox', { name: /^Tulis pesan/ })
const list = (page: Page) => page.getByRole('listbox', { name: 'Balasan cepat' })
const written = (page: Page, text: string) => eventually(async () => expect(await box(page).inputValue()).toBe(text))
const messages = () =>
  inbox.db.platform
    .selectFrom('messages')
    .where('author', '=', 'staff')
    .orderBy('sent_at')
    .select(['kind', 'body', 'content'])
    .execute()

it('PX-13 BC-13 `/jam` inserts the text with the customer’s name; edited elsewhere, its next use has the new text', async () => {
  await inbox.withPage({ width: 1440 }, async (page) => {
    await goto(page, `/inbox/${ana.contactId}`)
    await box(page).click()
    await page.keyboard.type('/')
    await list(page).waitFor()
    expect(await list(page).getByRole('option').count()).toBe(2)
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.type('jam')
    await eventually(async () => expect(await list(page).getByRole('option').count()).toBe(1))
    expect(await page.getByRole('option', { selected: true }).getAttribute('id')).toBe(
      await box(page).getAttribute('aria-activedescendant'),
    )
    await page.keyboard.press('Enter')
    await written(page, 'Halo Ana, kami buka pukul 9.')
    expect(await list(page).count()).toBe(0)

    const editing = await page.context().newPage()
    await goto(editing, '/quick-replies')
    await editing.getByRole('button', { name: /\/jam/ }).click()
    await editing.getByLabel('Teks', { exact: true }).fill('Halo {{harga}}')
    await editing.getByRole('button', { name: 'Simpan' }).click()
    await editing.getByText('{{harga}} tidak dikenal.').waitFor()
    await editing.getByLabel('Teks', { exact: true }).fill('{{nama}}, kami buka pukul 10. {{petugas}}')
    expect(await axeViolations(editing)).toEqual([])
    await editing.getByRole('button', { name: 'Simpan' }).click()
    await editing.getByRole('dialog').waitFor({ state: 'detached' })
    await editing.close()

    await box(page).fill('')
    await page.keyboard.type('/jam')
    await list(page).waitFor()
    await page.keyboard.press('Tab')
    const name = await nameOfMe()
    await written(page, `Ana, kami buka pukul 10. ${name}`)
    // To be changed before it goes out, which it does when it is sent and not before.
    await page.keyboard.type('!')
    await written(page, `Ana, kami buka pukul 10. ${name}!`)
    expect(await messages()).toEqual([])
    await box(page).fill('')
  })
})

async function nameOfMe(): Promise<string> {
  const { name } = await inbox.db.platform
    .selectFrom('users')
    .where('id', '=', inbox.me.id)
    .select('name')
    .executeTakeFirstOrThrow()
  return name
}

it('PX-13 Escape closes the list, and what was typed to find one is not sent by Enter', async () => {
  await inbox.withPage({ width: 1440 }, async (page) => {
    await goto(page, `/inbox/${ana.contactId}`)
    await box(page).click()
    await page.keyboard.type('/jax')
    await page.getByText('Tidak ada balasan cepat yang cocok.').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Tidak ada balasan cepat yang cocok.').waitFor({ state: 'detached' })
    await written(page, '/jax')
    await box(page).fill('')
    await page.keyboard.type('/')
    await list(page).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await eventually(async () =>
      expect(await page.getByRole('option', { selected: true }).innerText()).toContain('/alamat'),
    )
    await page.keyboard.press('Escape')
    await list(page).waitFor({ state: 'detached' })
    expect(await messages()).toEqual([])
    await box(page).fill('')
  })
})

it('PX-13 PX-06 on a phone one is chosen by its button and by touch; its link goes out under the words', async () => {
  await inbox.withPage({ width: 390 }, async (page) => {
    await goto(page, `/inbox/${ana.contactId}`)
    await page.getByRole('button', { name: 'Balasan cepat' }).click()
    await list(page)
      .getByRole('option', { name: /alamat/i })
      .click()
    await written(page, 'Kantor di Sudirman.')
    await page.getByText('Tombol “Buka peta”').waitFor()
    await page.reload()
    await page.getByText('Tombol “Buka peta”').waitFor()
    await page.getByRole('button', { name: 'Kirim', exact: true }).click()
    const link = page.getByRole('log').getByRole('link', { name: 'Buka peta' })
    await link.waitFor()
    expect(await link.getAttribute('href')).toBe(LINK.link_url)
    await eventually(async () =>
      expect(await messages()).toEqual([
        {
          ...{ kind: 'interactive', body: 'Kantor di Sudirman.' },
          content: { link: { label: LINK.link_label, url: LINK.link_url } },
        },
      ]),
    )
  })
})

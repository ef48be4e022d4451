import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeViolations } from '../dev/test-kit/browser.ts'
import { givenDocx, wordParagraph } from '../dev/test-kit/documents.ts'
import { eventually, givenCustomer, startDesk, type Desk, type DeskWorkspace } from '../dev/test-kit/desk.ts'
import { goto, startDeskInbox } from '../dev/test-kit/inbox.ts'

let desk: Desk
let workspace: DeskWorkspace
let pages: Awaited<ReturnType<typeof startDeskInbox>>

beforeAll(async () => {
  desk = await startDesk()
  await Promise.all([desk.start('worker'), desk.start('api')])
  workspace = await desk.createWorkspace()
  pages = await startDeskInbox(desk, workspace.workspaceId)
})
afterAll(async () => {
  await pages.stop()
  await desk.stop()
})

const textOf = ({ body }: { body: unknown }) => (body as { text: { body: string } }).text.body

it('BC-06 what is written in the Database tab, and what is uploaded there, is what ARI answers from', async () => {
  await pages.withPage({ mayBreak: /name=a\.docm/ }, async (page) => {
    await goto(page, '/intern/database')
    await page.getByText('Belum ada yang ARI ketahui').waitFor()
    await page.getByRole('button', { name: 'Entri baru' }).click()
    await page.getByLabel('Judul').fill('Jam buka kantor')
    await page.getByLabel('Isi').fill('Buka')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Tulis jawaban yang utuh: sedikitnya tiga kata.').waitFor()
    await page.getByLabel('Isi').fill('Kantor buka Senin sampai Jumat pukul 09.00 sampai 18.00 WIB.')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByRole('button', { name: /^Jam buka kantor/ }).waitFor()

    await page
      .getByRole('radio', { name: /^Dokumen/ })
      .filter({ visible: true })
      .click()
    const file = (name: string, buffer: Buffer) =>
      page.getByLabel('Berkas dokumen').setInputFiles({ name, buffer, mimeType: 'application/octet-stream' })
    await file('a.docm', givenDocx(wordParagraph('Halo')))
    await page.getByText('Berkas memuat makro.').waitFor()
    const docx =
      wordParagraph('Visa pelajar', 'Heading1') + wordParagraph('Visa pelajar diproses dalam 6 minggu oleh kedutaan.')
    await file('Panduan visa.docx', givenDocx(docx))
    await page.getByText('1 bagian').waitFor()
    expect(await axeViolations(page)).toEqual([])

    const tryIt = page.getByRole('complementary', { name: 'Coba pencarian' })
    await tryIt.getByLabel('Pesan pelanggan').fill('visanya brp lama kak?')
    await page.keyboard.press('Enter')
    await tryIt.getByText('Panduan visa · Visa pelajar').waitFor()
    await tryIt.getByText('“visanya berapa lama kak”').waitFor()
  })

  const customer = givenCustomer(desk, workspace)
  await customer.hears(() => customer.says('Halo'))
  expect(textOf(await customer.hears(() => customer.says('Proses visa pelajar berapa lama?')))).toContain('6 minggu')
  expect(textOf(await customer.hears(() => customer.says('Kantornya buka jam berapa?')))).toContain('09.00')

  await pages.withPage({ width: 390 }, async (page) => {
    await goto(page, '/intern/database?part=documents')
    await page.getByRole('button', { name: 'Hapus dokumen' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Hapus', exact: true }).click()
    await page.getByText('Belum ada dokumen').waitFor()
  })
  await eventually(async () => {
    const { passages } = await desk.db.platform
      .selectFrom('knowledge')
      .where('kind', '=', 'document')
      .select((all) => all.fn.countAll<number>().as('passages'))
      .executeTakeFirstOrThrow()
    expect(passages).toBe(0)
  })
})

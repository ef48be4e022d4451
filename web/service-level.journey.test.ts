import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeViolations } from '../dev/test-kit/browser.ts'
import { goto, startInbox } from '../dev/test-kit/inbox.ts'
import { foreignTexts } from '../dev/test-kit/texts.ts'

let inbox: Awaited<ReturnType<typeof startInbox>>
beforeAll(async () => {
  inbox = await startInbox()
})
afterAll(() => inbox.stop())

it('BY-15 what is wrong with a time that is hidden is said, one press saves once, and nobody leaves it unsaved unasked', async () => {
  await inbox.withPage({ mayBreak: /api\/service-level/ }, async (page) => {
    await goto(page, '/review/settings')
    const panel = page.getByRole('region', { name: 'Waktu menjawab' })
    const save = panel.getByRole('button', { name: 'Simpan' })
    await panel.getByLabel('Panggil pemilik setelah').fill('0')
    await panel.getByRole('switch', { name: 'Hitung waktu menjawab' }).click()
    await save.click()
    await panel.getByRole('alert').getByText('Panggil pemilik setelah: Di luar batas.').waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(await foreignTexts(page, 'id', '[data-words]')).toEqual([])

    await page.getByRole('link', { name: 'Antrean' }).click()
    const asked = page.getByRole('dialog', { name: 'Keluar tanpa menyimpan?' })
    await asked.getByRole('button', { name: 'Tetap di sini' }).click()

    await panel.getByRole('switch', { name: 'Hitung waktu menjawab' }).click()
    await panel.getByLabel('Panggil pemilik setelah').fill('30')
    let posts = 0
    let go: () => void = () => undefined
    const held = new Promise<void>((resolve) => (go = resolve))
    await page.route('**/api/service-level', async (route) => {
      posts += 1
      await held
      await route.continue()
    })
    await save.click()
    await expect.poll(() => save.isDisabled()).toBe(true)
    await panel.getByLabel('Panggil pemilik setelah').press('Enter')
    go()
    await page.getByText('Waktu menjawab disimpan').waitFor()
    expect(posts).toBe(1)

    await panel.getByLabel('Peringatan pada').fill('50')
    await page.getByRole('link', { name: 'Antrean' }).click()
    await asked.getByRole('button', { name: 'Simpan lalu keluar' }).click()
    await page.waitForURL('**/review')
  })
  const { level } = await inbox.db.platform
    .selectFrom('workspaces')
    .select('service_level as level')
    .executeTakeFirstOrThrow()
  expect(level).toMatchObject({ warnPercent: 50, ownerMinutes: 30 })
})

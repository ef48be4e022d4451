import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeViolations } from '../dev/test-kit/browser.ts'
import { goto, startInbox } from '../dev/test-kit/inbox.ts'
import { startKinds } from '../dev/test-kit/kinds.ts'

const PATIENT = { timeout: 15_000 }
const mediaDir = mkdtempSync(join(tmpdir(), 'kinds-'))
let inbox: Awaited<ReturnType<typeof startInbox>>
let kinds: Awaited<ReturnType<typeof startKinds>>

beforeAll(async () => {
  inbox = await startInbox({ MEDIA_DIR: mediaDir })
  kinds = await startKinds(inbox.web.databaseUrl, inbox.workspace, mediaDir)
})
afterAll(async () => {
  await kinds.stop()
  await inbox.stop()
  rmSync(mediaDir, { recursive: true, force: true })
})

it('PX-05 a picture comes to be seen and a voice note to be heard, without a reload, on any screen', async () => {
  const { ids, contactId } = await kinds.sendEveryKind()
  const of = (page: Page, name: string, part: string) => page.locator(`[data-message="${ids[name] ?? ''}"] ${part}`)
  const looksRight = async (page: Page) => {
    for (const name of ['image', 'sticker']) {
      await of(page, name, 'img').scrollIntoViewIfNeeded()
      await expect
        .poll(() => of(page, name, 'img').evaluate((one) => (one as HTMLImageElement).naturalWidth), PATIENT)
        .toBeGreaterThan(0)
    }
    const duration = () => of(page, 'audio', 'audio').evaluate((one) => (one as HTMLAudioElement).duration)
    await expect.poll(duration, PATIENT).toBeCloseTo(2, 1)
    expect(await of(page, 'video', 'video').count()).toBe(1)
  }
  await inbox.withPage({ width: 1440 }, async (page) => {
    await goto(page, `/inbox/${contactId}`)
    await page.locator('[data-dot=live]').first().waitFor({ state: 'attached' })
    await of(page, 'image', ':text("Sedang diambil…")').waitFor()
    kinds.keep()
    await of(page, 'image', 'img').waitFor()
    await kinds.settled()
    await of(page, 'harmful', ':text("Tidak disimpan: bisa berbahaya.")').waitFor()
    await looksRight(page)
  })
  await inbox.withPage({ width: 390, theme: 'dark' }, async (page) => {
    await goto(page, `/inbox/${contactId}`)
    await looksRight(page)
    expect(await axeViolations(page)).toEqual([])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GivenConversation, GivenWorkspace } from '../dev/test-kit/given.ts'
import { givenTalk, goto, receive, shownAt, startInbox } from '../dev/test-kit/inbox.ts'

let inbox: Awaited<ReturnType<typeof startInbox>>
let ours: GivenWorkspace
let ana: GivenConversation

beforeAll(async () => {
  inbox = await startInbox()
  ours = inbox.workspace
  ana = await givenTalk(inbox.db, ours, 'Ana Lestari', 'Selamat pagi')
})
afterAll(() => inbox.stop())

const openPath = ({ contactId }: GivenConversation) => `/inbox/${contactId}`

describe('IN-13 what arrives shows by itself', () => {
  it('live within a second of being stored', async () => {
    await inbox.withPage({}, async (page) => {
      await goto(page, openPath(ana))
      await page.locator('[data-dot=live]').first().waitFor({ state: 'attached' })
      for (const body of ['Kabar pertama', 'Kabar kedua']) {
        const shown = shownAt(page, body)
        const storedAt = await receive(inbox.db, ours, ana, body)
        expect((await shown) - storedAt).toBeLessThan(1_000)
      }
    })
  })

  it('within three seconds where the live channel is down', async () => {
    await inbox.withPage({ mayBreak: /api\/events/ }, async (page) => {
      await page.route('**/api/events*', (route) => route.abort())
      await goto(page, openPath(ana))
      await page.locator('[data-dot=lost]').first().waitFor({ state: 'attached' })
      await page.getByText('Kabar langsung terputus').waitFor()
      for (const body of ['Tanpa kabar langsung', 'Dan sekali lagi']) {
        const shown = shownAt(page, body)
        const storedAt = await receive(inbox.db, ours, ana, body)
        // Asked every three seconds, and answered.
        expect((await shown) - storedAt).toBeLessThan(4_000)
      }
    })
  })
})

it('IN-14 with neither live channel nor polling a press on refresh shows what is new', async () => {
  await inbox.withPage({ mayBreak: /api\/events/ }, async (page) => {
    await page.route('**/api/events*', (route) => route.abort())
    await page.addInitScript(() => {
      window.setInterval = (() => 0) as unknown as typeof window.setInterval
    })
    await goto(page, openPath(ana))
    await page.locator('[data-dot=lost]').first().waitFor({ state: 'attached' })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await receive(inbox.db, ours, ana, 'Hanya bila diminta')
    const news = page.getByRole('log').getByText('Hanya bila diminta')
    // Longer than polling would take.
    await page.waitForTimeout(3_500)
    expect([await news.count(), asked.filter((url) => url.includes('/api/conversations'))]).toEqual([0, []])
    await page.getByRole('button', { name: 'Muat ulang percakapan' }).click()
    await news.waitFor()
  })
})

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeViolations } from '../dev/test-kit/browser.ts'
import { givenBrowser, startEar } from '../dev/test-kit/browser-of-push.ts'
import { eventually } from '../dev/test-kit/desk.ts'
import { givenHeldDraft } from '../dev/test-kit/given.ts'
import { givenTalk, goto, startInbox } from '../dev/test-kit/inbox.ts'

let inbox: Awaited<ReturnType<typeof startInbox>>
let ear: Awaited<ReturnType<typeof startEar>>

beforeAll(async () => {
  ;[inbox, ear] = await Promise.all([startInbox(), startEar()])
})
afterAll(async () => {
  await inbox.stop()
  await ear.stop()
})

/** The browser's maker runs a push service; here a server of the test's does. The worker is the real one. */
async function givenPushService(page: Page) {
  const browser = givenBrowser(`${ear.base}/push/1`)
  await page.context().grantPermissions(['notifications'])
  await page.addInitScript(({ endpoint, p256dh, auth }) => {
    let isOn = false
    const subscription = {
      ...{ endpoint, options: { applicationServerKey: null } },
      toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
      unsubscribe: () => Promise.resolve(true),
    }
    const stand = {
      getSubscription: () => Promise.resolve(isOn ? subscription : null),
      subscribe: () => {
        isOn = true
        return Promise.resolve(subscription)
      },
    }
    Object.assign(PushManager.prototype, stand)
    // Without a screen there is nobody to ask.
    Object.defineProperty(Notification, 'permission', { get: () => 'granted' })
    Notification.requestPermission = () => Promise.resolve('granted')
    // What is played is counted.
    const counted = window as unknown as { tones: number }
    counted.tones = 0
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (this: OscillatorNode, ...args) {
      counted.tones += 1
      start.apply(this, args)
    }
  }, browser.subscription)
  return browser
}

const tones = (page: Page) => page.evaluate(() => (window as unknown as { tones: number }).tones)

it('push is turned on and tried, Slack is set, and a draft that comes is counted in the title and heard once', async () => {
  await inbox.withPage({ width: 390, mayBreak: /api\/notifications\/slack/ }, async (page) => {
    const browser = await givenPushService(page)
    await goto(page, '/notifications')
    await page.getByRole('button', { name: 'Aktifkan di perangkat ini' }).click()
    await page.getByText('Aktif di perangkat ini').waitFor()
    await page.getByRole('button', { name: 'Kirim percobaan' }).click()
    await eventually(() => expect(ear.posted).toHaveLength(1))
    expect(browser.read(ear.posted[0]!.body)).toMatchObject({ title: 'Pemberitahuan berfungsi' })

    await page.getByRole('switch', { name: 'Pakai jam tenang' }).click()
    await page.getByLabel('Mulai').waitFor()
    await page.getByRole('switch', { name: 'Pakai jam tenang' }).click()
    await page.getByLabel('Alamat webhook').fill('https://attacker.test/services/x')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Bukan webhook Slack').waitFor()
    await page.getByLabel('Alamat webhook').fill(`${ear.base}/services/T0/abcd`)
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('…abcd').waitFor()
    expect(await axeViolations(page)).toEqual([])

    // The part that listens comes a moment after the page.
    const heard = page.waitForResponse((answer) => answer.url().endsWith('/api/notifications'))
    await goto(page, '/notifications')
    await page.getByRole('heading', { name: 'Suara' }).click()
    await heard
    const { workspace, db } = inbox
    for (const name of ['Ana', 'Budi']) {
      await givenHeldDraft(db, workspace, await givenTalk(db, workspace, name), 'Halo Kak')
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
      const waiting = name === 'Ana' ? 1 : 2
      await eventually(async () => expect(await page.title()).toMatch(new RegExp(`^\\(${String(waiting)}\\) `)))
    }
    // Two notes are one tone.
    expect(await tones(page)).toBe(2)
  })
})

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeViolations, openPage } from '../dev/test-kit/browser.ts'
import { givenAnswer, givenReviewedDraft } from '../dev/test-kit/answers.ts'
import { givenHeldDraft, givenProposal } from '../dev/test-kit/given.ts'
import { givenTalk, isAwake, overflow, startInbox } from '../dev/test-kit/inbox.ts'
import { givenTest } from '../dev/test-kit/release.ts'
import { foreignTexts } from '../dev/test-kit/texts.ts'
import { builtRoutes, givenPerson, startWeb } from '../dev/test-kit/web.ts'

// Every page that the build has, as everybody who may come there.

type Wish = Parameters<typeof givenPerson>[1]
const PEOPLE: Record<string, Wish | null> = {
  guest: null,
  stranger: {},
  newcomer: { mustChange: true },
  member: { role: 'member' },
  admin: { role: 'admin' },
  owner: { role: 'owner' },
  platform: { role: 'owner', platformAdmin: true },
}

// What people write in whatever language; what ARI says where a field is left empty is in ARI's, not in the reader's.
const WORDS_OF_OTHERS = [
  '.bubble-text',
  '[data-words]',
  '[id="persona.greeting"]',
  '[id^="guard.refusal."]',
  '[id^="followUp.text."]',
].join()

const pages = (await builtRoutes()).map(({ path }) => path).filter((path) => !path.startsWith('/api/'))
let inbox: Awaited<ReturnType<typeof startInbox>>
let contactId: string
let draftId: string
let messageId: string
let testId: string
const cookies: Record<string, string | undefined> = {}

beforeAll(async () => {
  inbox = await startInbox()
  const { db, web, workspace } = inbox
  const talk = await givenTalk(db, workspace, 'Zyx Qwv', 'Zqx 1')
  contactId = talk.contactId
  draftId = await givenHeldDraft(db, workspace, talk, 'Zqx 2')
  const draft = await givenReviewedDraft(db, workspace, talk, { reply: 'Zqx 3', intent: 'greeting' })
  messageId = await givenAnswer(db, workspace, talk, { body: 'Zqx 3', draft })
  await givenProposal(db, workspace, { draftId, messageId: draftId, title: 'Zqx 4' })
  testId = (await givenTest(db, workspace.workspaceId, { title: 'Zqx 5', says: ['Zqx 6'], reply: 'Zqx 7' })).testId
  for (const [name, wish] of Object.entries(PEOPLE)) {
    if (wish === null) continue
    const { workspaceId } = workspace
    const { email } = await givenPerson(db, name === 'stranger' ? wish : { workspaceId, ...wish })
    cookies[name] = await web.signIn(email)
  }
})
afterAll(() => inbox.stop())

const addressOf = (path: string) =>
  path
    .replace(':contactId', contactId)
    .replace(':draftId', draftId)
    .replace(':messageId', messageId)
    .replace(/figures\/list$/, 'figures/list?what=responded')
    .replace(':testId', testId)
    .replace('*', 'nothing-here')

/** Where a page leads whoever may not be there, or has something to do first; null where it is shown. */
async function redirectOf(url: URL, cookie: string | undefined): Promise<string | null> {
  const { headers } = await fetch(url, { redirect: 'manual', headers: cookie === undefined ? {} : { cookie } })
  const to = headers.get('location')
  return to === null ? null : new URL(to, url).pathname
}

/**
 * Goes to every page in one browser; what `look` says of each of them. Pages that lead to one and the same other page are
 * gone to once.
 */
async function walk(
  { person, theme, language }: { person: string; theme: 'light' | 'dark'; language: 'id' | 'en' },
  look: (page: Page) => Promise<string[]>,
  base = inbox.web.base,
): Promise<Record<string, string[]>> {
  const cookie = cookies[person]
  const wish = { baseURL: base, theme, language, width: 1440, ...(cookie !== undefined && { cookie }) }
  const { page, broken } = await openPage(inbox.browser, wish)
  const found: Record<string, string[]> = {}
  const ledTo = new Set<string>()
  for (const path of pages) {
    const to = await redirectOf(new URL(addressOf(path), base), cookie)
    if (to !== null && ledTo.has(to)) continue
    if (to !== null) ledTo.add(to)
    broken.length = 0
    const answer = await page.goto(addressOf(path))
    await isAwake(page).catch((error: unknown) => {
      throw new TypeError(`${path} as ${person} is not taken over`, { cause: error })
    })
    const isRefused = (answer?.status() ?? 0) >= 400
    // A page that is refused is told so by its status, which a browser notes; nothing else may be wrong with it.
    const wrong = broken.filter(
      (line) => !(isRefused && /Failed to load resource/.test(line) && line.endsWith(page.url())),
    )
    const all = [...wrong, ...(await look(page))]
    if (all.length > 0) found[path] = all
  }
  await page.context().close()
  return found
}

describe('TS-14 no page has an error in its console, nor one that nobody caught', () => {
  it('and both would be seen', async () => {
    const { page, broken } = await openPage(inbox.browser, { baseURL: inbox.web.base })
    await page.goto('/sign-in')
    await page.evaluate(() => {
      window.console.error('said')
      setTimeout(() => {
        throw new TypeError('thrown')
      })
      void Promise.reject(new TypeError('rejected'))
    })
    await expect.poll(() => broken.join()).toMatch(/(?=.*said)(?=.*thrown)(?=.*rejected)/)
    await page.context().close()
  })

  const examined = new Set<string>()
  // Light in one language, dark in the other. Who sees the same as somebody else sees it in one of them.
  const inLight = { theme: 'light', language: 'id' } as const
  const inDark = { theme: 'dark', language: 'en' } as const
  const onlyLight = ['stranger', 'member', 'owner']
  const onlyDark = ['newcomer', 'admin', 'platform']
  const visits = Object.keys(PEOPLE).flatMap((person) => [
    ...(onlyDark.includes(person) ? [] : [{ person, ...inLight }]),
    ...(onlyLight.includes(person) ? [] : [{ person, ...inDark }]),
  ])
  it.each(visits)(
    'PX-25 AS-11 $person, $theme, $language: nor a word of the other language, nor is one too wide',
    async (visit) => {
      expect(pages.length).toBeGreaterThan(10)
      // In light as a phone has it, in dark as a desk has it: colours are the same at any width.
      const examinedAt = visit.theme === 'light' ? 390 : 1440
      const found = await walk(visit, async (page) => {
        const wrong = await foreignTexts(page, visit.language, WORDS_OF_OTHERS)
        // Different people are led to the same page.
        const { pathname } = new URL(page.url())
        const isNew = !examined.has(`${pathname} ${visit.theme}`)
        examined.add(`${pathname} ${visit.theme}`)
        for (const width of [390, 768, 1440]) {
          await page.setViewportSize({ width, height: 900 })
          if ((await overflow(page)) > 0) wrong.push(`wider than ${width} px`)
          if (isNew && width === examinedAt) wrong.push(...(await axeViolations(page)))
        }
        return wrong
      })
      expect(found).toEqual({})
    },
  )

  it.each(['guest', 'owner'])('nor in a demo (%s)', async (person) => {
    const demo = await startWeb({ databaseUrl: inbox.web.databaseUrl, settings: { DEMO_MODE: 'true' } })
    try {
      const visit = { person, theme: 'light', language: 'id' } as const
      const look = async (page: Page) =>
        // Developers read English.
        page.url().endsWith('/dev/components') ? [] : foreignTexts(page, 'id', WORDS_OF_OTHERS)
      expect(await walk(visit, look, demo.base)).toEqual({})
    } finally {
      await demo.stop()
    }
  })
})

describe('AS-10 dark mode stays, and can be read', () => {
  const isDark = (page: Page) => page.evaluate(() => document.documentElement.classList.contains('dark'))

  it('for whoever is not signed in, in this browser', async () => {
    const { page, broken } = await openPage(inbox.browser, { baseURL: inbox.web.base, language: 'en' })
    await page.goto('/sign-in')
    expect(await isDark(page)).toBe(false)
    await page.getByRole('button', { name: 'Dark', exact: true }).click()
    await expect.poll(() => isDark(page)).toBe(true)
    await page.reload()
    expect(await isDark(page)).toBe(true)
    expect(await axeViolations(page)).toEqual([])
    expect(broken).toEqual([])
    await page.context().close()
  })

  it('for a person, in every browser of theirs', async () => {
    const { email } = await givenPerson(inbox.db, { workspaceId: inbox.workspace.workspaceId })
    const [first, second] = [await inbox.web.signIn(email), await inbox.web.signIn(email)]
    const wish = { baseURL: inbox.web.base, language: 'en' } as const
    const { page } = await openPage(inbox.browser, { ...wish, cookie: first })
    await page.goto('/inbox')
    await isAwake(page)
    await page.getByRole('button', { name: /^Account/ }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    await expect.poll(() => isDark(page)).toBe(true)
    await page.reload()
    expect(await isDark(page)).toBe(true)
    await page.context().close()
    const { page: elsewhere } = await openPage(inbox.browser, { ...wish, cookie: second })
    await elsewhere.goto('/inbox')
    expect(await isDark(elsewhere)).toBe(true)
    await isAwake(elsewhere)
    expect(await axeViolations(elsewhere)).toEqual([])
    await elsewhere.context().close()
  })
})

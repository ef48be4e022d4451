import type { Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertNoteOnce } from '#db/queries/notes.ts'
import { projectState } from '#db/queries/conversation-state.ts'
import { axeViolations } from '../dev/test-kit/browser.ts'
import { givenState, type GivenConversation } from '../dev/test-kit/given.ts'
import { givenMessage, givenTalk, goto, startInbox } from '../dev/test-kit/inbox.ts'
import { foreignTexts } from '../dev/test-kit/texts.ts'
import { givenPerson } from '../dev/test-kit/web.ts'

const WORDS = {
  id: { notes: 'Catatan', panel: 'Tampilkan info kontak', about: 'Info kontak', account: /^Akun / },
  en: { notes: 'Notes', panel: 'Show contact info', about: 'Contact info', account: /^Account of / },
}
type Language = keyof typeof WORDS

let inbox: Awaited<ReturnType<typeof startInbox>>
let ana: GivenConversation
let path: string

beforeAll(async () => {
  inbox = await startInbox()
  const { db, workspace, me } = inbox
  ana = await givenTalk(db, workspace, 'Zyx Qwv', 'Zqx 1')
  path = `/inbox/${ana.contactId}`
  const { conversationId, contactId } = ana
  for (const [author, status] of [
    ['bot', 'read'],
    ['staff', 'delivered'],
    ['staff', 'failed'],
  ] as const)
    await givenMessage(db, workspace, ana, { body: `Zqx ${author}`, author, status, userId: me.id })
  await db.inWorkspace(workspace.workspaceId, async (tx) => {
    const floor = { holder: 'person', userId: me.id, epoch: 1, reason: 'taken_over' } as const
    const state = givenState({ stage: 'routing', floor, score: 40 })
    await projectState(tx, { conversationId, state, passed: ['qualification', 'routing'] })
    await insertNoteOnce(tx, { id: uuidv7(), contactId, userId: me.id, body: 'Zqx note' })
    const facts = { name: 'Zyx', destination: 'Zqxland', passport: 'in_progress', cv: 'yes', transcript: 'no' }
    await tx
      .insertInto('contact_facts')
      .values(Object.entries(facts).map(([key, value]) => ({ contact_id: contactId, key, value })))
      .execute()
  })
  await givenTalk(db, workspace, 'Vwx Zzq', 'Zqx 2')
})
afterAll(() => inbox.stop())

/** What the inbox can be, one after the other, each as it is reached. */
const STATES: [string, (page: Page, language: Language, width: number) => Promise<void>][] = [
  ['the list', (page) => goto(page, '/inbox?filter=all')],
  [
    'a thread',
    async (page) => {
      await goto(page, path)
      await page.getByRole('log').getByText('Zqx 1').waitFor()
    },
  ],
  [
    'the panel about the contact',
    async (page, language, width) => {
      if (width < 1180) await page.getByRole('button', { name: WORDS[language].panel }).click()
      await page.getByRole(width < 1180 ? 'dialog' : 'complementary', { name: WORDS[language].about }).waitFor()
    },
  ],
  [
    'the notes',
    async (page, language) => {
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: WORDS[language].notes }).click()
      await page.getByRole('dialog', { name: WORDS[language].notes }).getByText('Zqx note').waitFor()
    },
  ],
  [
    'the account menu',
    async (page, language) => {
      await goto(page, '/inbox?filter=all')
      await page.locator('footer:visible').getByRole('button', { name: WORDS[language].account }).click()
      await page.getByRole('menu').waitFor()
    },
  ],
  ['a search that finds nothing', (page) => goto(page, '/inbox?q=qqqq')],
  ['a filter that finds nothing', (page) => goto(page, '/inbox?filter=waiting')],
]

/** What moves has come to rest. */
const isStill = (page: Page) =>
  page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished.catch(() => undefined)),
    ),
  )

describe('axe finds nothing wrong in the inbox', () => {
  it.each([390, 768, 1440].flatMap((width) => (['light', 'dark'] as const).map((theme) => [width, theme] as const)))(
    'at %i px, %s',
    async (width, theme) => {
      await inbox.withPage({ width, theme }, async (page) => {
        for (const [state, reach] of STATES) {
          await reach(page, 'id', width)
          await isStill(page)
          expect({ state, found: await axeViolations(page) }).toEqual({ state, found: [] })
        }
      })
    },
  )
})

describe('PX-25 the inbox speaks one language, the reader’s own', () => {
  const data = '.bubble-text, [data-radix-popper-content-wrapper] [lang]'

  it.each(['id', 'en'] as const)('nothing of the other remains in the inbox (%s)', async (language) => {
    for (const width of [390, 1440])
      await inbox.withPage({ language, width }, async (page) => {
        for (const [state, reach] of STATES) {
          await reach(page, language, width)
          const found = await foreignTexts(page, language, data)
          expect({ state, found }).toEqual({ state, found: [] })
        }
      })
  })

  it('one switches in the account menu, and the choice is one’s own in every browser', async () => {
    const { email } = await givenPerson(inbox.db, inbox.workspace)
    const cookie = await inbox.web.signIn(email)
    await inbox.withPage({ cookie, language: 'id' }, async (page) => {
      await goto(page, path)
      await page.locator('footer:visible').getByRole('button', { name: WORDS.id.account }).click()
      await page.getByRole('menuitemradio', { name: 'English' }).click()
      await page.getByRole('button', { name: WORDS.en.notes }).waitFor()
      expect(new URL(page.url()).pathname).toBe(path)
      expect(await page.locator('html').getAttribute('lang')).toBe('en')
      expect(await foreignTexts(page, 'en', data)).toEqual([])
    })
    await inbox.withPage({ cookie: await inbox.web.signIn(email), language: 'id' }, async (page) => {
      await goto(page, path)
      expect(await foreignTexts(page, 'en', data)).toEqual([])
    })
  })
})

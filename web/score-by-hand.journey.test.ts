import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { projectState } from '#db/queries/conversation-state.ts'
import { axeViolations } from '../dev/test-kit/browser.ts'
import { givenState, type GivenConversation } from '../dev/test-kit/given.ts'
import { givenTalk, goto, startInbox } from '../dev/test-kit/inbox.ts'
import { givenPerson } from '../dev/test-kit/web.ts'

let inbox: Awaited<ReturnType<typeof startInbox>>
let ana: GivenConversation

beforeAll(async () => {
  inbox = await startInbox()
  ana = await givenTalk(inbox.db, inbox.workspace, 'Ana')
  const { conversationId } = ana
  const scoreParts = { basic: 20, qualification: 17, document: 0, engagement: 6 }
  await inbox.db.inWorkspace(inbox.workspace.workspaceId, (tx) =>
    projectState(tx, { conversationId, state: givenState({ score: 43, scoreParts }), passed: [] }),
  )
})
afterAll(() => inbox.stop())

const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Contact info' })
const ring = (page: Page, score: number) => panelOf(page).getByRole('img', { name: `Score ${score} of 98` })

it('CT-07 the score is set with the slider and stays after a reload; whoever else looks is told, and may set it anew', async () => {
  const { email } = await givenPerson(inbox.db, inbox.workspace)
  const cookie = await inbox.web.signIn(email)
  await inbox.withPage({ language: 'en', width: 1440 }, async (page) =>
    inbox.withPage({ language: 'en', width: 1440, cookie }, async (others) => {
      for (const one of [page, others]) await goto(one, `/inbox/${ana.contactId}`)
      await ring(page, 43).waitFor()
      await panelOf(others).getByRole('button', { name: 'Set by hand' }).click()

      await panelOf(page).getByRole('button', { name: 'Set by hand' }).click()
      const slider = panelOf(page).getByRole('slider', { name: 'Score, 0 to 98' })
      const { x = 0, y = 0, width = 0, height = 0 } = (await slider.boundingBox()) ?? {}
      await page.mouse.move(x + width * 0.43, y + height / 2)
      await page.mouse.down()
      await page.mouse.move(x + width * 0.8, y + height / 2, { steps: 4 })
      await page.mouse.up()
      // The keys go on from where the mouse left it.
      await page.keyboard.press('ArrowRight')
      const score = Number(await slider.inputValue())
      expect(score).toBeGreaterThan(70)
      await panelOf(page).getByLabel('Reason (optional)').fill('Visited the office')
      expect(await axeViolations(page)).toEqual([])
      await panelOf(page).getByRole('button', { name: 'Save score' }).click()
      await ring(page, score).waitFor()
      await page.reload()
      await ring(page, score).waitFor()
      await panelOf(page).getByText('Visited the office').waitFor()
      await page.getByRole('log').getByText(`set the score to ${score}`).waitFor()
      await page.getByTitle(`Score ${score}, set by hand`).waitFor()

      // Whoever was about to set it too hears of that.
      await panelOf(others).getByText(`has set ${score} meanwhile`, { exact: false }).waitFor()
      const number = panelOf(others).getByRole('spinbutton')
      await number.fill('99')
      await panelOf(others).getByText('A whole number from 0 to 98.').waitFor()
      expect(await panelOf(others).getByRole('button', { name: 'Save score' }).isDisabled()).toBe(true)
      await number.fill('12')
      await number.press('Enter')
      await ring(others, 12).waitFor()
      await ring(page, 12).waitFor()

      await panelOf(page).getByRole('button', { name: 'Use ARI’s score' }).click()
      await ring(page, 43).waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await ring(page, 12).waitFor()
    }),
  )
})

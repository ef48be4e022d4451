import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readWorkingCopy } from '#db/queries/ari-config.ts'
import { axeViolations } from '../dev/test-kit/browser.ts'
import { eventually, givenCustomer, startDesk, type Desk, type DeskWorkspace } from '../dev/test-kit/desk.ts'
import { goto, startDeskInbox } from '../dev/test-kit/inbox.ts'
import { givenPerson } from '../dev/test-kit/web.ts'

// The Flow tab in front of the whole desk: what is drawn there, conversations follow.

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

const copy = () => desk.db.inWorkspace(workspace.workspaceId, readWorkingCopy)
const stage = (page: Page, name: string) => page.locator(`[data-stage=${name}]`)

/** Draws a line from a dot to a stage, as a hand with a mouse does. */
async function draw(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()]
  if (!start || !end) throw new TypeError('They are not in sight.')
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 })
  await page.mouse.up()
}

async function stageOf({ phone }: { phone: string }): Promise<string> {
  const { stage: now } = await desk.db.inWorkspace(workspace.workspaceId, (tx) =>
    tx
      .selectFrom('conversations as c')
      .innerJoin('contacts', 'contacts.id', 'c.contact_id')
      .where('contacts.phone', '=', phone)
      .select('c.stage')
      .executeTakeFirstOrThrow(),
  )
  return now
}

it(
  'CV-04 BC-05 a transition that was changed in the graph and published is followed by the next message, and no sooner',
  { timeout: 180_000 },
  async () => {
    const customer = givenCustomer(desk, workspace)
    await customer.hears(() => customer.says('Halo'))
    await eventually(async () => expect(await stageOf(customer)).toBe('qualification'))

    await pages.withPage({}, async (page) => {
      await goto(page, '/intern/flow')
      await draw(page, stage(page, 'qualification').locator('[data-to=routing]'), stage(page, 'done'))
      const panel = page.getByRole('complementary', { name: 'Kualifikasi · Aturan 1' })
      await panel.getByLabel('Bila').click()
      await page.getByRole('option', { name: 'Selalu' }).click()
      await page.getByRole('button', { name: 'Aturan 1 selalu → Selesai' }).waitFor()
      await page.getByRole('button', { name: 'Simpan draf' }).click()
      await page.getByText('Draf tersimpan').waitFor()

      // A draft is nobody's rule yet.
      await customer.hears(() => customer.says('Aku Nadia'))
      expect(await stageOf(customer)).toBe('qualification')

      await page.getByRole('link', { name: /Tinjau/ }).click()
      await page.getByRole('button', { name: 'Terbitkan', exact: true }).click()
      await page
        .getByText(/Versi \d+ /)
        .first()
        .waitFor()
    })

    await customer.hears(() => customer.says('Mau ke Australia'))
    await eventually(async () => expect(await stageOf(customer)).toBe('done'))
    const newcomer = givenCustomer(desk, workspace, 'Rizky')
    await newcomer.hears(() => newcomer.says('Halo'))
    await eventually(async () => expect(await stageOf(newcomer)).toBe('done'))
  },
)

it('is edited by keyboard alone, undone and done again, and kept as a draft', { timeout: 120_000 }, async () => {
  await pages.withPage({ language: 'en' }, async (page) => {
    await goto(page, '/intern/flow')
    const rules = stage(page, 'routing').getByRole('button', { name: /^Rule \d .* → / })
    await stage(page, 'routing').getByRole('button', { name: 'New rule in Routing' }).press('Enter')
    expect(await rules.count()).toBe(3)
    await page.keyboard.press('Control+z')
    expect(await rules.count()).toBe(2)
    await page.keyboard.press('Control+Shift+z')
    expect(await rules.count()).toBe(3)
    await page.keyboard.press('Control+z')

    // The order of rules is theirs to change: the arrow keys do what dragging does.
    await stage(page, 'routing').getByRole('button').first().press('Enter')
    const panel = page.getByRole('complementary', { name: 'Routing' })
    await panel.getByRole('button', { name: /^Move Rule 1/ }).press('ArrowDown')
    await stage(page, 'routing').getByRole('button', { name: 'Rule 1 the score reaches 70 → Team' }).waitFor()
    await panel.getByRole('button', { name: 'Move Name' }).press('ArrowDown')
    await panel.getByLabel('Goal of this stage').fill('Find out whom to speak to.')
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    expect(await panel.getByLabel('Goal of this stage').inputValue()).toBe('')
    await page.getByRole('button', { name: 'Redo', exact: true }).click()

    // What would happen is shown before it does.
    const trial = page.getByRole('region', { name: 'What happens?' })
    await trial.getByLabel('Conversation in stage').click()
    await page.getByRole('option', { name: 'Routing' }).click()
    await trial.getByLabel('Wants a consultation').click()
    await trial.getByLabel('Score').fill('80')
    expect((await trial.getByRole('status').innerText()).replace(/\s+/g, ' ')).toBe('Routing the score reaches 70 Team')

    await page.keyboard.press('Control+s')
    await page.getByText('Draft saved').waitFor()
  })
  const saved = (await copy())?.config.flow.stages.routing
  expect(saved?.goal).toBe('Find out whom to speak to.')
  expect(saved?.rules.map(({ to }) => to)).toEqual(['people', 'booking'])
  expect(saved?.questions.slice(0, 2)).toEqual(['destination', 'name'])
})

it(
  'takes questions of one’s own, refuses keys that cannot be, and says what goes with one',
  { timeout: 120_000 },
  async () => {
    await pages.withPage({ language: 'en', width: 390 }, async (page) => {
      await goto(page, '/intern/flow')
      await page.getByRole('button', { name: 'Add a question' }).click()
      const form = page.getByRole('dialog', { name: 'New question' })
      await form.getByLabel('Name on pages').fill('Kota asal')
      expect(await form.getByLabel('Key').inputValue()).toBe('kota_asal')
      await form.getByLabel('Key').fill('Name!')
      await form.getByRole('button', { name: 'Add' }).click()
      await form.getByText('Only small letters, digits and _').waitFor()
      await form.getByText('At least 2 characters.').waitFor()
      await form.getByLabel('Key').fill('name')
      await form.getByText('Already used by “Name”.').waitFor()
      await form.getByLabel('Key').fill('home_town')
      await form.getByLabel('What is asked').fill('kota asal / home town')
      await form.getByLabel('Qualification').uncheck()
      await form.getByRole('button', { name: 'Add' }).click()
      await form.waitFor({ state: 'detached' })

      await page.getByRole('button', { name: 'Edit Passport' }).click()
      await page.getByRole('button', { name: 'Remove question' }).click()
      const asked = page.getByRole('dialog', { name: 'Remove “Passport”?' })
      await asked.getByText('Score factor').waitFor()
      await asked.getByText('Asked in Greeting').waitFor()
      await asked.getByRole('button', { name: 'Remove', exact: true }).click()
      await page.getByText('is used', { exact: false }).first().waitFor({ state: 'hidden' })

      await page.getByRole('button', { name: 'Save draft' }).click()
      await page.getByText('Draft saved').waitFor()
    })
    const flow = (await copy())?.config.flow
    expect(flow?.questions.at(-1)).toMatchObject({ key: 'home_town', label: 'Kota asal', kind: 'text' })
    expect(flow?.stages.greeting.questions).toContain('home_town')
    expect(flow?.stages.qualification.questions).not.toContain('home_town')
    expect(JSON.stringify(flow)).not.toContain('passport')
  },
)

it.each([
  { width: 390, theme: 'dark' },
  { width: 768, theme: 'light' },
  { width: 1440, theme: 'light' },
] as const)('can be read by everybody: $width px, $theme', { timeout: 120_000 }, async ({ width, theme }) => {
  const member = await givenPerson(desk.db, { workspaceId: workspace.workspaceId, role: 'member' })
  const cookie = await pages.web.signIn(member.email)
  await pages.withPage({ width, theme, language: 'en', cookie }, async (page) => {
    await goto(page, '/intern/flow')
    await stage(page, 'routing').getByRole('button').first().click()
    await page.getByText('Rules, the first that holds decides').waitFor()
    // To read, not to change.
    expect(await page.getByRole('button', { name: /^(New rule|Add a question|Move |Undo)/ }).count()).toBe(0)
    expect(await page.getByRole('textbox', { name: 'Goal of this stage' }).count()).toBe(0)
    expect(await axeViolations(page)).toEqual([])
    if (width < 1180) await page.keyboard.press('Escape')
    expect(await axeViolations(page)).toEqual([])
  })
})

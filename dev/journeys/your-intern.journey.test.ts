import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { languageOf } from '#domain/conversation/language.ts'
import { axeViolations, launchBrowser, openPage } from '../test-kit/browser.ts'
import { eventually, givenCustomer, startDesk, type Desk, type DeskWorkspace } from '../test-kit/desk.ts'
import { goto } from '../test-kit/inbox.ts'
import { givenPerson, startWeb, type Web } from '../test-kit/web.ts'

let desk: Desk
let workspace: DeskWorkspace
let web: Web
let browser: Browser
let page: Page
let broken: string[]
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  desk = await startDesk()
  stops.push(desk.stop)
  await Promise.all([desk.start('worker'), desk.start('api')])
  workspace = await desk.createWorkspace()
  web = await startWeb({ databaseUrl: desk.env['DATABASE_URL'] ?? '' })
  browser = await launchBrowser()
  stops.push(web.stop, () => browser.close())
  const { email } = await givenPerson(desk.db, { role: 'admin', workspaceId: workspace.workspaceId })
  const cookie = await web.signIn(email)
  ;({ page, broken } = await openPage(browser, { baseURL: web.base, cookie, language: 'en' }))
})
afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

const open = (path: string) => goto(page, path)
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const scoreParts = (phone: string) =>
  desk.db.inWorkspace(workspace.workspaceId, async (tx) => {
    const { state } = await tx
      .selectFrom('conversations as c')
      .innerJoin('contacts', 'contacts.id', 'c.contact_id')
      .where('contacts.phone', '=', phone)
      .select('c.state')
      .executeTakeFirstOrThrow()
    return (state as { scoreParts: { basic: number } }).scoreParts
  })

/** Somebody new says hello, and what ARI says to it. */
async function hello() {
  const customer = givenCustomer(desk, workspace)
  const { body } = await customer.hears(() => customer.says('Halo'))
  return { customer, text: (body as { text: { body: string } }).text.body }
}

it('BC-04 BC-07 BC-10 CV-06 CV-15 LM-27 what an admin publishes holds from the next message on, and can be brought back', async () => {
  const worker = desk.pidOf('worker')
  expect((await hello()).text).toContain('ARI')

  await open('/intern/persona')
  expect(await page.title()).toContain('Your Intern')
  await page.getByLabel('Name of the bot').fill('Kia')
  await page.getByLabel('Greeting').fill('Selamat datang! Saya Kia dari Eagle.')
  await page.getByText('2 changes, not saved').waitFor()
  // Nothing that was typed is lost on the way to another tab.
  await page.getByRole('link', { name: 'Scoring' }).click()
  await press('Save and leave')
  await page.waitForURL('**/intern/scoring')

  await page.getByLabel('Basic can be at most').fill('20')
  await page.getByText('The factors add up to 25, the part to 20.').waitFor()
  await press('Scale them to 20')
  await press('Save draft')
  await page.getByText('Draft saved.', { exact: false }).waitFor()
  // A draft is nobody's business but ours.
  expect((await hello()).text).toContain('ARI')

  await page.getByRole('link', { name: 'Review and publish' }).click()
  await page.getByRole('heading', { name: 'Publish changes' }).waitFor()
  const changes = await page.getByRole('listitem').allInnerTexts()
  const told = changes.map((text) => text.replace(/\s+/g, ' '))
  expect(told).toContain('Name of the bot ARI Kia')
  expect(told).toContain('Basic: at most 25 20')
  expect(told).toContain('Factor “Name is known”: points 5 4')
  expect(await axeViolations(page)).toEqual([])
  await page.getByLabel('Note (optional)').fill('Kia, and Basic out of 20')
  await press('Publish')
  await page.getByText('Version 2 is live from each conversation’s next message on.').waitFor()

  const { customer, text } = await hello()
  expect(text).toContain('Saya Kia dari Eagle')
  await customer.hears(() =>
    customer.says('Nama saya Nadia, tinggal di Bandung, email nadia@example.com, mau kuliah di Australia'),
  )
  await eventually(async () => expect(await scoreParts(customer.phone)).toMatchObject({ basic: 20 }))

  await page.getByRole('link', { name: 'All versions' }).click()
  const newest = page.getByRole('link', { name: /^Version 2 Live/ })
  expect(await newest.innerText()).toContain('Kia, and Basic out of 20')
  await page
    .getByRole('link', { name: /^Version 1 / })
    .last()
    .click()
  await page.getByText('What bringing it back would change.').waitFor()
  await press('Bring it back')
  await page.getByRole('dialog').getByRole('button', { name: 'Bring it back' }).click()
  await page.getByText('This is version 1 again.').waitFor()
  expect((await hello()).text).toContain('Kia')
  await press('Publish')
  await page.getByText('Version 3 is live', { exact: false }).waitFor()
  expect((await hello()).text).toContain('ARI')

  expect(desk.pidOf('worker')).toBe(worker)
  expect(desk.isRunning('worker')).toBe(true)
  expect(broken).toEqual([])
})

it('BC-04 LM-26 the language of the persona is the language of the next answer', async () => {
  expect(languageOf((await hello()).text)).toBe('id')
  await open('/intern/persona')
  await page.getByRole('radio', { name: 'English', exact: true }).click()
  await page.getByRole('switch', { name: 'Answer in the customer’s language' }).click()
  await press('Save draft')
  await page.getByText('Draft saved.', { exact: false }).waitFor()
  await page.getByRole('link', { name: 'Review and publish' }).click()
  await press('Publish')
  await page.getByText('Version 4 is live', { exact: false }).waitFor()
  expect(languageOf((await hello()).text)).toBe('en')
  expect(broken).toEqual([])
})

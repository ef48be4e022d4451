import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/connect.ts'
import { launchBrowser } from '../dev/test-kit/browser.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenOrganisation, givenPerson, openDatabase, PASSWORD, startWeb, type Web } from '../dev/test-kit/web.ts'
import en from './app/i18n/en/auth.ts'
import id from './app/i18n/id/auth.ts'

const TEXTS = { en: en.problems, id: id.problems }
type Language = keyof typeof TEXTS

let database: Database
let web: Web
let browser: Browser
let email: string
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  database = openDatabase(url)
  web = await startWeb({ databaseUrl: url })
  email = (await givenPerson(database, { workspaceId: await givenOrganisation(database, 'Eagle') })).email
  browser = await launchBrowser()
  stops.push(
    stop,
    () => database.close(),
    web.stop,
    () => browser.close(),
  )
})

afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

type Wrong = { fill: Record<string, string>; says: keyof typeof en.problems; field: string }
type Case = { path: string; signedIn?: boolean; wrong: Wrong[] }

const long = 'x'.repeat(129)
const CASES: Case[] = [
  {
    path: '/sign-in',
    wrong: [
      { fill: {}, says: 'email-invalid', field: 'email' },
      { fill: { email: 'name@', password: 'x' }, says: 'email-invalid', field: 'email' },
      { fill: { email: 'a@b.co' }, says: 'password-missing', field: 'password' },
      { fill: { email: 'a@b.co', password: long }, says: 'password-too-long', field: 'password' },
    ],
  },
  {
    path: '/sign-up',
    wrong: [
      { fill: { name: '  ', email: 'a@b.co', password: 'long enough now' }, says: 'name-missing', field: 'name' },
      { fill: { name: 'Siti', email: 'siti', password: 'long enough now' }, says: 'email-invalid', field: 'email' },
      { fill: { name: 'Siti', email: 'a@b.co' }, says: 'password-missing', field: 'password' },
      { fill: { name: 'Siti', email: 'a@b.co', password: 'short' }, says: 'password-too-short', field: 'password' },
    ],
  },
  { path: '/forgot-password', wrong: [{ fill: { email: 'name' }, says: 'email-invalid', field: 'email' }] },
  {
    path: '/reset-password?token=abc',
    wrong: [
      { fill: {}, says: 'password-missing', field: 'password' },
      { fill: { password: 'short' }, says: 'password-too-short', field: 'password' },
    ],
  },
  {
    path: '/change-password',
    signedIn: true,
    wrong: [
      { fill: { password: 'long enough now' }, says: 'password-missing', field: 'current' },
      { fill: { current: 'long enough now', password: 'long enough now' }, says: 'password-same', field: 'password' },
    ],
  },
]

/** A page of a browser that speaks `language`, with or without scripts; resolves to the forms that it posted. */
async function withPage(
  { language, scripts, signedIn = false }: { language: Language; scripts: boolean; signedIn?: boolean | undefined },
  work: (page: Page) => Promise<void>,
): Promise<string[]> {
  const context = await browser.newContext({ locale: language, baseURL: web.base, javaScriptEnabled: scripts })
  if (signedIn) {
    const [name = '', value = ''] = (await web.signIn(email)).split('=')
    await context.addCookies([{ name, value, url: web.base }])
  }
  const page = await context.newPage()
  const posted: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') posted.push(new URL(request.url()).pathname)
  })
  await work(page)
  await context.close()
  return posted
}

/** A busy machine takes its time. */
const AWAKE_MS = 30_000

/** React has taken the form over. */
async function isAwake(form: Locator): Promise<void> {
  await expect
    .poll(() => form.evaluate((one) => Object.keys(one).some((key) => key.startsWith('__reactProps'))), {
      timeout: AWAKE_MS,
    })
    .toBe(true)
}

/** Fills the form, sends it, and reads what is said and which field is marked. */
async function send(page: Page, scripts: boolean, { path, fill }: { path: string; fill: Record<string, string> }) {
  await page.goto(path)
  const form = page.locator('form:has([autocomplete])')
  if (scripts) await isAwake(form)
  for (const [name, value] of Object.entries(fill)) await form.locator(`[name=${name}]`).fill(value)
  await form.locator('[type=submit]').click()
  const alert = page.locator('[role=alert] p')
  await alert.waitFor()
  const marked = await page
    .locator('[aria-invalid=true]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('name')))
  return { says: await alert.innerText(), marked }
}

const everyCase = (['id', 'en'] as const).flatMap((language) => CASES.map((one) => ({ language, ...one })))

describe('AS-13 the browser and the server say the same of a form, by one schema', () => {
  it.each(everyCase)('$path in $language', async ({ language, path, signedIn, wrong }) => {
    for (const scripts of [true, false]) {
      const posted = await withPage({ language, scripts, signedIn }, async (page) => {
        for (const { fill, says, field } of wrong) {
          expect(await send(page, scripts, { path, fill })).toEqual({ says: TEXTS[language][says], marked: [field] })
          if (scripts) expect(await page.locator(':focus').getAttribute('name')).toBe(field)
        }
      })
      const action = path.replace(/\?.*/, '')
      expect(posted).toEqual(scripts ? [] : wrong.map(() => action))
    }
  })

  it('what is right goes through, with scripts and without', async () => {
    for (const scripts of [true, false]) {
      const posted = await withPage({ language: 'en', scripts }, async (page) => {
        if (scripts) await send(page, scripts, { path: '/sign-in?next=/inbox', fill: { email: 'name@' } })
        else await page.goto('/sign-in?next=/inbox')
        await page.getByLabel('Email').fill(email)
        await page.getByLabel('Password').fill(PASSWORD)
        await page.getByRole('button', { name: 'Sign in', exact: true }).click()
        await page.waitForURL('**/inbox')
      })
      expect(posted).toHaveLength(1)
    }
  })
})

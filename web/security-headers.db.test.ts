import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/connect.ts'
import { startApi, type Api } from '../dev/test-kit/api.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenOrganisation, givenPerson, openDatabase, startWeb, type Web } from '../dev/test-kit/web.ts'

const HEADERS = {
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
}

let database: Database
let web: Web
let api: Api
let cookie: string
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  database = openDatabase(url)
  web = await startWeb({ databaseUrl: url })
  api = await startApi({ databaseUrl: url })
  stops.push(
    stop,
    () => database.close(),
    web.stop,
    () => api.stop(),
  )
  const { email } = await givenPerson(database, { workspaceId: await givenOrganisation(database, 'Eagle') })
  cookie = await web.signIn(email)
})

afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

const shownBy = ({ headers }: Pick<Response, 'headers'>) =>
  Object.fromEntries(Object.keys(HEADERS).map((name) => [name, headers.get(name)]))

type Asking = { method?: string; body?: string; headers?: Record<string, string>; signedIn?: boolean }
type Case = [what: string, status: number, path: string, asking?: Asking]

const PAGES: Case[] = [
  ['the public page', 200, '/'],
  ['a page with a form', 200, '/sign-in'],
  ['a page whose address holds a secret', 200, '/reset-password?token=abc'],
  ['a page of a workspace', 200, '/inbox', { signedIn: true }],
  ['a page asked for by curl -I', 200, '/', { method: 'HEAD' }],
  ['the data of a page', 200, '/inbox.data', { signedIn: true }],
  ['a redirect', 302, '/inbox'],
  ['a file', 200, '/favicon.svg'],
  ['a file that is not there', 404, '/assets/nothing.js'],
  ['a page that is not there', 404, '/nothing'],
  ['a page for somebody else', 403, '/admin', { signedIn: true }],
  ['a form of another site', 403, '/sign-in', { method: 'POST', headers: { origin: 'https://evil.example' } }],
  ['a form without fields', 400, '/sign-in', { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } }],
  ['a method that no page knows', 405, '/', { method: 'OPTIONS' }],
  ['a way back from nowhere', 302, '/api/auth/callback/google?state=forged&code=x'],
  ['the health', 200, '/healthz'],
]

const API: Case[] = [
  ['the health', 200, '/api/health'],
  ['what is not there', 404, '/nothing'],
  ['an unsigned webhook', 401, '/webhook', { method: 'POST', body: '{}' }],
  ['a method that the address does not take', 405, '/webhook', { method: 'DELETE' }],
  ['a method that the api does not know', 501, '/webhook', { method: 'PROPFIND' }],
]

describe('SC-10 every answer of the pages and of the api carries the security headers', () => {
  it.each(PAGES)('pages: %s, %i', async (_, status, path, { signedIn, headers, ...asking } = {}) => {
    const answer = await fetch(web.base + path, {
      redirect: 'manual',
      ...asking,
      headers: { accept: 'text/html', ...(signedIn && { cookie }), ...headers },
    })
    expect({ status: answer.status, ...shownBy(answer) }).toEqual({ status, ...HEADERS })
    await answer.body?.cancel()
  })

  it.each(API)('api: %s, %i', async (_, status, path, asking) => {
    for (const one of [asking, { ...asking, headers: { 'x-request-id': 'given-by-a-caller' } }]) {
      const answer = await fetch(api.base + path, one)
      expect({ status: answer.status, ...shownBy(answer) }).toEqual({ status, ...HEADERS })
      await answer.body?.cancel()
    }
  })
})

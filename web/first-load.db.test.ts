import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { givenConversation, givenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'

/** design.md, B7. */
const MOST_KB = 200
const MOST_FILES = 20

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let web: Web

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  web = await startWeb({ databaseUrl: postgres.url })
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await postgres.stop()
})

it('the inbox with a conversation open fetches at most 200 KB of compressed script, in few files', async () => {
  const workspace = await givenWorkspace(db)
  const { contactId } = await givenConversation(db, workspace)
  const { email } = await givenPerson(db, { workspaceId: workspace.workspaceId, role: 'owner' })
  const page = await web.ask(`/inbox/${contactId}`, { cookie: await web.signIn(email) })
  const named = [...(await page.text()).matchAll(/<link rel="modulepreload" href="(\/assets\/[^"]+\.js)"/g)]
  // The words of the page's language come by a request of their own.
  const words = readdirSync('web/build/client/assets').filter((file) => /^id-(?!intern)[\w-]+\.js$/.test(file))
  expect(words).toHaveLength(1)
  const paths = new Set([...named.map(([, path = '']) => path), ...words.map((file) => `/assets/${file}`)])
  expect(paths.size).toBeGreaterThan(5)
  expect(paths.size).toBeLessThanOrEqual(MOST_FILES)
  const sizes = await Promise.all([...paths].map(compressedSize))
  expect(sizes.reduce((sum, size) => sum + size, 0) / 1024).toBeLessThanOrEqual(MOST_KB)
})

async function compressedSize(path: string): Promise<number> {
  const { status, headers } = await web.ask(path, { headers: { 'accept-encoding': 'br' } })
  expect([status, headers.get('content-encoding')]).toEqual([200, 'br'])
  return Number(headers.get('content-length'))
}

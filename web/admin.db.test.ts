import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/connect.ts'
import { givenConversation, givenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenOrganisation, givenPerson, openDatabase, startWeb, type Web } from '../dev/test-kit/web.ts'

const MORE = 120

let database: Database
let web: Web
let admin: string
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  database = openDatabase(url)
  web = await startWeb({ databaseUrl: url })
  stops.push(stop, () => database.close(), web.stop)
  admin = await web.signIn((await givenPerson(database, { platformAdmin: true })).email)
  await database.platform
    .insertInto('workspaces')
    .values(
      Array.from({ length: MORE }, (_, at) => ({
        id: uuidv7(),
        slug: `many-${String(at)}`,
        name: `Many ${String(at)}`,
        // Many were made at once: the key must tell them apart.
        created_at: new Date(Date.UTC(2026, 0, 1 + Math.floor(at / 60))),
      })),
    )
    .execute()
})

afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

type Listed = { cells: string[][]; next: string | undefined; html: string }

async function list(query: Record<string, string> = {}): Promise<Listed> {
  const answer = await web.ask(`/admin?${new URLSearchParams(query).toString()}`, { cookie: admin })
  expect(answer.status).toBe(200)
  const html = (await answer.text()).replaceAll('<!-- -->', '')
  const rows = [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].slice(1).map(([, row = '']) => row)
  const cells = rows.map((row) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => textOf(cell)),
  )
  const key = Object.fromEntries(
    ['at', 'id'].map((name) => [name, new RegExp(`name="${name}" value="(.*?)"`).exec(html)?.[1] ?? '']),
  )
  return { cells, next: key['id'] === '' ? undefined : new URLSearchParams({ ...query, ...key }).toString(), html }
}

const textOf = (html: string) => html.replace(/<[^>]*>/g, '')
const byQuery = (query: string) => list(Object.fromEntries(new URLSearchParams(query)))

describe('the list of all workspaces', () => {
  it('AD-01 (list) tells of each workspace what an operator asks first', async () => {
    const workspace = await givenWorkspace(database)
    const { workspaceId } = workspace
    const { conversationId } = await givenConversation(database, workspace)
    const { email } = await givenPerson(database, { workspaceId })
    await givenPerson(database, { workspaceId, role: 'owner' })
    expect(email).not.toBe('')
    await database.platform
      .updateTable('conversations')
      .set({ last_message_at: new Date('2026-03-04T05:06:00Z') })
      .where('id', '=', conversationId)
      .execute()
    await database.platform
      .updateTable('workspaces')
      .set({ name: 'Sinar <b>Study</b>', slug: 'sinar', created_at: new Date('2026-02-03T00:00:00Z') })
      .where('id', '=', workspaceId)
      .execute()
    const { cells } = await list({ q: 'sINAR' })
    expect(cells).toEqual([
      [
        'Sinar &lt;b&gt;Study&lt;/b&gt;',
        'sinar',
        'Feb 3, 2026',
        '2',
        '1',
        'Live',
        expect.stringMatching(/^Mar 4, 2026, 12:06/),
      ],
    ])
    await givenOrganisation(database, 'Quiet')
    const [quiet] = (await list({ q: 'Quiet' })).cells
    expect(quiet?.slice(3)).toEqual(['0', '0', 'Not live', 'None yet'])
  })

  it('has fifty on a page, and by the key every one comes once, also those made at once', async () => {
    const seen: string[] = []
    let page = await list({ q: 'Many' })
    expect(page.cells).toHaveLength(50)
    for (;;) {
      seen.push(...page.cells.map(([name = '']) => name))
      if (page.next === undefined) break
      page = await byQuery(page.next)
    }
    expect(seen).toHaveLength(MORE)
    expect(new Set(seen).size).toBe(MORE)
    // The newest first.
    expect(seen.slice(0, 60).every((name) => Number(name.slice(5)) >= 60)).toBe(true)
  })

  it('finds by a part of the name, and takes nothing in it for anything but letters', async () => {
    await givenOrganisation(database, '100% Lulus_Kuliah\\')
    expect((await list({ q: '100% lulus_kuliah\\' })).cells).toHaveLength(1)
    for (const q of ["' or 1=1", "' or 1=1 --", '%', '_', '\\', "%' union select", 'a\u0000b', 'x'.repeat(5000)]) {
      const { cells, html } = await list({ q })
      expect({ q, found: cells.filter(([name]) => name !== '100% Lulus_Kuliah\\') }).toEqual({ q, found: [] })
      if (cells.length === 0) expect(html).toContain('No workspace has')
    }
  })

  it('begins from the start where the key is no key', async () => {
    for (const key of [
      { at: 'x', id: uuidv7() },
      { at: "2026-01-01'; drop table users", id: uuidv7() },
      { at: '2026' },
    ])
      expect((await list({ q: 'Many', ...key })).cells).toHaveLength(50)
  })

  it('AD-01 (list) is for people of the platform: an owner of a workspace gets 403, also for its data', async () => {
    const { email } = await givenPerson(database, {
      workspaceId: await givenOrganisation(database, 'Owned'),
      role: 'owner',
    })
    const cookie = await web.signIn(email)
    for (const path of ['/admin', '/admin?q=Many', '/admin.data']) {
      const answer = await web.ask(path, { cookie })
      expect(answer.status).toBe(403)
      expect(await answer.text()).not.toContain('Many 1')
    }
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#db/connect.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenOrganisation, givenPerson, openDatabase, startWeb, type Web } from '../dev/test-kit/web.ts'

let stopDatabase: () => Promise<void>
let db: Database
let web: Web
let workspaceId: string
let admin: string
let member: string

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  stopDatabase = stop
  db = openDatabase(url)
  web = await startWeb({ databaseUrl: url })
  workspaceId = await givenOrganisation(db, 'Eagle')
  admin = await web.signIn((await givenPerson(db, { workspaceId, role: 'admin' })).email)
  member = await web.signIn((await givenPerson(db, { workspaceId, role: 'member' })).email)
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await stopDatabase()
})
beforeEach(async () => {
  await db.platform.deleteFrom('quick_replies').execute()
})

const JAM = { shortcut: 'jam', name: 'Jam buka', text: 'Halo {{nama}}, kami buka pukul 9.', link: null }
const PATH = '/api/quick-replies'
const post = (path: string, json: unknown, cookie = admin) => web.ask(path, { cookie, json })
const add = async (reply: object) => ((await (await post(PATH, reply)).json()) as { id: string }).id
const errorsOf = async (reply: object) => {
  const answer = await post(PATH, { ...JAM, ...reply })
  return { status: answer.status, ...((await answer.json()) as object) }
}
const list = async () =>
  ((await (await web.ask(PATH, { cookie: member })).json()) as { replies: Record<string, unknown>[] }).replies

describe('BC-13 quick replies', () => {
  it('are rows of the workspace: once one is edited, whoever uses it next has the new text', async () => {
    const id = await add(JAM)
    expect(await list()).toMatchObject([{ id, ...JAM, updatedBy: expect.stringMatching(/^Person /) as string }])
    expect((await post(`${PATH}/${id}`, { ...JAM, text: 'Kami buka pukul 10.' })).status).toBe(200)
    expect(await list()).toMatchObject([{ id, text: 'Kami buka pukul 10.' }])
    const { count } = await db.platform
      .selectFrom('audit_log')
      .where('subject', '=', id)
      .where('action', 'in', ['quick-reply.created', 'quick-reply.changed'])
      .select((all) => all.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBe(2)
    expect((await post(`${PATH}/${id}/delete`, {})).status).toBe(200)
    expect(await list()).toEqual([])
    for (const gone of [`${PATH}/${id}`, `${PATH}/${id}/delete`]) expect((await post(gone, JAM)).status).toBe(404)
  })

  it('are used by members and changed by owners and admins', async () => {
    const id = await add(JAM)
    for (const path of [PATH, `${PATH}/${id}`, `${PATH}/${id}/delete`])
      expect((await post(path, { ...JAM, shortcut: 'lain' }, member)).status).toBe(403)
    expect(await list()).toMatchObject([JAM])
  })

  it('have a shortcut of their own', async () => {
    await add(JAM)
    const other = await add({ ...JAM, shortcut: '/Alamat' })
    expect((await list()).map(({ shortcut }) => shortcut)).toEqual(['alamat', 'jam'])
    expect(await errorsOf({})).toEqual({ status: 409, errors: { shortcut: 'taken' } })
    const answer = await post(`${PATH}/${other}`, JAM)
    expect([answer.status, await answer.json()]).toEqual([409, { errors: { shortcut: 'taken' } }])
  })

  it.each([
    [{ shortcut: 'jam buka' }, { shortcut: 'letters' }],
    [{ shortcut: '' }, { shortcut: 'missing' }],
    [{ name: ' ' }, { name: 'missing' }],
    [{ text: 'x'.repeat(1025) }, { text: 'too-long' }],
    [{ text: 'Halo {{harga}}' }, { text: 'placeholder' }],
    [{ link: { label: 'x'.repeat(21), url: 'https://a.example' } }, { 'link.label': 'too-long' }],
    [{ link: { label: 'Buka', url: 'javascript:alert(1)' } }, { 'link.url': 'link' }],
    [{ link: { label: 'Buka', url: 'https://' } }, { 'link.url': 'link' }],
  ])('are refused beside the field: %j', async (reply, errors) => {
    expect(await errorsOf(reply)).toEqual({ status: 400, errors })
  })
})

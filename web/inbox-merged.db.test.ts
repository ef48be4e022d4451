import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { mergeContacts } from '#db/queries/merge-contacts.ts'
import { freePort } from '../dev/services/ports.ts'
import { givenWorkspace, type GivenWorkspace } from '../dev/test-kit/given.ts'
import { givenTalk } from '../dev/test-kit/inbox.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'
import type { ListPage, OpenConversation } from './app/inbox/contract.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let web: Web
let ours: GivenWorkspace
let cookie: string
beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  web = await startWeb({ databaseUrl: postgres.url, settings: { TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}` } })
  ours = await givenWorkspace(db)
  const me = await givenPerson(db, { workspaceId: ours.workspaceId })
  cookie = await web.signIn(me.email)
})
afterAll(async () => {
  await web.stop()
  await db.close()
  await postgres.stop()
})

const ask = (path: string) => web.ask(path, { cookie, headers: { 'accept-language': 'id' } })
const page = async (path: string) => (await (await ask(path)).text()).replaceAll('<!-- -->', '')

async function givenNameless(known: { name?: string; username?: string }) {
  const talk = await givenTalk(db, ours, 'x')
  const names = { name: known.name ?? null, username: known.username ?? null, phone: null }
  await db.platform.updateTable('contacts').set(names).where('id', '=', talk.contactId).execute()
  return talk
}

it('PX-02 a customer without a number is called by name, else by username, else so: in list, header and panel', async () => {
  const nobody = await givenNameless({})
  const rani = await givenNameless({ username: 'rani_99' })
  const dewi = await givenNameless({ name: 'Dewi', username: 'dewi.k' })
  const list = await page('/inbox')
  const titles = [...list.matchAll(/title="([^"]*)"/g)].map(([, title]) => title)
  expect(titles).toEqual(expect.arrayContaining(['Pelanggan tanpa nomor', '@rani_99', 'Dewi']))
  const header = async ({ contactId }: { contactId: string }) => {
    const html = await page(`/inbox/${contactId}`)
    expect(html.includes('Belum diketahui')).toBe(true)
    return /<h2[^>]*>([^<]*)<\/h2>/.exec(html)?.[1]
  }
  expect([await header(nobody), await header(rani), await header(dewi)]).toEqual([
    'Pelanggan tanpa nomor',
    '@rani_99',
    'Dewi',
  ])
  const { rows } = (await (await ask('/api/inbox?q=%40rani')).json()) as ListPage
  expect(rows.map(({ username }) => username)).toEqual(['rani_99'])
})

it('PX-02 after a merge the old link leads to the one contact, which stands in the list once', async () => {
  const older = await givenTalk(db, ours, 'Ana', 'lewat nama pengguna')
  const younger = await givenTalk(db, ours, 'Ana', 'lewat nomor')
  const ids = [older.contactId, younger.contactId]
  await db.inWorkspace(ours.workspaceId, (tx) => mergeContacts(tx, ours.workspaceId, ids))
  const answer = await ask(`/inbox/${younger.contactId}?q=ana`)
  expect([answer.status, answer.headers.get('location')]).toEqual([302, `/inbox/${older.contactId}?q=ana`])
  const { conversation, thread } = (await (
    await ask(`/api/conversations/${younger.contactId}`)
  ).json()) as OpenConversation
  expect(conversation.contactId).toBe(older.contactId)
  expect(thread.items.flatMap((item) => (item.type === 'message' ? item.body : []))).toEqual([
    'lewat nama pengguna',
    'lewat nomor',
  ])
  const { rows } = (await (await ask('/api/inbox?q=ana')).json()) as ListPage
  expect(rows.map(({ contactId }) => contactId)).toEqual([older.contactId])
})

import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createEmbeddings } from '#clients/ai/embeddings.ts'
import type { Database } from '#db/connect.ts'
import { failVectors } from '#db/queries/knowledge-vectors.ts'
import { createWays } from '../dev/recall/ways.ts'
import { startModelSimulator } from '../dev/simulators/model/model.ts'
import { eventually } from '../dev/test-kit/desk.ts'
import { givenDocx, wordParagraph } from '../dev/test-kit/documents.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenOrganisation, givenPerson, openDatabase, startWeb, type Web } from '../dev/test-kit/web.ts'

let stopDatabase: () => Promise<void>
let db: Database
let web: Web
let workspaceId: string
let admin: string
let llm: Awaited<ReturnType<typeof startModelSimulator>>
let member: string
const folder = mkdtempSync(join(tmpdir(), 'knowledge-'))

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  stopDatabase = stop
  db = openDatabase(url)
  // Nobody reads documents here: what was uploaded waits.
  llm = await startModelSimulator({ port: 0 })
  const embeddings = { EMBEDDINGS_BASE_URL: llm.baseUrl, EMBEDDINGS_MODEL: 'simulated' }
  const settings = { MEDIA_DIR: folder, TEMPORAL_ADDRESS: '127.0.0.1:1', ...embeddings }
  web = await startWeb({ databaseUrl: url, settings })
  workspaceId = await givenOrganisation(db, 'Eagle')
  admin = await web.signIn((await givenPerson(db, { workspaceId, role: 'admin' })).email)
  member = await web.signIn((await givenPerson(db, { workspaceId, role: 'member' })).email)
})
afterAll(async () => {
  await web.stop()
  await llm.close()
  await db.close()
  await stopDatabase()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  await db.platform.deleteFrom('knowledge').execute()
  await db.platform.deleteFrom('knowledge_documents').execute()
})

const ENTRY = { kind: 'faq', language: 'id', title: 'Jam buka', content: 'Kantor buka hari Senin.', active: true }
const post = (path: string, json: unknown, cookie = admin) => web.ask(path, { cookie, json })
const told = async (answer: Response) => ({ status: answer.status, ...((await answer.json()) as object) })

/** A file sent as the page sends it. */
const send = (path: string, bytes: Buffer | string, cookie = admin) =>
  fetch(web.base + path, {
    method: 'POST',
    headers: { cookie, origin: web.base, 'sec-fetch-site': 'same-origin', 'content-type': 'application/octet-stream' },
    body: Buffer.from(bytes),
  })
const upload = (name: string, bytes: Buffer | string, cookie?: string) =>
  send(`/api/knowledge/documents?name=${encodeURIComponent(name)}`, bytes, cookie)
const filesKept = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())

describe('entries', () => {
  it('BC-06 are added, changed and deleted, and found in the list and by the search at once', async () => {
    const added = (await (await post('/api/knowledge/entries', ENTRY)).json()) as { id: string }
    const path = `/api/knowledge/entries/${added.id}`
    expect((await post(path, { ...ENTRY, content: 'Kantor buka juga hari Sabtu.' })).status).toBe(200)
    const list = await told(await web.ask('/api/knowledge/entries?q=sabtu', { cookie: member }))
    expect(list).toMatchObject({ entries: [{ id: added.id, content: 'Kantor buka juga hari Sabtu.' }], next: null })
    const tried = await told(await web.ask('/api/knowledge/try?q=jm%20bukanya%20brp', { cookie: member }))
    expect(tried).toMatchObject({
      normalised: 'jm bukanya berapa',
      respelled: [{ from: 'brp', to: 'berapa' }],
      found: [{ id: added.id, why: [{ asked: 'bukanya', by: 'word' }] }],
    })
    expect((await post(`${path}/delete`, {})).status).toBe(200)
    expect((await post(`${path}/delete`, {})).status).toBe(404)
    expect((await post(path, ENTRY)).status).toBe(404)
  })

  it.each([
    ['an entry of one word', { content: 'Senin' }, { content: 'one-word' }],
    [
      'no title, and a content of 21,000 letters',
      { title: ' ', content: 'a b c '.repeat(3_500) },
      { title: 'missing', content: 'too-long' },
    ],
    ['a kind that is none', { kind: 'document' }, { kind: 'invalid' }],
    ['what nobody can read', { title: 'Jam\u0000' }, { title: 'unreadable' }],
  ])('%s is refused with the reason beside the field', async (_, change, errors) => {
    expect(await told(await post('/api/knowledge/entries', { ...ENTRY, ...change }))).toEqual({ status: 400, errors })
  })

  it('two of one kind, language and title are not taken, also at the same moment', async () => {
    const answers = await Promise.all([post('/api/knowledge/entries', ENTRY), post('/api/knowledge/entries', ENTRY)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const refused = answers.find(({ status }) => status === 409)
    expect(await refused?.json()).toEqual({ errors: { title: 'taken' } })
  })
})

describe('documents', () => {
  it('BC-06 are kept as they came, given back to save, and removed with their file', async () => {
    const text = 'Panduan hidup di Melbourne untuk mahasiswa baru.'
    const { id } = (await (await upload('Panduan "hidup".md', text)).json()) as { id: string }
    const shown = await told(await web.ask('/api/knowledge/documents', { cookie: member }))
    expect(Object.values(shown)).toContainEqual(
      expect.objectContaining({
        id,
        name: 'Panduan hidup.md',
        format: 'markdown',
        state: 'waiting',
        bytes: text.length,
      }),
    )
    const file = await web.ask(`/api/knowledge/documents/${id}`, { cookie: member })
    expect(await file.text()).toBe(text)
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="Panduan hidup.md"/)
    expect(filesKept()).toHaveLength(1)
    expect((await post(`/api/knowledge/documents/${id}`, { order: 'delete' })).status).toBe(200)
    expect(filesKept()).toEqual([])
    expect((await web.ask(`/api/knowledge/documents/${id}`, { cookie: member })).status).toBe(404)
  })

  it('the same file a second time is recognised, whatever it is called', async () => {
    await upload('satu.txt', 'Isi yang sama di kedua berkas.')
    const again = await told(await upload('dua.txt', 'Isi yang sama di kedua berkas.'))
    expect(again).toEqual({ status: 409, errors: { file: 'duplicate' }, of: 'satu.txt' })
    expect(filesKept()).toHaveLength(1)
  })

  const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const withMacros = () => givenDocx(wordParagraph('Halo semua.'), [{ name: 'word/vbaProject.bin', data: 'x' }])
  it.each<[string, string, () => Buffer | string, string]>([
    ['nothing', 'a.txt', () => '', 'empty'],
    ['a picture called PDF', 'a.pdf', () => PNG, 'other-type'],
    ['a Word document with macros', 'a.docx', withMacros, 'macros'],
    ['one that says so', 'a.docm', () => givenDocx(wordParagraph('Halo semua.')), 'macros'],
    ['text in Latin-1', 'a.csv', () => Buffer.from('caf\xe9', 'latin1'), 'not-utf8'],
    ['a page', 'a.txt', () => '<!doctype html><script>1</script>', 'other-type'],
  ])('%s is refused beside the field, and nothing of it is kept', async (_, name, bytes, reason) => {
    const before = filesKept().length
    expect(await told(await upload(name, bytes()))).toEqual({ status: 400, errors: { file: reason } })
    expect(filesKept()).toHaveLength(before)
    expect(await db.platform.selectFrom('knowledge_documents').selectAll().execute()).toEqual([])
  })

  it('200 MB are refused before they are sent', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const asked = httpRequest(`${web.base}/api/knowledge/documents?name=a.pdf`, {
        method: 'POST',
        headers: {
          cookie: admin,
          origin: web.base,
          'sec-fetch-site': 'same-origin',
          'content-length': 200 * 1024 ** 2,
        },
      })
      asked.once('response', ({ statusCode }) => {
        resolve(statusCode)
        asked.destroy()
      })
      asked.once('error', reject)
      asked.flushHeaders()
    })
    expect(status).toBe(413)
  })

  it('twenty megabytes are taken', async () => {
    const answer = await upload(
      'besar.txt',
      'Kalimat panjang. '
        .repeat(61_000)
        .repeat(20)
        .slice(0, 20 * 1024 * 1024),
    )
    expect(answer.status).toBe(201)
  })
})

describe('the import of entries', () => {
  const csv = (rows: string) => send('/api/knowledge/import', `kind,title,content,language\n${rows}`)
  it('writes all of a file, or nothing and what is wrong with which line', async () => {
    expect(await told(await csv('faq,Satu,Isi satu,id\nfaq,Dua,Isi dua,id\n'))).toEqual({
      status: 200,
      imported: 2,
      updated: 0,
    })
    expect(await told(await csv('faq,Tiga,Isi,id\nmenu,Empat,,id\n'))).toEqual({
      status: 400,
      bad: [
        {
          line: 3,
          problems: [
            { code: 'choice', column: 'kind', found: 'menu', choices: 'course, policy, faq, contact' },
            { code: 'empty', column: 'content' },
          ],
        },
      ],
      more: 0,
    })
    const { entries } = (await told(await web.ask('/api/knowledge/entries', { cookie: member }))) as unknown as {
      entries: { title: string; updatedBy: string }[]
    }
    expect(entries.map(({ title }) => title).sort()).toEqual(['Dua', 'Satu'])
    expect(entries[0]?.updatedBy).toMatch(/^Person/)
    expect(await told(await send('/api/knowledge/import', 'a,b\n'))).toEqual({
      status: 400,
      problem: { code: 'columns' },
    })
  })
})

it('synonyms are added, used by the search, and removed', async () => {
  await post('/api/knowledge/entries', ENTRY)
  const bad = await told(await post('/api/knowledge/synonyms', { words: 'loket' }))
  expect(bad).toEqual({ status: 400, errors: { words: 'too-few' } })
  const { id } = (await (await post('/api/knowledge/synonyms', { words: 'Loket, kantor' })).json()) as { id: string }
  const found = () => web.ask('/api/knowledge/try?q=loket', { cookie: member }).then(told)
  expect(await found()).toMatchObject({ found: [{ title: 'Jam buka', why: [{ by: 'synonym', matched: 'kantor' }] }] })
  expect((await post(`/api/knowledge/synonyms/${id}/delete`, {})).status).toBe(200)
  expect(await found()).toMatchObject({ found: [] })
})

it('the ways of searching stand beside each other, and the one that is chosen is the one that ARI goes by', async () => {
  await post('/api/knowledge/entries', ENTRY)
  await post('/api/knowledge/entries', { ...ENTRY, title: 'Student internship', content: 'Ini contoh yang lain.' })
  const embeddings = createEmbeddings({ baseUrl: llm.baseUrl, model: 'simulated' })
  const ways = createWays({ db, workspaceId, embeddings })
  await ways.makeVectors()
  // Its vector may come too late on a busy machine, as it may for a person: then they ask again.
  const tried = (expected: object) =>
    eventually(async () => {
      expect(await told(await web.ask('/api/knowledge/try?q=ada%20loker', { cookie: member }))).toMatchObject(expected)
    }, 40_000)
  const fits = [{ title: 'Student internship', part: 1, score: 0, why: [] }]
  await tried({ found: [], meaning: { byWords: [], byMeaning: fits, byBoth: fits } })

  const order = (what: string, cookie?: string) => post('/api/knowledge/meaning', { order: what }, cookie)
  expect((await order('turnOn', member)).status).toBe(403)
  expect(await told(await order('turn'))).toEqual({ status: 400, errors: { order: 'invalid' } })
  const on = { status: 200, isOn: true, of: 2, ready: 2, refused: 0, problem: null }
  expect(await told(await order('turnOn'))).toEqual(on)
  await tried({ found: fits, meaning: { byBoth: fits } })
  const html = await (await web.ask('/intern/database', { cookie: member })).text()
  expect(html).toContain('Search by meaning')
  expect(html).toContain('2 of 2 entries ready')

  llm.embeddings.fault({ do: 'error', status: 503 })
  await tried({ found: [], meaning: { problem: { key: 'status', status: '503' } } })
  await db.inWorkspace(workspaceId, (tx) => failVectors(tx, 'HTTP 401'))
  expect(await told(await order('turnOff'))).toMatchObject({ isOn: false, problem: { key: 'status', status: '401' } })
  expect(await told(await order('tryAgain'))).toMatchObject({ problem: null })
  llm.embeddings.reset()
})

it('members read, and change nothing', async () => {
  const { id } = (await (await post('/api/knowledge/entries', ENTRY)).json()) as { id: string }
  const refused = await Promise.all([
    post('/api/knowledge/entries', { ...ENTRY, title: 'Lain' }, member),
    post(`/api/knowledge/entries/${id}`, ENTRY, member),
    post(`/api/knowledge/entries/${id}/delete`, {}, member),
    post('/api/knowledge/synonyms', { words: 'a, b' }, member),
    post(`/api/knowledge/documents/${id}`, { order: 'delete' }, member),
    upload('a.txt', 'Isi yang cukup panjang.', member),
    send('/api/knowledge/import', 'kind,title,content,language\n', member),
  ])
  expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403))
  const page = await web.ask('/intern/database', { cookie: member })
  expect(page.status).toBe(200)
  const html = await page.text()
  expect(html).toContain('Jam buka')
  expect(html).not.toContain('New entry')
})

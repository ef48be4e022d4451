import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDocumentReader, type DocumentReader } from '#clients/documents/reader.ts'
import { createMediaStore, mediaKey, type MediaStore } from '#clients/media-store/media-store.ts'
import { connect, type Database } from '#db/connect.ts'
import { deleteDocument, insertDocument, listDocuments, waitAgain } from '#db/queries/knowledge-documents.ts'
import type { DocumentFormat } from '#schema/knowledge.ts'
import { runActivity } from '../dev/test-kit/activities.ts'
import { givenDocx, givenPdf, wordParagraph } from '../dev/test-kit/documents.ts'
import { givenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson } from '../dev/test-kit/web.ts'
import { findKnowledge } from './find-knowledge.ts'
import { createDocumentActivities } from './read-document.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let store: MediaStore
let workspaceId: string
let userId: string
const folder = mkdtempSync(join(tmpdir(), 'documents-'))
const log = { warn: () => undefined }

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  store = createMediaStore(folder)
  ;({ workspaceId } = await givenWorkspace(db))
  userId = (await givenPerson(db, { workspaceId })).id
})
afterAll(async () => {
  await db.close()
  await postgres.stop()
  rmSync(folder, { recursive: true })
})

/** A document as an upload leaves it; its id. */
async function given(name: string, format: DocumentFormat, bytes: Buffer | string): Promise<string> {
  const id = randomUUID()
  const fileKey = mediaKey(workspaceId, id)
  await store.put(fileKey, new Blob([Buffer.from(bytes)]).stream())
  const outcome = await db.inWorkspace(workspaceId, (tx) =>
    insertDocument(
      tx,
      { id, name, format, bytes: Buffer.byteLength(bytes), sha256: randomUUID(), fileKey },
      { userId, workspaceId },
    ),
  )
  expect(outcome).toEqual({ outcome: 'kept' })
  return id
}

const activities = (reader: DocumentReader = createDocumentReader()) =>
  createDocumentActivities({ db, store, reader, log })
const readDocument = (documentId: string, reader?: DocumentReader) =>
  runActivity(activities(reader).readDocument, { workspaceId, documentId })
const shown = async (documentId: string) =>
  (await db.inWorkspace(workspaceId, (tx) => listDocuments(tx))).find(({ id }) => id === documentId)
const found = (words: string) => db.inWorkspace(workspaceId, (tx) => findKnowledge(tx, words))
const passagesOf = (documentId: string) =>
  db.platform
    .selectFrom('knowledge')
    .where('document_id', '=', documentId)
    .orderBy('passage')
    .select(['title', 'language', 'passage', 'active'])
    .execute()

it('BC-06 a document is read into passages that are found, and deleting it takes them away', async () => {
  const docx = givenDocx(
    wordParagraph('Asuransi kesehatan', 'Heading1') +
      wordParagraph('Semua mahasiswa wajib memiliki asuransi OSHC selama di Australia.') +
      wordParagraph('Library', 'Heading1') +
      wordParagraph('The library is open for you at all hours of the day, and it is free.'),
  )
  const id = await given('Panduan hidup.docx', 'docx', docx)
  expect(await shown(id)).toMatchObject({ state: 'waiting', passages: 0, passagesOf: null })
  await readDocument(id)
  expect(await shown(id)).toMatchObject({ state: 'done', passages: 2, passagesOf: 2, reason: null })
  expect(await passagesOf(id)).toEqual([
    { title: 'Panduan hidup · Asuransi kesehatan', language: 'id', passage: 1, active: true },
    { title: 'Panduan hidup · Library', language: 'en', passage: 2, active: true },
  ])
  const [best] = await found('asuransi nya apa kak')
  expect(best).toMatchObject({ kind: 'document', title: 'Panduan hidup · Asuransi kesehatan' })
  expect(best?.content).toContain('OSHC')

  await db.inWorkspace(workspaceId, (tx) => deleteDocument(tx, id, { userId, workspaceId }))
  expect(await passagesOf(id)).toEqual([])
  expect(await found('asuransi nya apa kak')).toEqual([])
})

it('nothing of a document is found before all of it stands, and a try that died is begun anew', async () => {
  const paragraphs = Array.from({ length: 130 }, (_, at) => `Paragraf ${String(at)} tentang karantina. `.repeat(20))
  const id = await given('karantina.txt', 'text', paragraphs.join('\n\n'))
  const seen: unknown[] = []
  const dying: Database = {
    ...db,
    async inWorkspace(workspace, work) {
      seen.push(await shown(id), (await found('karantina')).length)
      if (seen.length === 8) throw new Error('Postgres is away')
      return db.inWorkspace(workspace, work)
    },
  }
  const deps = { db: dying, store, reader: createDocumentReader(), log }
  await expect(
    runActivity(createDocumentActivities(deps).readDocument, { workspaceId, documentId: id }),
  ).rejects.toThrow('Postgres is away')
  expect(seen).toMatchObject([
    { state: 'waiting' },
    0,
    { state: 'reading', passages: 0, passagesOf: null },
    0,
    { state: 'reading', passages: 50, passagesOf: 130 },
    0,
    { state: 'reading', passages: 100, passagesOf: 130 },
    0,
  ])
  await readDocument(id)
  expect(await shown(id)).toMatchObject({ state: 'done', passages: 130, passagesOf: 130 })
  expect((await passagesOf(id)).map(({ passage }) => passage)).toEqual(Array.from({ length: 130 }, (_, at) => at + 1))
  // Told again by a try whose answer was lost: nothing happens.
  await readDocument(id)
  expect(await passagesOf(id)).toHaveLength(130)
})

it('what cannot be read says why in its row, and can be tried again', async () => {
  const id = await given('kunci.pdf', 'pdf', givenPdf({ pages: [[]], encrypted: true }))
  await readDocument(id)
  expect(await shown(id)).toMatchObject({ state: 'failed', reason: 'encrypted', passages: 0 })
  expect(await db.inWorkspace(workspaceId, (tx) => waitAgain(tx, id, { userId, workspaceId }))).toBe(true)
  expect(await shown(id)).toMatchObject({ state: 'waiting', reason: null })
  await readDocument(id)
  expect(await shown(id)).toMatchObject({ state: 'failed', reason: 'encrypted' })
})

it('a document of more passages than a search could bear is refused', async () => {
  const id = await given('arsip.csv', 'csv', `a\n${`${'kata '.repeat(220)}\n`.repeat(540)}`)
  await readDocument(id)
  const { state, reason } = (await shown(id)) ?? {}
  expect([state, reason]).toEqual(['done', null])
  const longer = await given('arsip2.csv', 'csv', `a\n${`${'kata '.repeat(180)}\n`.repeat(640)}`)
  await readDocument(longer)
  expect(await shown(longer)).toMatchObject({ state: 'failed', reason: 'too-long' })
})

it('a document that is deleted while it is read leaves nothing behind', async () => {
  const id = await given('sebentar.txt', 'text', 'Ini akan dihapus sebelum selesai dibaca.')
  const real = createDocumentReader()
  await readDocument(id, {
    async read(...file) {
      const blocks = await real.read(...file)
      await db.inWorkspace(workspaceId, (tx) => deleteDocument(tx, id, { userId, workspaceId }))
      return blocks
    },
  })
  expect(await shown(id)).toBeUndefined()
  expect(await passagesOf(id)).toEqual([])
})

it('after the last try the row says that it was interrupted', async () => {
  const id = await given('terputus.txt', 'text', 'Ini tidak pernah selesai dibaca sama sekali.')
  await runActivity(activities().giveUpDocument, { workspaceId, documentId: id })
  expect(await shown(id)).toMatchObject({ state: 'failed', reason: 'interrupted' })
})

import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createEmbeddings } from '#clients/ai/embeddings.ts'
import { createLog } from '#clients/log/log.ts'
import { connect, type Database } from '#db/connect.ts'
import { readMeaning, searchByMeaning, switchMeaning, tryVectorsAgain } from '#db/queries/knowledge-meaning.ts'
import { listWorkspacesWithout } from '#db/queries/knowledge-vectors.ts'
import { startModelSimulator } from '../../dev/simulators/model/model.ts'
import { eventually } from '../../dev/test-kit/desk.ts'
import { givenWorkspace } from '../../dev/test-kit/given.ts'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import type { Repeated } from '../repeat.ts'
import { createVectorKeeping } from './vectors.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let simulator: Awaited<ReturnType<typeof startModelSimulator>>
let workspaceId: string

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  simulator = await startModelSimulator({ port: 0 })
})
afterAll(async () => {
  await simulator.close()
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  simulator.embeddings.reset()
  await db.platform.deleteFrom('knowledge').execute()
  ;({ workspaceId } = await givenWorkspace(db))
})

const MODEL = 'simulated'
const embeddingsOf = (model: string) => createEmbeddings({ baseUrl: simulator.baseUrl, model })
const ours = <T>(work: Parameters<typeof db.inWorkspace<T>>[1]) => db.inWorkspace(workspaceId, work)
const state = (model = MODEL) => ours((tx) => readMeaning(tx, model))
const asked = () => simulator.embeddings.asked().flat()

async function know(title: string, content = 'Isi yang tidak penting di sini.', active = true): Promise<string> {
  const id = uuidv7()
  await ours((tx) =>
    tx.insertInto('knowledge').values({ id, kind: 'faq', language: 'id', title, content, active }).execute(),
  )
  return id
}

/** The programs at work, as many as there are, until the check holds. */
async function until(check: () => Promise<void>, { model = MODEL, programs = 1 } = {}): Promise<void> {
  const log = createLog('api', 'silent')
  const keeping = Array.from({ length: programs }, (): Repeated =>
    createVectorKeeping({ database: db, embeddings: embeddingsOf(model), log, everyMs: 20 }),
  )
  for (const one of keeping) one.start()
  try {
    await eventually(check)
  } finally {
    await Promise.all(keeping.map((one) => one.stop()))
  }
}
const ready =
  (many: number, model = MODEL) =>
  async () =>
    expect(await state(model)).toMatchObject({ of: many, ready: many, failed: null })

const found = async (words: string, model = MODEL) => {
  const answer = await embeddingsOf(model).ofQuestion(words)
  if ('without' in answer) throw new Error(answer.without)
  return ours((tx) => searchByMeaning(tx, { model, vector: answer.vector }, 5))
}

describe('the vectors of entries', () => {
  it('are made for all that ARI may use, once, however many programs do it', async () => {
    for (let at = 0; at < 40; at++) await know(`Entri ${String(at)}`)
    await know('Tidak dipakai', undefined, false)
    await until(ready(40), { programs: 3 })
    expect(asked()).toHaveLength(40)
    expect(asked()).not.toContain(expect.stringContaining('Tidak dipakai'))
    expect(await listWorkspacesWithout(db.platform, MODEL)).not.toContain(workspaceId)
  })

  it('find the entry whose meaning is nearest, though it shares no word with the question', async () => {
    await know('Parkir di gedung')
    await know('Student accommodation')
    await until(ready(2))
    const { found: entries, usual } = await found('asrama')
    expect(entries.map(({ title }) => title)).toEqual(['Student accommodation', 'Parkir di gedung'])
    expect(entries[0]?.likeness).toBeGreaterThan(usual)
    expect(entries[0]?.likeness).toBeLessThanOrEqual(1)
  })

  it('are made anew when the text changes, and the old one finds nothing from that moment on', async () => {
    const id = await know('Visa pelajar')
    await until(ready(1))
    await ours((tx) => tx.updateTable('knowledge').set({ title: 'Parkir di gedung' }).where('id', '=', id).execute())
    expect((await found('visa')).found).toEqual([])
    expect(await state()).toMatchObject({ of: 1, ready: 0 })
    await until(ready(1))
    expect((await found('parkir')).found).toHaveLength(1)
    // What of an entry is not its text leaves its vector alone.
    await ours((tx) => tx.updateTable('knowledge').set({ language: 'en' }).where('id', '=', id).execute())
    expect(await state()).toMatchObject({ ready: 1 })
  })

  it('are made anew for another model, and go with their entry', async () => {
    const id = await know('Visa pelajar')
    await until(ready(1))
    await until(ready(1, 'another'), { model: 'another' })
    expect(await state()).toMatchObject({ ready: 0 })
    expect((await found('visa')).found).toEqual([])
    await ours((tx) => tx.deleteFrom('knowledge').where('id', '=', id).execute())
    expect(await ours((tx) => tx.selectFrom('knowledge_vectors').selectAll().execute())).toEqual([])
  })

  it('AD-06 are of one workspace: another finds and counts nothing of them', async () => {
    await know('Visa pelajar')
    await until(ready(1))
    ;({ workspaceId } = await givenWorkspace(db))
    expect((await found('visa')).found).toEqual([])
    expect(await state()).toMatchObject({ of: 0, ready: 0 })
  })
})

describe('an endpoint that does not do its part', () => {
  const failed = (reason: string) => async () => expect(await state()).toMatchObject({ failed: reason })

  it('is told of with the reason, left alone for a while, and asked at once when somebody wants it', async () => {
    await know('Visa pelajar')
    simulator.embeddings.fault({ do: 'error', status: 401 })
    await until(failed('HTTP 401'))
    const { nextTryAt } = await state()
    expect(nextTryAt?.getTime()).toBeGreaterThan(Date.now() + 5_000)
    expect(asked()).toHaveLength(1)
    simulator.embeddings.reset()
    expect(await listWorkspacesWithout(db.platform, MODEL)).toEqual([])
    await ours(tryVectorsAgain)
    await until(ready(1))
  })

  it('and does not take one text holds nothing else back; that one is tried again when somebody wants it', async () => {
    await know('Visa pelajar')
    await know('Racun')
    simulator.embeddings.fault({ do: 'error', status: 400, holding: 'Racun' })
    await until(async () => expect(await state()).toMatchObject({ of: 2, ready: 1, refused: 1, failed: null }))
    simulator.embeddings.reset()
    await ours(tryVectorsAgain)
    await until(ready(2))
  })

  it('that gets a text which is too long for it gets its beginning', async () => {
    const id = await know('Panjang', `${'kata '.repeat(400)}AKHIR`)
    simulator.embeddings.fault({ do: 'error', status: 400, holding: 'AKHIR' })
    await until(ready(1))
    expect(asked().at(-1)).toHaveLength(1_000)
    expect(await ours((tx) => tx.selectFrom('knowledge_vectors').select('knowledge_id').execute())).toEqual([
      { knowledge_id: id },
    ])
  })

  it('is off at first, and turning it on or off is in the audit log', async () => {
    expect(await state()).toMatchObject({ isOn: false })
    const by = { userId: uuidv7(), workspaceId }
    await ours((tx) => switchMeaning(tx, true, by))
    expect(await state()).toMatchObject({ isOn: true })
    await ours((tx) => switchMeaning(tx, false, by))
    expect(await state()).toMatchObject({ isOn: false })
    const audit = await ours((tx) => tx.selectFrom('audit_log').select('action').orderBy('id').execute())
    expect(audit.map(({ action }) => action)).toEqual(['knowledge.meaning-on', 'knowledge.meaning-off'])
  })
})

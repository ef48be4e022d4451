import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createEmbeddings } from '#clients/ai/embeddings.ts'
import { readQuestion } from '#domain/knowledge/read-question.ts'
import {
  ENTRIES,
  givenEntries,
  printMissed,
  printRecall,
  QUESTIONS,
  recallOf,
  TOP,
} from '../../dev/recall/questions.ts'
import { createWays } from '../../dev/recall/ways.ts'
import { startModelSimulator } from '../../dev/simulators/model/model.ts'
import { givenWorkspace } from '../../dev/test-kit/given.ts'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import { connect, type Database, type WorkspaceTx } from '../connect.ts'
import { searchKnowledge } from './knowledge.ts'

let db: Database
let workspaceId: string
let stop: () => Promise<void>

beforeAll(async () => {
  const postgres = await startDatabase()
  stop = postgres.stop
  db = connect(postgres.url, { keepPlans: true })
  ;({ workspaceId } = await givenWorkspace(db))
  await givenEntries(db, workspaceId)
})
afterAll(async () => {
  await db.close()
  await stop()
})

/** What stood here before: any stem of either language, ranked by frequency, trigrams on titles. */
async function byStemsAlone(tx: WorkspaceTx, words: string): Promise<string[]> {
  const { rows } = await sql<{ title: string }>`
    with asked as (
      select to_tsquery('simple', coalesce(nullif(concat_ws(' | ',
        nullif(replace(plainto_tsquery('indonesian', ${words})::text, '&', '|'), ''),
        nullif(replace(plainto_tsquery('english', ${words})::text, '&', '|'), '')), ''), 'nothingatall')) as query
    )
    select title from knowledge, asked
    where search @@ asked.query or word_similarity(title, ${words}) > 0.6
    order by ts_rank(search, asked.query, 1) + word_similarity(title, ${words}) desc, id
    limit ${TOP}`.execute(tx)
  return rows.map(({ title }) => title)
}

async function asNow(tx: WorkspaceTx, words: string): Promise<string[]> {
  return (await searchKnowledge(tx, readQuestion(words), TOP)).map(({ title }) => title)
}

const recall = (search: (tx: WorkspaceTx, words: string) => Promise<string[]>) =>
  recallOf((words) => db.inWorkspace(workspaceId, (tx) => search(tx, words)))

it('finds the right entry among the first three, in every manner of asking', async () => {
  expect(ENTRIES.length).toBeGreaterThanOrEqual(60)
  expect(QUESTIONS.length).toBeGreaterThanOrEqual(60)
  const titles = ENTRIES.map(({ title }) => title)
  expect(QUESTIONS.flatMap((asked) => asked.titles).filter((title) => !titles.includes(title))).toEqual([])

  const before = await recall(byStemsAlone)
  const after = await recall(asNow)
  process.stdout.write(printRecall({ 'stems alone': before, 'as it is now': after }))
  process.stdout.write(printMissed('as it is now', after))
  expect(after.all).toBeGreaterThanOrEqual(0.95)
  for (const share of Object.values(after.byManner)) expect(share).toBeGreaterThanOrEqual(0.85)
  expect(after.all).toBeGreaterThan(before.all)
})

it('by words and by meaning together, it still finds nearly all, with vectors that are made up', async () => {
  const simulator = await startModelSimulator({ port: 0 })
  try {
    const endpoint = { baseUrl: simulator.baseUrl, model: 'simulated' }
    const embeddings = createEmbeddings(endpoint, { questionMs: 30_000 })
    const ways = createWays({ db, workspaceId, embeddings })
    await ways.makeVectors()
    const [meaning, both] = [await recallOf(ways.byMeaning), await recallOf(ways.byBoth)]
    process.stdout.write(printRecall({ 'by meaning': meaning, 'by both': both }))
    expect(meaning.all).toBeGreaterThanOrEqual(0.7)
    expect(both.all).toBeGreaterThanOrEqual(0.9)
  } finally {
    await simulator.close()
  }
})

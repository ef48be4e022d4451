import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { readQuestion } from '#domain/knowledge/read-question.ts'
import { givenWorkspace } from '../../dev/test-kit/given.ts'
import { startDatabase } from '../../dev/test-kit/postgres.ts'
import { connect, type Database, type WorkspaceTx } from '../connect.ts'
import { searchKnowledge } from './knowledge.ts'

const DEMO = new URL('../../dev/demo/', import.meta.url)
const read = <Row extends z.ZodType>(name: string, row: Row) =>
  z.array(row).parse(parse(readFileSync(new URL(name, DEMO)), { columns: true }))
const ENTRIES = read('knowledge.csv', z.record(z.string(), z.string()))
const QUESTIONS = read(
  'knowledge-questions.csv',
  z.object({
    set: z.enum(['first', 'held out']),
    manner: z.string(),
    question: z.string(),
    titles: z.string().transform((list) => list.split('|')),
  }),
)
const TOP = 3

let db: Database
let workspaceId: string
let stop: () => Promise<void>

beforeAll(async () => {
  const postgres = await startDatabase()
  stop = postgres.stop
  db = connect(postgres.url, { keepPlans: true })
  ;({ workspaceId } = await givenWorkspace(db))
  await db.platform
    .insertInto('knowledge')
    .values(
      ENTRIES.map(({ kind = '', title = '', content = '', language = '' }) => ({
        id: uuidv7(),
        workspace_id: workspaceId,
        kind,
        title,
        content,
        language,
      })),
    )
    .execute()
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

type Found = { set: string; manner: string; question: string; titles: string[]; got: string[] }

async function recall(search: (tx: WorkspaceTx, words: string) => Promise<string[]>) {
  const answers: Found[] = await db.inWorkspace(workspaceId, async (tx) => {
    const all: Found[] = []
    for (const asked of QUESTIONS) all.push({ ...asked, got: await search(tx, asked.question) })
    return all
  })
  const isFound = ({ titles, got }: Found) => got.some((title) => titles.includes(title))
  const part = (of: Found[]) => of.filter(isFound).length / of.length
  const heldOut = part(answers.filter(({ set }) => set === 'held out'))
  const manners = [...new Set(QUESTIONS.map(({ manner }) => manner))]
  return {
    all: part(answers),
    heldOut,
    byManner: Object.fromEntries(
      manners.map((manner) => [manner, part(answers.filter((one) => one.manner === manner))]),
    ),
    missed: answers.filter((one) => !isFound(one)),
  }
}

it('finds the right entry among the first three, in every manner of asking', async () => {
  expect(ENTRIES.length).toBeGreaterThanOrEqual(60)
  expect(QUESTIONS.length).toBeGreaterThanOrEqual(60)
  const titles = ENTRIES.map(({ title }) => title)
  expect(QUESTIONS.flatMap((asked) => asked.titles).filter((title) => !titles.includes(title))).toEqual([])

  const before = await recall(byStemsAlone)
  const after = await recall(asNow)
  const percent = (share: number | undefined) => `${String(Math.round((share ?? 0) * 100))} %`.padStart(7)
  const line = (name: string, was?: number, is?: number) => `  ${name.padEnd(12)}${percent(was)} ${percent(is)}`
  process.stdout.write(
    [
      `recall@3 over ${String(QUESTIONS.length)} questions and ${String(ENTRIES.length)} entries: stems alone, as it is now`,
      ...Object.keys(after.byManner).map((manner) => line(manner, before.byManner[manner], after.byManner[manner])),
      line('held out', before.heldOut, after.heldOut),
      line('all', before.all, after.all),
      ...after.missed.map(({ question, got }) => `  not found: ${question} -> ${got.join(' | ')}`),
      '',
    ].join('\n'),
  )
  expect(after.all).toBeGreaterThanOrEqual(0.95)
  for (const share of Object.values(after.byManner)) expect(share).toBeGreaterThanOrEqual(0.85)
  expect(after.all).toBeGreaterThan(before.all)
})

import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import type { Database } from '#db/connect.ts'

// The demo's knowledge and the questions that customers might ask of it, each with the entries that answer it: what the
// search is measured by.

const DEMO = new URL('../demo/', import.meta.url)
const read = <Row extends z.ZodType>(name: string, row: Row) =>
  z.array(row).parse(parse(readFileSync(new URL(name, DEMO)), { columns: true }))

export const ENTRIES = read(
  'knowledge.csv',
  z.object({ kind: z.string(), title: z.string(), content: z.string(), language: z.string() }),
)
export const QUESTIONS = read(
  'knowledge-questions.csv',
  z.object({
    set: z.enum(['first', 'held out']),
    manner: z.string(),
    question: z.string(),
    titles: z.string().transform((list) => list.split('|')),
  }),
)
/** Found is what stands among so many. */
export const TOP = 3

export type Recall = {
  all: number
  heldOut: number
  byManner: Record<string, number>
  missed: { question: string; got: string[] }[]
}

export async function givenEntries(db: Database, workspaceId: string): Promise<void> {
  await db.platform
    .insertInto('knowledge')
    .values(ENTRIES.map((entry) => ({ id: uuidv7(), workspace_id: workspaceId, ...entry })))
    .execute()
}

/** For what part of the questions a right entry is among the first that the search names, by title. */
export async function recallOf(search: (question: string) => Promise<string[]>): Promise<Recall> {
  const asked: { set: string; manner: string; question: string; got: string[]; isFound: boolean }[] = []
  for (const { titles, ...one } of QUESTIONS) {
    const got = (await search(one.question)).slice(0, TOP)
    asked.push({ ...one, got, isFound: got.some((title) => titles.includes(title)) })
  }
  const part = (of: typeof asked) => of.filter(({ isFound }) => isFound).length / of.length
  const manners = [...new Set(QUESTIONS.map(({ manner }) => manner))]
  return {
    all: part(asked),
    heldOut: part(asked.filter(({ set }) => set === 'held out')),
    byManner: Object.fromEntries(manners.map((manner) => [manner, part(asked.filter((one) => one.manner === manner))])),
    missed: asked.filter(({ isFound }) => !isFound),
  }
}

/** Ways of searching side by side. */
export function printRecall(ways: Record<string, Recall>): string {
  const names = Object.keys(ways)
  const all = Object.values(ways)
  const line = (name: string, value: (of: Recall) => number | undefined) =>
    `  ${name.padEnd(14)}${all.map((one) => `${String(Math.round((value(one) ?? 0) * 100))} %`.padStart(16)).join('')}`
  return [
    `recall@${String(TOP)} over ${String(QUESTIONS.length)} questions and ${String(ENTRIES.length)} entries`,
    `  ${''.padEnd(14)}${names.map((name) => name.padStart(16)).join('')}`,
    ...Object.keys(all[0]?.byManner ?? {}).map((manner) => line(manner, ({ byManner }) => byManner[manner])),
    line('held out', ({ heldOut }) => heldOut),
    line('all', (one) => one.all),
    '',
  ].join('\n')
}

/** What a way of searching did not find, and what it found instead. */
export function printMissed(name: string, { missed }: Recall): string {
  return missed.map(({ question, got }) => `  not found ${name}: ${question} -> ${got.join(' | ')}\n`).join('')
}

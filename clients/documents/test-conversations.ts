import { createHash } from 'node:crypto'
import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { TestConversation } from '#schema/test-conversation.ts'

/** What is wrong with a line: a field of it, or all of it. */
export type LineProblem = { line: number; why: 'title' | 'language' | 'says' | 'json' | 'csv' }
export type TestsRead = { tests: TestConversation[] } | { problems: LineProblem[] }

const MOST_PROBLEMS = 20

/**
 * Reads test conversations that somebody wrote elsewhere: one JSON object a line, or CSV with title, language and then what
 * the customer says, a column each. Where one line is wrong, all of them wait until it is mended.
 */
export function readTestConversations(text: string): TestsRead {
  const rows = text.trimStart().startsWith('{') ? fromJsonLines(text) : fromCsv(text)
  const problems = rows.flatMap((row) => ('problem' in row ? [row.problem] : []))
  if (problems.length > 0) return { problems: problems.slice(0, MOST_PROBLEMS) }
  return { tests: rows.flatMap((row) => ('test' in row ? [row.test] : [])) }
}

/** What names a test conversation by its words: the same one a second time is the first. */
export function seedOf({ title, language, says }: TestConversation): string {
  return createHash('sha256')
    .update(JSON.stringify([title, language, says]))
    .digest('hex')
}

type Row = { test: TestConversation } | { problem: LineProblem }

function fromJsonLines(text: string): Row[] {
  return text.split('\n').flatMap((line, place): Row[] => {
    if (line.trim() === '') return []
    try {
      return [checked(JSON.parse(line), place + 1)]
    } catch {
      return [{ problem: { line: place + 1, why: 'json' } }]
    }
  })
}

const Rows = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }))

function fromCsv(text: string): Row[] {
  try {
    const rows = Rows.parse(parse(text, { relax_column_count: true, skip_empty_lines: true, info: true, bom: true }))
    return rows.flatMap(({ record: [title = '', language = '', ...says], info }, place): Row[] => {
      if (place === 0 && title.trim().toLowerCase() === 'title') return []
      const spoken = says.filter((one) => one.trim() !== '')
      return [checked({ title, language: language.trim().toLowerCase(), says: spoken }, info.lines)]
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1
    return [{ problem: { line, why: 'csv' } }]
  }
}

function checked(given: unknown, line: number): Row {
  const read = TestConversation.safeParse(given)
  // Postgres takes no such character.
  if (JSON.stringify(given).includes('\\u0000')) return { problem: { line, why: 'json' } }
  if (read.success) return { test: read.data }
  const field = read.error.issues[0]?.path[0]
  return { problem: { line, why: field === 'title' || field === 'language' || field === 'says' ? field : 'json' } }
}

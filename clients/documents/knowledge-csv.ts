import { parse, CsvError } from 'csv-parse/sync'
import { z } from 'zod'
import type { KnowledgeRow } from '#schema/knowledge.ts'

/** What is wrong with a row. */
export type RowProblem =
  | { code: 'fields'; has: number; needs: number }
  | { code: 'empty' | 'nul'; column: string }
  | { code: 'too-long'; column: string; most: number }
  | { code: 'choice'; column: string; found: string; choices: string }
  | { code: 'same'; first: number }

/** A row that cannot be taken, with the line of the file where it starts. */
export type BadRow = { line: number; problems: RowProblem[] }

export type KnowledgeFile = { rows: KnowledgeRow[]; bad: BadRow[] }

/** What is wrong with the whole file, so that no row of it can be read. */
export type FileProblem =
  | { code: 'empty' | 'not-utf8' }
  | { code: 'quotes'; line: number }
  | { code: 'columns'; missing: string[]; unknown: string[] }

export class NoKnowledgeFile extends Error {
  override name = 'NoKnowledgeFile'
  readonly problem: FileProblem
  constructor(problem: FileProblem, options?: ErrorOptions) {
    super(`No file of entries: ${problem.code}`, options)
    this.problem = problem
  }
}

export const COLUMNS = ['kind', 'title', 'content', 'language'] as const
const MOST = { title: 300, content: 20_000 }

const Words = z.string().trim()
const oneOf = <const Choices extends readonly [string, ...string[]]>(choices: Choices) =>
  Words.toLowerCase().pipe(z.enum(choices))
const Row = z.object({
  kind: oneOf(['course', 'policy', 'faq', 'contact']),
  title: Words,
  content: Words,
  language: oneOf(['id', 'en']),
})

/** Reads the CSV of what the bot knows. What no row of can be read is a problem of the whole file. */
export function readKnowledgeCsv(bytes: Uint8Array): KnowledgeFile {
  const [header, ...records] = readRecords(decode(bytes))
  if (header === undefined) throw new NoKnowledgeFile({ code: 'empty' })
  const columns = readHeader(header.fields)

  const rows: KnowledgeRow[] = []
  const bad: BadRow[] = []
  const firstLine = new Map<string, number>()
  for (const { line, fields } of records) {
    if (fields.length !== columns.length) {
      bad.push({ line, problems: [{ code: 'fields', has: fields.length, needs: columns.length }] })
      continue
    }
    const values = Object.fromEntries(columns.map((column, at) => [column, (fields[at] ?? '').trim()]))
    const problems = problemsOf(values)
    const parsed = Row.safeParse(values)
    if (problems.length > 0 || !parsed.success) {
      bad.push({ line, problems })
      continue
    }
    const { kind, language, title } = parsed.data
    const entry = JSON.stringify([kind, language, title])
    const first = firstLine.get(entry)
    if (first !== undefined) {
      bad.push({ line, problems: [{ code: 'same', first }] })
      continue
    }
    firstLine.set(entry, line)
    rows.push(parsed.data)
  }
  return { rows, bad }
}

function problemsOf(values: Record<string, string>): RowProblem[] {
  return COLUMNS.flatMap((column): RowProblem[] => {
    const value = values[column] ?? ''
    if (column === 'kind' || column === 'language') {
      const choices: readonly string[] = Row.shape[column].out.options
      if (choices.includes(value.toLowerCase())) return []
      return [{ code: 'choice', column, found: value.toLowerCase(), choices: choices.join(', ') }]
    }
    if (value === '') return [{ code: 'empty', column }]
    if (value.length > MOST[column]) return [{ code: 'too-long', column, most: MOST[column] }]
    return value.includes('\0') ? [{ code: 'nul', column }] : []
  })
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new NoKnowledgeFile({ code: 'not-utf8' }, { cause })
  }
}

type CsvRecord = { line: number; fields: string[] }

function readRecords(csv: string): CsvRecord[] {
  const records: CsvRecord[] = []
  let endOfLast = 0
  try {
    parse(csv, {
      // Spreadsheets write semicolons where the comma is the decimal sign, as in Indonesia.
      delimiter: /^[^,\n]*;/.test(csv) ? ';' : ',',
      relax_column_count: true,
      on_record: (fields: string[], { lines }) => {
        if (fields.some((field) => field.trim() !== '')) records.push({ line: endOfLast + 1, fields })
        endOfLast = lines
        return null
      },
    })
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    throw new NoKnowledgeFile({ code: 'quotes', line: endOfLast + 1 }, { cause })
  }
  return records
}

function readHeader(fields: string[]): string[] {
  const columns = fields.map((field) => field.trim().toLowerCase())
  const missing = COLUMNS.filter((column) => !columns.includes(column))
  const unknown = columns.filter(
    (column, at) => !COLUMNS.some((known) => known === column) || columns.indexOf(column) < at,
  )
  if (missing.length > 0 || unknown.length > 0) throw new NoKnowledgeFile({ code: 'columns', missing, unknown })
  return columns
}

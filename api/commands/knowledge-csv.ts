import { parse, CsvError } from 'csv-parse/sync'
import { z } from 'zod'
import type { KnowledgeRow } from '#schema/knowledge.ts'
import { CommandProblem } from './problem.ts'

/** A row that cannot be taken, with the line of the file where it starts. */
export type BadRow = { line: number; problems: string[] }

export type KnowledgeFile = { rows: KnowledgeRow[]; bad: BadRow[] }

const COLUMNS = ['kind', 'title', 'content', 'language'] as const
const NO_NUL = /^[^\0]*$/

const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(longest, `is longer than ${longest.toLocaleString('en')} characters`)
    .regex(NO_NUL, 'holds a NUL character')
const oneOf = <const Choices extends readonly [string, ...string[]]>(choices: Choices) =>
  z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(choices, { error: ({ input }) => `is "${String(input)}"; use ${choices.join(', ')}` }))

const Row = z.object({
  kind: oneOf(['course', 'policy', 'faq', 'contact']),
  title: text(300),
  content: text(20_000),
  language: oneOf(['id', 'en']),
})

/** Reads the CSV of what the bot knows. What no row of can be read is a problem of the whole file. */
export function readKnowledgeCsv(bytes: Buffer): KnowledgeFile {
  const [header, ...records] = readRecords(decode(bytes))
  if (header === undefined) throw new CommandProblem(`The file is empty; it needs the columns ${COLUMNS.join(',')}.`)
  const columns = readHeader(header.fields)

  const rows: KnowledgeRow[] = []
  const bad: BadRow[] = []
  const firstLine = new Map<string, number>()
  for (const { line, fields } of records) {
    if (fields.length !== columns.length) {
      bad.push({ line, problems: [`has ${fields.length} columns, the header has ${columns.length}`] })
      continue
    }
    const parsed = Row.safeParse(Object.fromEntries(columns.map((column, at) => [column, fields[at]])))
    if (!parsed.success) {
      bad.push({ line, problems: parsed.error.issues.map(({ path, message }) => `column ${path.join()} ${message}`) })
      continue
    }
    const { kind, language, title } = parsed.data
    const entry = JSON.stringify([kind, language, title])
    const first = firstLine.get(entry)
    if (first !== undefined) {
      bad.push({ line, problems: [`column title has the same kind, language and title as line ${first}`] })
      continue
    }
    firstLine.set(entry, line)
    rows.push(parsed.data)
  }
  return { rows, bad }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new CommandProblem('The file is not UTF-8 text. Save it as "CSV UTF-8".', { cause })
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
    throw new CommandProblem(
      `line ${endOfLast + 1}: a quote is opened and not closed, or stands inside a word. Write "" for a quote inside quotes.`,
      { cause },
    )
  }
  return records
}

function readHeader(fields: string[]): string[] {
  const columns = fields.map((field) => field.trim().toLowerCase())
  const missing = COLUMNS.filter((column) => !columns.includes(column))
  const unknown = columns.filter(
    (column, at) => !COLUMNS.some((known) => known === column) || columns.indexOf(column) < at,
  )
  if (missing.length > 0 || unknown.length > 0) {
    throw new CommandProblem(
      [
        `line 1: the columns must be ${COLUMNS.join(',')}, in any order`,
        ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
        ...(unknown.length > 0 ? [`unknown or twice: ${unknown.map((name) => `"${name}"`).join(', ')}`] : []),
      ].join('; '),
    )
  }
  return columns
}

import {
  COLUMNS,
  NoKnowledgeFile,
  readKnowledgeCsv,
  type BadRow,
  type FileProblem,
  type KnowledgeFile,
  type RowProblem,
} from '#clients/documents/knowledge-csv.ts'
import { CommandProblem } from './problem.ts'

/** Reads the entries of a CSV file, and says in words what is wrong with all of it. */
export function readEntries(bytes: Buffer): KnowledgeFile {
  try {
    return readKnowledgeCsv(bytes)
  } catch (cause) {
    if (!(cause instanceof NoKnowledgeFile)) throw cause
    throw new CommandProblem(ofFile(cause.problem), { cause })
  }
}

/** A bad row, a line for each thing that is wrong with it. */
export function describeRow({ line, problems }: BadRow): string {
  return problems.map((problem) => `line ${String(line)}: ${ofRow(problem)}`).join('\n')
}

function ofFile(problem: FileProblem): string {
  switch (problem.code) {
    case 'empty':
      return `The file is empty; it needs the columns ${COLUMNS.join(',')}.`
    case 'not-utf8':
      return 'The file is not UTF-8 text. Save it as "CSV UTF-8".'
    case 'quotes':
      return `line ${String(problem.line)}: a quote is opened and not closed, or stands inside a word. Write "" for a quote inside quotes.`
    case 'columns':
      return [
        `line 1: the columns must be ${COLUMNS.join(',')}, in any order`,
        ...(problem.missing.length > 0 ? [`missing: ${problem.missing.join(', ')}`] : []),
        ...(problem.unknown.length > 0
          ? [`unknown or twice: ${problem.unknown.map((name) => `"${name}"`).join(', ')}`]
          : []),
      ].join('; ')
  }
}

function ofRow(problem: RowProblem): string {
  switch (problem.code) {
    case 'fields':
      return `has ${String(problem.has)} columns, the header has ${String(problem.needs)}`
    case 'empty':
      return `column ${problem.column} is empty`
    case 'nul':
      return `column ${problem.column} holds a NUL character`
    case 'too-long':
      return `column ${problem.column} is longer than ${problem.most.toLocaleString('en')} characters`
    case 'choice':
      return `column ${problem.column} is "${problem.found}"; use ${problem.choices}`
    case 'same':
      return `column title has the same kind, language and title as line ${String(problem.first)}`
  }
}

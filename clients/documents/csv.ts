import { parse } from 'csv-parse/sync'
import type { DocumentBlock } from '#schema/knowledge.ts'
import { CannotRead } from './cannot-read.ts'
import { decodeText } from './text.ts'

const MOST_ROWS = 5_000

/** Each row as a line that says what is what: `Program: S2; Lama: 2 tahun`. */
export function readCsv(bytes: Uint8Array): DocumentBlock[] {
  const [header = [], ...rows] = recordsOf(decodeText(bytes))
  if (rows.length > MOST_ROWS) throw new CannotRead('too-long')
  return rows.map((fields) => ({
    heading: null,
    text: fields
      .map((field, at) => [header[at]?.trim() ?? '', field.trim()] as const)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => (name === '' ? value : `${name}: ${value}`))
      .join('; '),
  }))
}

function recordsOf(text: string): string[][] {
  try {
    return parse(text, {
      // Spreadsheets write semicolons where the comma is the decimal sign, as in Indonesia.
      delimiter: /^[^,\n]*;/.test(text) ? ';' : ',',
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: MOST_ROWS + 2,
    })
  } catch {
    throw new CannotRead('damaged')
  }
}

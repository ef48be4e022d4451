import type { DocumentFormat, DocumentRefusal } from '#schema/knowledge.ts'

/** What is known of a file when its last byte has come. */
export type DocumentShown = {
  fileName: string
  bytes: number
  /** By its bytes; null where they are like nothing that we know. */
  foundType: string | null
  isUtf8: boolean
  /** It begins as a web page would. */
  isMarkup: boolean
  /** It begins as something that a shell would run. */
  isScript: boolean
  /** The name of the part of an office file that holds macros stands in it. */
  namesMacros: boolean
}

export const MOST_DOCUMENT_BYTES = 20 * 1024 * 1024

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
/** Word's macro files, and those of before 2007. */
const MACRO_TYPE = /macroenabled/i
const MACRO_NAME = /\.(docm|dotm|xlsm|pptm)$/i
const OLD_OFFICE = 'application/x-cfb'
const SHEET = /spreadsheetml|opendocument\.spreadsheet/
const SHEET_NAME = /\.(xlsx?|ods)$/i

/** How a file is to be read, or why it is not taken. What it is called counts for texts alone: they have no mark. */
export function judgeDocument(file: DocumentShown): { format: DocumentFormat } | { refused: DocumentRefusal } {
  const { fileName, bytes, foundType, isUtf8, isMarkup, isScript, namesMacros } = file
  if (bytes === 0) return { refused: 'empty' }
  if (bytes > MOST_DOCUMENT_BYTES) return { refused: 'too-large' }
  if (MACRO_TYPE.test(foundType ?? '') || MACRO_NAME.test(fileName)) return { refused: 'macros' }
  if (foundType === 'application/pdf') return { format: 'pdf' }
  if (foundType === DOCX) return namesMacros ? { refused: 'macros' } : { format: 'docx' }
  if (foundType === OLD_OFFICE) return { refused: SHEET_NAME.test(fileName) ? 'spreadsheet' : 'old-word' }
  if (SHEET.test(foundType ?? '')) return { refused: 'spreadsheet' }
  const isMarkdown = /\.(md|markdown)$/i.test(fileName)
  if (foundType !== null || isScript || (isMarkup && !isMarkdown)) return { refused: 'other-type' }
  const format = isMarkdown ? 'markdown' : /\.csv$/i.test(fileName) ? 'csv' : 'text'
  if (!isUtf8) return { refused: /\.(md|markdown|csv|txt|text)$/i.test(fileName) ? 'not-utf8' : 'other-type' }
  return { format }
}

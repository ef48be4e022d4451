import { expect, it } from 'vitest'
import { judgeDocument, MOST_DOCUMENT_BYTES, type DocumentShown } from './judge-document.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const shown = (more: Partial<DocumentShown>): DocumentShown => ({
  fileName: 'panduan.txt',
  bytes: 1_000,
  foundType: null,
  isUtf8: true,
  isMarkup: false,
  isScript: false,
  namesMacros: false,
  ...more,
})

it.each<[string, Partial<DocumentShown>, string]>([
  ['a PDF, whatever it is called', { foundType: 'application/pdf', fileName: 'a.txt' }, 'pdf'],
  ['a Word document', { foundType: DOCX, fileName: 'a.docx' }, 'docx'],
  ['Markdown', { fileName: 'a.MD' }, 'markdown'],
  ['Markdown that begins with a comment', { fileName: 'a.md', isMarkup: true }, 'markdown'],
  ['CSV', { fileName: 'a.csv' }, 'csv'],
  ['text without a name for its kind', { fileName: 'catatan' }, 'text'],
  ['nothing', { bytes: 0 }, 'empty'],
  ['200 MB', { bytes: 200 * 1024 * 1024, foundType: 'application/pdf' }, 'too-large'],
  ['one byte too many', { bytes: MOST_DOCUMENT_BYTES + 1 }, 'too-large'],
  [
    'a Word document with macros, by its bytes',
    { foundType: 'application/vnd.ms-word.document.macroEnabled.12' },
    'macros',
  ],
  ['the same, hidden', { foundType: DOCX, fileName: 'a.docx', namesMacros: true }, 'macros'],
  ['the same, by its name', { foundType: DOCX, fileName: 'a.docm' }, 'macros'],
  ['a Word document of before 2007', { foundType: 'application/x-cfb', fileName: 'a.doc' }, 'old-word'],
  ['an old spreadsheet', { foundType: 'application/x-cfb', fileName: 'a.xls' }, 'spreadsheet'],
  ['a spreadsheet', { foundType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }, 'spreadsheet'],
  ['a picture called PDF', { foundType: 'image/png', fileName: 'a.pdf' }, 'other-type'],
  ['a web page', { isMarkup: true, fileName: 'a.txt' }, 'other-type'],
  ['a script', { isScript: true, fileName: 'a.txt' }, 'other-type'],
  ['text in Latin-1', { isUtf8: false, fileName: 'a.csv' }, 'not-utf8'],
  ['bytes like nothing', { isUtf8: false, fileName: 'a.bin' }, 'other-type'],
])('%s is %s', (_, file, verdict) => {
  expect(Object.values(judgeDocument(shown(file)))).toEqual([verdict])
})

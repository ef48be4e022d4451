import { argv, stdin, stdout } from 'node:process'
import { buffer } from 'node:stream/consumers'
import { Worker } from 'node:worker_threads'
import type { DocumentBlock, DocumentFormat } from '#schema/knowledge.ts'
import { CannotRead } from './cannot-read.ts'
import { readCsv } from './csv.ts'
import { readDocx } from './docx.ts'
import { readPdf } from './pdf.ts'
import { readMarkdown, readText } from './text.ts'

// A program of its own: it gets the format as its argument and the bytes on its input, and writes one JSON line for
// what it has come to. Whatever the bytes do to it, nobody else dies of it.

const MOST_CHARACTERS = 600_000
/** Less is a scan: pictures of words. */
const LEAST_LETTERS = 20
const MOST_MEMORY = 768 * 1024 * 1024
const READERS = { pdf: readPdf, docx: readDocx, markdown: readMarkdown, text: readText, csv: readCsv }

const say = (line: object): void => void stdout.write(`${JSON.stringify(line)}\n`)

new Worker(new URL('watch-memory.ts', import.meta.url), { workerData: { mostBytes: MOST_MEMORY } }).unref()
try {
  const bytes = await buffer(stdin)
  const read = READERS[argv[2] as DocumentFormat]
  say({ blocks: usable(await read(bytes)) })
} catch (error) {
  say({ refused: error instanceof CannotRead ? error.reason : 'damaged' })
}

function usable(read: DocumentBlock[]): DocumentBlock[] {
  const blocks = read
    .map(({ heading, text }) => ({ heading: heading && cleaned(heading), text: cleaned(text) }))
    .filter(({ text }) => text !== '')
  const sum = (count: (text: string) => number) => blocks.reduce((all, { text }) => all + count(text), 0)
  if (sum((text) => text.length) > MOST_CHARACTERS) throw new CannotRead('too-long')
  if (sum((text) => text.match(/\p{L}/gu)?.length ?? 0) < LEAST_LETTERS) throw new CannotRead('no-text')
  return blocks
}

/** Without what Postgres does not take and nobody sees. */
function cleaned(words: string): string {
  return words
    .normalize('NFKC')
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u2060\ufeff]/g, '')
    .trim()
}

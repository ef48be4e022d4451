import { getDocumentProxy } from 'unpdf'
import type { DocumentBlock } from '#schema/knowledge.ts'
import { CannotRead } from './cannot-read.ts'

const MOST_PAGES = 500
/** A larger letter than the rest makes a heading; a wider gap than between lines, a paragraph. */
const HEADING_SIZE = 1.15
const LONGEST_HEADING = 120
const PARAGRAPH_GAP = 1.7
const EDGE_LINES = 2

type Line = { text: string; size: number; y: number }

/** Paragraphs under their headings, as size and place of the letters tell them. */
export async function readPdf(bytes: Buffer): Promise<DocumentBlock[]> {
  const pdf = await opened(bytes)
  if (pdf.numPages > MOST_PAGES) throw new CannotRead('too-many-pages')
  const pages: Line[][] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    pages.push(linesOf(items as Item[]))
    page.cleanup()
  }
  return blocksOf(pages)
}

async function opened(bytes: Buffer) {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') throw new CannotRead('encrypted')
    throw new CannotRead('damaged')
  }
}

type Item = { str?: string; height?: number; transform?: number[]; hasEOL?: boolean }

function linesOf(items: Item[]): Line[] {
  const lines: Line[] = []
  let line: Line | null = null
  for (const { str = '', height = 0, transform = [], hasEOL = false } of items) {
    if (str !== '') {
      line ??= { text: '', size: 0, y: transform[5] ?? 0 }
      line.text += str
      line.size = Math.max(line.size, height)
    }
    if (!hasEOL || line === null) continue
    lines.push(line)
    line = null
  }
  if (line !== null) lines.push(line)
  return lines.map(({ text, ...rest }) => ({ ...rest, text: text.trim() })).filter(({ text }) => text !== '')
}

function blocksOf(pages: Line[][]): DocumentBlock[] {
  const repeated = repeatedLines(pages)
  const body = commonSize(pages.flat())
  const blocks: DocumentBlock[] = []
  let heading: string | null = null
  for (const page of pages) {
    const lines = page.filter(({ text }) => !repeated.has(text))
    for (const [at, line] of lines.entries()) {
      const last = lines[at - 1]
      const isHeading = isHeadingOf(line, body)
      const gap = last === undefined ? 0 : last.y - line.y
      const isNear = gap > 0 && gap <= line.size * PARAGRAPH_GAP
      const follows = last !== undefined && isNear && isHeadingOf(last, body) === isHeading
      const block = blocks.at(-1)
      if (isHeading) heading = follows ? `${heading ?? ''} ${line.text}` : line.text
      else if (follows && block) block.text = joined(block.text, line.text)
      else blocks.push({ heading, text: line.text })
    }
  }
  return blocks
}

function isHeadingOf({ size, text }: Line, body: number): boolean {
  return size > body * HEADING_SIZE && text.length <= LONGEST_HEADING
}

/** What stands at the edges of most pages is no text of any: names of the document and of who made it. */
function repeatedLines(pages: Line[][]): Set<string> {
  if (pages.length < 4) return new Set()
  const counts = new Map<string, number>()
  for (const page of pages) {
    const edges = new Set([...page.slice(0, EDGE_LINES), ...page.slice(-EDGE_LINES)].map(({ text }) => text))
    for (const text of edges) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return new Set([...counts].filter(([, count]) => count > pages.length / 2).map(([text]) => text))
}

/** The size in which most letters are. */
function commonSize(lines: Line[]): number {
  const letters = new Map<number, number>()
  for (const { size, text } of lines) letters.set(Math.round(size), (letters.get(Math.round(size)) ?? 0) + text.length)
  const [most] = [...letters].sort(([, a], [, b]) => b - a)
  return most?.[0] ?? 0
}

function joined(before: string, next: string): string {
  return /\p{L}-$/u.test(before) && /^\p{Ll}/u.test(next) ? before.slice(0, -1) + next : `${before} ${next}`
}

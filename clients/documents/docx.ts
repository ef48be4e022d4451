import mammoth from 'mammoth'
import type { DocumentBlock } from '#schema/knowledge.ts'
import { CannotRead } from './cannot-read.ts'
import { zipContents } from './zip-contents.ts'

const MB = 1024 * 1024
/** Of its words; pictures are not unpacked to memory at once. */
const MOST_XML_BYTES = 40 * MB
const MOST_BYTES = 300 * MB
const MOST_PARTS = 5_000

/** Paragraphs, list items and rows of tables, under their headings. */
export async function readDocx(bytes: Buffer): Promise<DocumentBlock[]> {
  const parts = zipContents(bytes)
  const sum = (some: typeof parts) => some.reduce((all, part) => all + part.bytes, 0)
  if (parts.some(({ name }) => /vbaproject/i.test(name))) throw new CannotRead('macros')
  if (parts.length > MOST_PARTS || sum(parts) > MOST_BYTES) throw new CannotRead('too-complex')
  if (sum(parts.filter(({ name }) => /\.(xml|rels)$/i.test(name))) > MOST_XML_BYTES) throw new CannotRead('too-complex')
  const { value: html } = await mammoth.convertToHtml(
    { buffer: bytes },
    { convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })) },
  )
  return blocksOf(html)
}

// What mammoth writes is well formed, and of few kinds of elements.
const TOKEN = /<(\/?)(\w+)[^>]*>|([^<]+)/g
const HEADING = /^h[1-6]$/
const PARTS_TEXT = new Set(['p', 'li', 'tr'])

function blocksOf(html: string): DocumentBlock[] {
  const blocks: DocumentBlock[] = []
  let heading: string | null = null
  let text = ''
  /** In a row its paragraphs are cells. */
  let inRow = 0
  const end = () => {
    const whole = text
      .replace(/[\t ]+/g, ' ')
      .replace(/(?: \|)+\s*$/, '')
      .trim()
    if (whole !== '') blocks.push({ heading, text: whole })
    text = ''
  }
  for (const [, slash, tag = '', words] of html.matchAll(TOKEN)) {
    const closes = slash === '/'
    if (words !== undefined) text += decoded(words)
    else if (tag === 'br') text += '\n'
    else if (tag === 'tr') {
      inRow += closes ? -1 : 1
      if (inRow === 0 || (!closes && inRow === 1)) end()
    } else if (closes && /^t[dh]$/.test(tag)) text += ' | '
    else if (inRow > 0) text += ' '
    else if (HEADING.test(tag)) {
      if (!closes) end()
      else {
        heading = text.trim() || heading
        text = ''
      }
    } else if (PARTS_TEXT.has(tag)) end()
  }
  end()
  return blocks
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function decoded(text: string): string {
  return text.replace(/&(#\d+|\w+);/g, (whole, name: string) =>
    name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : (NAMED[name] ?? whole),
  )
}

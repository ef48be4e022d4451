import type { DocumentBlock } from '#schema/knowledge.ts'
import { CannotRead } from './cannot-read.ts'

export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n')
  } catch {
    throw new CannotRead('not-utf8')
  }
}

const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n[\t ]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)

/** Paragraphs, as empty lines part them. */
export function readText(bytes: Uint8Array): DocumentBlock[] {
  return paragraphsOf(decodeText(bytes)).map((text) => ({ heading: null, text }))
}

const HEADING = /^ {0,3}#{1,6}[\t ]+(.+?)[\t #]*$/
const COMMENT = /<!--[\s\S]*?-->/g
const LINK = /!?\[([^\]]*)\]\(([^)\s]+)[^)]*\)/g
const EMPHASIS = /(\*\*|__|~~|`)(.+?)\1/g

/** Paragraphs under their headings, without the signs that mark them. Links stay, in words. */
export function readMarkdown(bytes: Uint8Array): DocumentBlock[] {
  const blocks: DocumentBlock[] = []
  let heading: string | null = null
  let under: string[] = []
  const end = () => {
    for (const text of paragraphsOf(under.join('\n'))) blocks.push({ heading, text: withoutMarks(text) })
    under = []
  }
  for (const line of decodeText(bytes).replace(COMMENT, '').split('\n')) {
    const title = HEADING.exec(line)?.[1]
    if (title === undefined) {
      under.push(line)
      continue
    }
    end()
    heading = withoutMarks(title)
  }
  end()
  return blocks
}

function withoutMarks(text: string): string {
  return text
    .replace(LINK, (_, words: string, address: string) =>
      words === '' || words === address ? address : `${words} (${address})`,
    )
    .replace(EMPHASIS, '$2')
    .trim()
}

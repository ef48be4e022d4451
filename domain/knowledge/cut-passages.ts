import type { DocumentBlock, Passage } from '#schema/knowledge.ts'

/** A passage is filled up to the first; nothing in it is longer than the second. */
const GOOD_LENGTH = 700
const LONGEST = 1_200
const LONGEST_TITLE = 200
const SENTENCE_END = /(?<=[.!?…])\s+|\n/

/** More of them would make every search slow, and no document that ARI answers from has as many. */
export const MOST_PASSAGES = 600

/** A document in pieces that answer one thing each: what stands together stays together, and each says where it stood. */
export function cutPassages(documentName: string, blocks: readonly DocumentBlock[]): Passage[] {
  const name = documentName.replace(/\.\w{1,8}$/, '')
  const passages: (Passage & { heading: string | null })[] = []
  for (const { heading, text } of blocks) {
    for (const piece of inPieces(text)) {
      const last = passages.at(-1)
      if (last && last.heading === heading && last.content.length + piece.length + 1 <= GOOD_LENGTH)
        last.content += `\n${piece}`
      else passages.push({ heading, title: titleOf(name, heading), content: piece })
    }
  }
  return passages.map(({ title, content }) => ({ title, content }))
}

function titleOf(name: string, heading: string | null): string {
  const title = heading === null || heading === name ? name : `${name} · ${heading}`
  return title.length <= LONGEST_TITLE ? title : `${title.slice(0, LONGEST_TITLE - 1)}…`
}

/** The text, cut between sentences where it is too long, and between words where a sentence is. */
function inPieces(text: string): string[] {
  if (text.length <= LONGEST) return [text]
  const pieces: string[] = []
  let piece = ''
  for (const part of text.split(SENTENCE_END).flatMap((sentence) => inWords(sentence))) {
    if (piece !== '' && piece.length + part.length + 1 > GOOD_LENGTH) {
      pieces.push(piece)
      piece = ''
    }
    piece = piece === '' ? part : `${piece} ${part}`
  }
  return piece === '' ? pieces : [...pieces, piece]
}

function inWords(sentence: string): string[] {
  return sentence.length <= LONGEST
    ? [sentence]
    : (sentence.match(/.{1,700}(?:\s|$)|.{1,700}/gsu) ?? []).map((part) => part.trim())
}

import { h, safeUrl, type Child } from './dom.ts'

type Mark = { tag: 'strong' | 'em' | 's' | 'code'; pattern: RegExp }

// WhatsApp's own marks; they count only around words, so that 2*3*4 and snake_case stay as they are.
const MARKS: readonly Mark[] = [
  { tag: 'code', pattern: /```([^`]+)```/ },
  { tag: 'code', pattern: /`([^`\n]+)`/ },
  { tag: 'strong', pattern: /(?<![\w*])\*(?=\S)([^*\n]*[^*\s])\*(?![\w*])/ },
  { tag: 'em', pattern: /(?<![\w_])_(?=\S)([^_\n]*[^_\s])_(?![\w_])/ },
  { tag: 's', pattern: /(?<![\w~])~(?=\S)([^~\n]*[^~\s])~(?![\w~])/ },
]
const LINK = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/

/** A text with its links and WhatsApp's *bold*, _italic_, ~struck~ and `fixed`; nothing else means anything. */
export function formatted(text: string): Child[] {
  const link = LINK.exec(text)
  const url = link ? safeUrl(link[0]) : undefined
  if (link && url !== undefined) {
    const anchor = h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, link[0])
    return [...marked(text.slice(0, link.index)), anchor, ...formatted(text.slice(link.index + link[0].length))]
  }
  return marked(text)
}

function marked(text: string): Child[] {
  let first: { mark: Mark; match: RegExpExecArray } | undefined
  for (const mark of MARKS) {
    const match = mark.pattern.exec(text)
    if (match && (!first || match.index < first.match.index)) first = { mark, match }
  }
  if (!first) return text ? [text] : []
  const { mark, match } = first
  const inside = match[1] ?? ''
  const element = h(mark.tag, {}, ...(mark.tag === 'code' ? [inside] : marked(inside)))
  return [text.slice(0, match.index), element, ...marked(text.slice(match.index + match[0].length))]
}

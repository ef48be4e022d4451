import { h } from './dom.ts'

const HUES = 6

/** Somebody's initials on a colour that is always theirs. */
export function avatar(name: string, style = ''): HTMLElement {
  const words = name.trim().split(/\s+/)
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => firstLetter(word ?? ''))
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return h(
    'span',
    { class: `avatar hue-${String(sum % HUES)} ${style}`, 'aria-hidden': 'true' },
    initials.join('').toUpperCase(),
  )
}

function firstLetter(word: string): string {
  for (const { segment } of new Intl.Segmenter().segment(word)) return segment
  return ''
}

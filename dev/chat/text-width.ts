const graphemes = new Intl.Segmenter('id', { granularity: 'grapheme' })
const WIDE =
  /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/u

/** How many cells a text takes in a terminal. */
export function widthOf(text: string): number {
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1
  return width
}

/** Breaks at spaces; a word longer than a line is cut. */
export function wrap(text: string, most: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, most))
}

function wrapLine(line: string, most: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ').flatMap((whole) => pieces(whole, most))) {
    const longer = current === '' ? word : `${current} ${word}`
    if (widthOf(longer) <= most) current = longer
    else {
      lines.push(current)
      current = word
    }
  }
  return [...lines, current]
}

function pieces(word: string, most: number): string[] {
  if (widthOf(word) <= most) return [word]
  const parts: string[] = []
  let current = ''
  for (const { segment } of graphemes.segment(word)) {
    if (widthOf(current + segment) > most) {
      parts.push(current)
      current = ''
    }
    current += segment
  }
  return [...parts, current]
}

/** Nothing that a message says may steer the terminal. */
export const printable = (text: string) =>
  text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')

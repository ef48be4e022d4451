/** A piece of a text beside another one: in both, only in the old one, or only in the new one. */
export type DiffPart = { kind: 'same' | 'removed' | 'added'; text: string }

const PIECES = /\s+|[\p{L}\p{M}\p{N}]+|[^\s]/gu

/** What became of a text, word by word: what went away stands before what came in its place. */
export function wordDiff(before: string, after: string): DiffPart[] {
  const [old, now] = [piecesOf(before), piecesOf(after)]
  const parts: DiffPart[] = []
  const add = (kind: DiffPart['kind'], text: string) => {
    const last = parts.at(-1)
    if (last?.kind === kind) last.text += text
    else if (text !== '') parts.push({ kind, text })
  }
  const lengths = commonLengths(old, now)
  const at = (row: number, column: number) => lengths[row * (now.length + 1) + column] ?? 0
  let [row, column] = [0, 0]
  while (row < old.length || column < now.length) {
    if (row < old.length && old[row] === now[column]) {
      add('same', old[row] ?? '')
      row += 1
      column += 1
    } else if (column >= now.length || (row < old.length && at(row + 1, column) >= at(row, column + 1))) {
      add('removed', old[row] ?? '')
      row += 1
    } else {
      add('added', now[column] ?? '')
      column += 1
    }
  }
  return joined(parts)
}

/** How many words were changed, a replaced one counting once. */
export function changedWords(parts: readonly DiffPart[]): number {
  let [removed, added, sum] = [0, 0, 0]
  const count = (text: string) => (text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).length || 1
  for (const { kind, text } of [...parts, { kind: 'same', text: '' } as const]) {
    if (kind === 'removed') removed += count(text)
    else if (kind === 'added') added += count(text)
    else {
      sum += Math.max(removed, added)
      removed = 0
      added = 0
    }
  }
  return sum
}

const piecesOf = (text: string): string[] => text.match(PIECES) ?? []

/** Of each pair of ends, how many pieces they have in common in the same order. */
function commonLengths(old: string[], now: string[]): Uint16Array {
  const width = now.length + 1
  const lengths = new Uint16Array((old.length + 1) * width)
  for (let row = old.length - 1; row >= 0; row -= 1)
    for (let column = now.length - 1; column >= 0; column -= 1) {
      const here = row * width + column
      const [below, beside] = [lengths[here + width] ?? 0, lengths[here + 1] ?? 0]
      lengths[here] = old[row] === now[column] ? (lengths[here + width + 1] ?? 0) + 1 : Math.max(below, beside)
    }
  return lengths
}

/** Words that were replaced one after the other are one replacement: the gaps between them say nothing. */
function joined(parts: DiffPart[]): DiffPart[] {
  const out: DiffPart[] = []
  let run: { removed: string; added: string } | null = null
  const close = () => {
    if (run === null) return
    if (run.removed !== '') out.push({ kind: 'removed', text: run.removed })
    if (run.added !== '') out.push({ kind: 'added', text: run.added })
    run = null
  }
  parts.forEach(({ kind, text }, index) => {
    const isGap = kind === 'same' && text.trim() === '' && run !== null && index < parts.length - 1
    if (kind === 'same' && !isGap) {
      close()
      out.push({ kind, text })
      return
    }
    run ??= { removed: '', added: '' }
    if (kind !== 'added') run.removed += text
    if (kind !== 'removed') run.added += text
  })
  close()
  return out
}

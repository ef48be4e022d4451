/** Who a quick reply may speak of: the customer, by their first name, and the one of us who writes. */
export type Filling = { customer: string | null; agent: string | null }

const NAMES: Readonly<Record<string, keyof Filling>> = {
  nama: 'customer',
  name: 'customer',
  petugas: 'agent',
  agent: 'agent',
}
const MARK = /\{\{([^{}]*)\}\}/g
/** What an unknown name leaves nothing of: the spaces before it, or at the head of a line all up to the first word. */
const AT_HEAD = /(^|\n)[ \t]*\{\{([^{}]*)\}\},?[ \t]*/g
const WITHIN = /[ \t]*\{\{([^{}]*)\}\}/g

const partOf = (given: string): keyof Filling | undefined => NAMES[given.trim().toLowerCase()]

/** The first thing in double braces that is no placeholder of ours; braces that do not close are given as they stand. */
export function findBadPlaceholder(text: string): string | null {
  for (const [mark, name = ''] of text.matchAll(MARK)) if (partOf(name) === undefined) return mark
  return /\{\{|\}\}/.exec(text.replace(MARK, ''))?.[0] ?? null
}

/** The text as it is sent. Who is not known leaves nothing behind, neither a placeholder nor a second space. */
export function fillPlaceholders(text: string, filling: Filling): string {
  const wordsFor = (name: string) => {
    const part = partOf(name)
    return part === undefined ? null : (filling[part]?.trim() ?? '')
  }
  return (
    text
      .replace(AT_HEAD, (whole, head: string, name: string) => (wordsFor(name) === '' ? head : whole))
      .replace(WITHIN, (whole, name: string) => (wordsFor(name) === '' ? '' : whole))
      // At once and last: what somebody is called is never read as a placeholder.
      .replace(MARK, (mark, name: string) => wordsFor(name) ?? mark)
  )
}

import { isId } from '../inbox/words.ts'

/** What a reviewer wrote about a draft and has not sent. */
export type Words = {
  /** In place of the draft; null where nothing was changed. */
  text: string | null
  /** Why it may be sent all the same. */
  reason: string
  /** What ARI is to be told. */
  kind: 'hint' | 'fact'
  body: string
}

export const NO_WORDS: Words = { text: null, reason: '', kind: 'hint', body: '' }

/** Whoever comes back later finds another draft there. */
const KEPT_FOR_MS = 3 * 24 * 60 * 60 * 1000
const MOST_KEPT = 50
const LONGEST = 8_000

/** `inbox/drafts.ts` forgets whatever begins so when somebody signs out. */
const PREFIX = 'review-words:'

export const isNothing = ({ text, reason, body }: Words) => text === null && reason === '' && body.trim() === ''

type Kept = { words: Words; atMs: number }

/** Words out of what this browser kept, as JSON; null where they are none, or too old. */
export function wordsFrom(json: string | null, nowMs: number): Kept | null {
  const { text, reason, kind, body, atMs } = fieldsOf(json)
  if (!(text === null || isText(text)) || !isText(reason) || !isText(body)) return null
  if ((kind !== 'hint' && kind !== 'fact') || typeof atMs !== 'number') return null
  // A clock that was put back does not keep them for ever.
  if (Math.abs(nowMs - atMs) > KEPT_FOR_MS) return null
  return { words: { text, reason, kind, body }, atMs }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST

function fieldsOf(json: string | null): Record<string, unknown> {
  try {
    return Object(JSON.parse(json ?? 'null')) as Record<string, unknown>
  } catch {
    return {}
  }
}

/**
 * What one person wrote in one workspace, by draft: in this browser, so that a page that is loaded anew, or another tab,
 * has it as well. Where the browser keeps nothing, it lasts as long as the page.
 */
export function createKeptWords({ workspaceId, userId }: { workspaceId: string; userId: string }) {
  const prefix = `${PREFIX}${workspaceId}:${userId}:`
  const kept = new Map<string, Kept>()

  const draftOf = (key: string) => (key.startsWith(prefix) ? key.slice(prefix.length) : '')
  function read(key: string): void {
    const draftId = draftOf(key)
    if (!isId(draftId)) return
    const found = wordsFrom(localStorage.getItem(key), Date.now())
    if (found === null) kept.delete(draftId)
    else kept.set(draftId, found)
  }
  function drop(draftId: string): void {
    kept.delete(draftId)
    attempt(() => localStorage.removeItem(prefix + draftId))
  }

  return {
    /** Reads what is kept, without what is too old. */
    readAll: (): void => {
      attempt(() => {
        for (const key of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
          if (wordsFrom(localStorage.getItem(key), Date.now()) === null) localStorage.removeItem(key)
          else read(key)
        }
      })
    },
    /** Another tab kept or dropped something. */
    hear: ({ key }: StorageEvent): void => {
      attempt(() => {
        if (key !== null) read(key)
      })
    },
    of: (draftId: string): Words => kept.get(draftId)?.words ?? NO_WORDS,
    has: (draftId: string): boolean => kept.has(draftId),
    keep: (draftId: string, words: Words): void => {
      if (isNothing(words)) {
        drop(draftId)
        return
      }
      const now = { words, atMs: Date.now() }
      // The one that was written in last stands last.
      kept.delete(draftId)
      kept.set(draftId, now)
      const oldest = [...kept].toSorted(([, one], [, other]) => one.atMs - other.atMs)
      for (const [id] of oldest.slice(0, Math.max(0, kept.size - MOST_KEPT))) drop(id)
      attempt(() => localStorage.setItem(prefix + draftId, JSON.stringify({ ...words, atMs: now.atMs })))
    },
    drop,
  }
}

/** A browser may refuse to keep anything; writing goes on without. */
function attempt(work: () => void): void {
  try {
    work()
  } catch {
    // Kept by the page alone.
  }
}

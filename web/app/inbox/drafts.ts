import type { LinkButton } from '#schema/quick-reply.ts'
import { linkFrom } from './kept.ts'

const PREFIX = 'draft:'
const LINK = 'draft-link:'
const UNSENT = 'unsent:'
/** What reviewers wrote, kept by `review/kept-words.ts`. */
const REVIEWED = 'review-words:'

/** What was being written to a contact when the page was left, also by a session that ended. Kept in this browser only. */
export function readDraft(contactId: string): string {
  return attempt(() => localStorage.getItem(PREFIX + contactId)) ?? ''
}

export function keepDraft(contactId: string, text: string): void {
  attempt(() => {
    if (text === '') localStorage.removeItem(PREFIX + contactId)
    else localStorage.setItem(PREFIX + contactId, text)
  })
}

/** The button under what was being written; null where there is none. */
export function readDraftLink(contactId: string): LinkButton | null {
  return attempt(() => linkFrom(JSON.parse(localStorage.getItem(LINK + contactId) ?? 'null'))) ?? null
}

export function keepDraftLink(contactId: string, link: LinkButton | null): void {
  attempt(() => {
    if (link === null) localStorage.removeItem(LINK + contactId)
    else localStorage.setItem(LINK + contactId, JSON.stringify(link))
  })
}

/** What was written to a contact and did not reach the server, as JSON; null when there is none. */
export function readUnsent(contactId: string): string | null {
  return attempt(() => localStorage.getItem(UNSENT + contactId)) ?? null
}

export function keepUnsent(contactId: string, messages: readonly unknown[]): void {
  attempt(() => {
    if (messages.length === 0) localStorage.removeItem(UNSENT + contactId)
    else localStorage.setItem(UNSENT + contactId, JSON.stringify(messages))
  })
}

/** Leaves nothing of what was written to whoever uses the browser next. */
export function forgetDrafts(): void {
  attempt(() => {
    for (const key of Object.keys(localStorage))
      if ([PREFIX, LINK, UNSENT, REVIEWED].some((prefix) => key.startsWith(prefix))) localStorage.removeItem(key)
  })
}

/** A browser may refuse to keep anything; writing goes on without. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

import type { ThreadMessage } from '../../whatsapp/shapes.ts'

export type Draft = { text: string; replyTo?: ThreadMessage | undefined; file?: File | undefined }

const KEY = 'phone.draft.'
const drafts = new Map<string, Draft>()

/** What somebody has begun to write, by customer. Texts survive a reload, files cannot. */
export function draftOf(customer: string): Draft {
  const known = drafts.get(customer)
  if (known) return known
  return { text: readStored(KEY + customer) }
}

export function keepDraft(customer: string, draft: Draft) {
  drafts.set(customer, draft)
  try {
    if (draft.text) sessionStorage.setItem(KEY + customer, draft.text)
    else sessionStorage.removeItem(KEY + customer)
  } catch {
    // No storage, or a text too long for it: it stays in memory.
  }
}

function readStored(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

import type { HeldDraft } from './contract.ts'

export type QueueFilter = 'all' | 'late' | 'risky'
export const QUEUE_FILTERS: readonly QueueFilter[] = ['all', 'late', 'risky']

const isLate = ({ dueAt }: HeldDraft, now: number) => dueAt !== null && Date.parse(dueAt) <= now

/** Whether a draft belongs to what the reviewer wants to see. */
function isWanted(draft: HeldDraft, filter: QueueFilter, now: number): boolean {
  if (filter === 'late') return isLate(draft, now)
  return filter === 'all' || draft.warnings.length > 0
}

/** How many drafts each filter shows. */
export function countsOf(drafts: readonly HeldDraft[], now: number): Record<QueueFilter, number> {
  const count = (filter: QueueFilter) => drafts.filter((draft) => isWanted(draft, filter, now)).length
  return { all: drafts.length, late: count('late'), risky: count('risky') }
}

/** What is overdue first, then the rest as they fall due; as the server gave them within each. */
export function groupsOf(drafts: readonly HeldDraft[], filter: QueueFilter, now: number) {
  const wanted = drafts.filter((draft) => isWanted(draft, filter, now))
  return { late: wanted.filter((draft) => isLate(draft, now)), due: wanted.filter((draft) => !isLate(draft, now)) }
}

/** The draft to read after this one: the one below it, else the most urgent; null where it was the last. */
export function nextAfter(order: readonly HeldDraft[], draftId: string): string | null {
  const place = order.findIndex((draft) => draft.draftId === draftId)
  const rest = order.filter((draft) => draft.draftId !== draftId)
  return (rest[Math.max(0, place)] ?? rest[0])?.draftId ?? null
}

/** The one `by` places away, staying within the list; the first where none is open. */
export function stepFrom(order: readonly HeldDraft[], draftId: string | undefined, by: 1 | -1): string | null {
  const place = order.findIndex((draft) => draft.draftId === draftId)
  return (place < 0 ? order[0] : order[place + by])?.draftId ?? null
}

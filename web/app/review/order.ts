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

type Wish = { filter: QueueFilter; now: number; batches?: readonly (readonly HeldDraft[])[] }

/**
 * What is overdue first, then the rest as they fall due; as the server gave them within each, but that those of a batch
 * stand together.
 */
export function groupsOf(drafts: readonly HeldDraft[], { filter, now, batches = [] }: Wish) {
  const wanted = drafts.filter((draft) => isWanted(draft, filter, now))
  return {
    late: together(
      wanted.filter((draft) => isLate(draft, now)),
      batches,
    ),
    due: together(
      wanted.filter((draft) => !isLate(draft, now)),
      batches,
    ),
  }
}

function together(drafts: readonly HeldDraft[], batches: readonly (readonly HeldDraft[])[]): HeldDraft[] {
  const batchOf = new Map(batches.flatMap((batch) => batch.map(({ draftId }) => [draftId, batch])))
  const shown = new Set<HeldDraft>()
  for (const draft of drafts) {
    shown.add(draft)
    const others = batchOf.get(draft.draftId)
    if (others === undefined) continue
    for (const other of drafts) if (others.some(({ draftId }) => draftId === other.draftId)) shown.add(other)
  }
  return [...shown]
}

/** A dialog can show no more of them. */
const MOST_IN_BATCH = 20

/** The batches of what still waits, without what a colleague reads or what was written anew here; two or more each. */
export function batchesIn(
  drafts: readonly HeldDraft[],
  batches: readonly (readonly string[])[],
  isApart: (draft: HeldDraft) => boolean,
): HeldDraft[][] {
  const byId = new Map(drafts.map((draft) => [draft.draftId, draft]))
  return batches
    .map((ids) => ids.flatMap((id) => byId.get(id) ?? []).filter((draft) => !isApart(draft)))
    .filter((batch) => batch.length > 1)
    .map((batch) => batch.slice(0, MOST_IN_BATCH))
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

/**
 * The next one once more drafts are listed than were known: the one below; where all of those that came stand above, as
 * what is overdue does, the first of them.
 */
export function stepOn(
  order: readonly HeldDraft[],
  draftId: string | undefined,
  known: ReadonlySet<string>,
): string | null {
  return stepFrom(order, draftId, 1) ?? order.find((draft) => !known.has(draft.draftId))?.draftId ?? null
}

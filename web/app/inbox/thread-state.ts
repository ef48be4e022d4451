import type { LinkButton } from '#schema/quick-reply.ts'
import type { ThreadItem, ThreadMessage } from './contract.ts'
import { unconfirmedFrom, type Unconfirmed } from './kept.ts'
import type { StatusNews } from './news.ts'

/** A message that the server has not confirmed: under way, or not taken (it can be sent again). */
export type LocalMessage = ThreadMessage & { local: 'sending' | 'unsent' }
export type ShownItem = ThreadItem | LocalMessage

const RANK: Record<string, number> = { queued: 0, sending: 1, sent: 2, delivered: 3, read: 4, failed: 5, withdrawn: 5 }

export function isLocal(item: ShownItem): item is LocalMessage {
  return 'local' in item
}

/**
 * The later of two states of a message: news may come out of order, an older reading says nothing, and a mark never
 * goes back, but for one that failed or was withdrawn, and is sent again.
 */
function laterOf(known: ThreadMessage, news: ThreadMessage): ThreadMessage {
  const { status, failure, changedAt } = known
  if ((news.changedAt ?? Infinity) < (changedAt ?? 0)) return known
  const isAgain = (status === 'failed' || status === 'withdrawn') && (news.changedAt ?? 0) > (changedAt ?? Infinity)
  const goesBack = !isAgain && (RANK[news.status] ?? 0) < (RANK[status] ?? 0)
  return goesBack ? { ...news, status, failure, ...(changedAt !== undefined && { changedAt }) } : news
}

const keyOf = (item: ShownItem) => `${item.type === 'message' ? 'm' : 'e'}:${item.id}`

/** Takes what came into what is shown, each once, in the order of time. What we know as local is confirmed by it. */
export function mergeItems(shown: readonly ShownItem[], news: readonly ThreadItem[]): ShownItem[] {
  const byKey = new Map<string, ShownItem>(shown.map((item) => [keyOf(item), item]))
  for (const item of news) {
    const known = byKey.get(keyOf(item))
    const isConfirmed = known?.type === 'message' && item.type === 'message' && !isLocal(known)
    byKey.set(keyOf(item), isConfirmed ? laterOf(known, item) : item)
  }
  return [...byKey.values()].sort(inOrder)
}

/** What is under way stands last: its time is this browser's, whose clock may be wrong. */
function inOrder(one: ShownItem, other: ShownItem): number {
  if (isLocal(one) !== isLocal(other)) return isLocal(one) ? 1 : -1
  return one.at.localeCompare(other.at) || one.id.localeCompare(other.id)
}

/** A message's new mark; nothing changes where the message is not shown or the mark would go back. */
export function applyStatus(shown: readonly ShownItem[], { id, ...news }: StatusNews): ShownItem[] {
  return shown.map((item) =>
    item.type === 'message' && item.id === id && !isLocal(item) ? laterOf(item, { ...item, ...news }) : item,
  )
}

/** A message of one's own, shown before the server has it. */
export function withLocal(shown: readonly ShownItem[], message: LocalMessage): ShownItem[] {
  return [...shown.filter((item) => keyOf(item) !== keyOf(message)), message]
}

/** What this browser kept of messages that did not reach the server, to be sent again; what is no such thing is left. */
export function unsentFrom(kept: string | null, authorName: string): LocalMessage[] {
  return unconfirmedFrom(kept).map(({ link, ...message }) => ({
    ...{ type: 'message', author: 'staff', authorName, ...withLink(link) },
    ...{ status: 'queued', failure: null, local: 'unsent' },
    ...message,
  }))
}

/** What a message of one's own is: its words, or these with a button under them. */
export function withLink(link: LinkButton | undefined): Pick<LocalMessage, 'kind' | 'content'> {
  return link === undefined ? { kind: 'text', content: {} } : { kind: 'interactive', content: { link } }
}

/** What is to be kept for that: all that the server has not confirmed. */
export function unconfirmed(shown: readonly ShownItem[]): Unconfirmed[] {
  return shown
    .filter(isLocal)
    .map(({ id, body, at, replyTo, content: { link } }) => ({ id, body, at, replyTo, ...(link && { link }) }))
}

export function without(shown: readonly ShownItem[], messageId: string): ShownItem[] {
  return shown.filter((item) => !(item.type === 'message' && item.id === messageId))
}

export type DayOfItems = { dayNumber: number; at: string; items: ShownItem[] }

/** The items by day, as `dayOf` counts days. */
export function byDay(items: readonly ShownItem[], dayOf: (at: number) => number): DayOfItems[] {
  const days: DayOfItems[] = []
  for (const item of items) {
    const dayNumber = dayOf(Date.parse(item.at))
    const last = days.at(-1)
    if (last?.dayNumber === dayNumber) last.items.push(item)
    else days.push({ dayNumber, at: item.at, items: [item] })
  }
  return days
}

/** The last reaction of each who reacted, by the message it is to; and the rest, which stands for itself. */
export function foldReactions(items: readonly ShownItem[]): {
  rest: ShownItem[]
  reactions: ReadonlyMap<string, readonly string[]>
} {
  const shown = new Set(items.flatMap((item) => (item.type === 'message' ? [item.id] : [])))
  const byTarget = new Map<string, Map<string, string>>()
  const rest: ShownItem[] = []
  for (const item of items) {
    const target = item.type === 'message' && item.kind === 'reaction' ? item.replyTo?.id : undefined
    if (item.type !== 'message' || target === undefined || !shown.has(target)) {
      rest.push(item)
      continue
    }
    const own = byTarget.get(target) ?? new Map<string, string>()
    const emoji = item.content.reaction?.emoji
    // One without an emoji takes the one before it back.
    if (emoji === undefined) own.delete(item.author)
    else own.set(item.author, emoji)
    byTarget.set(target, own)
  }
  return { rest, reactions: new Map([...byTarget].map(([id, own]) => [id, [...own.values()]])) }
}

const TOGETHER_MS = 5 * 60_000

/** Whether a message begins a run of one author: the first has the tail and says who wrote. */
export function beginsRun(before: ShownItem | undefined, message: ThreadMessage): boolean {
  if (before?.type !== 'message') return true
  const isSame = before.author === message.author && before.authorName === message.authorName
  return !isSame || Date.parse(message.at) - Date.parse(before.at) > TOGETHER_MS
}

import type { WorkspaceTx } from '#db/connect.ts'
import { readClock } from '#db/queries/health.ts'
import type { Live, News } from './live.server.ts'
import { createNewsQueue } from './news-queue.server.ts'
import { createRoom, type Event } from './room.server.ts'

export type EventStreamOptions = {
  live: Live
  workspaceId: string
  tx: <T>(work: (tx: WorkspaceTx) => Promise<T>) => Promise<T>
  /** The thread that is open; without one there is only news of the list. */
  open: { contactId: string; conversationId: string } | null
  /** The id of the last event that the reader got before: milliseconds. */
  after: number | null
  /** Whether the reader may still read: asked again and again. */
  isStillAllowed: () => Promise<boolean>
  signal: AbortSignal
  pace?: Pace
}

type Pace = { beatMs: number; gatherMs: number; typingMs: number; stalledMs: number }

const PACE: Pace = {
  // Proxies cut what is silent for long.
  beatMs: 15_000,
  gatherMs: 50,
  // A worker that died does not type for ever.
  typingMs: 60_000,
  stalledMs: 60_000,
}
const RECONNECT_MS = 2_000
const TYPING_STARTS = 'typing:start'
/** News of these kinds say nothing of a conversation but its messages. */
const OF_MESSAGES = ['message', 'status']
const OF_BOOKINGS = 'booking'

class ReaderStalled extends Error {
  override name = 'ReaderStalled'
}

/**
 * Server-sent events of a workspace, and of the thread that is open. First comes what changed since `after`, and the
 * word to look again; from then on what happens. Who comes back with the last id misses nothing; who reads too slowly
 * is sent away to come back.
 */
export function openEventStream(options: EventStreamOptions): ReadableStream<Uint8Array> {
  const { signal, pace = PACE } = options
  const stopping = new AbortController()
  const parts = writeEvents(options, pace, stopping.signal)
  const encoder = new TextEncoder()
  let wantedAtMs = Date.now()
  const undo: (() => void)[] = []

  async function close(): Promise<void> {
    for (const one of undo.splice(0)) one()
    stopping.abort()
    await parts.return()
  }

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const isStalled = () => (controller.desiredSize ?? 0) <= 0
        const giveUp = () => {
          // Whoever reads is told the end in its turn; whoever does not would never be.
          if (isStalled()) controller.error(new ReaderStalled())
          void close()
        }
        const watch = setInterval(() => {
          if (isStalled() && Date.now() - wantedAtMs >= pace.stalledMs) giveUp()
        }, pace.beatMs)
        signal.addEventListener('abort', giveUp)
        undo.push(
          () => clearInterval(watch),
          () => signal.removeEventListener('abort', giveUp),
        )
        if (signal.aborted) stopping.abort()
      },
      async pull(controller) {
        wantedAtMs = Date.now()
        try {
          const { done, value } = await parts.next()
          if (done !== true) {
            controller.enqueue(encoder.encode(value))
            return
          }
          await close()
          controller.close()
        } catch (error) {
          await close()
          throw error
        }
      },
      cancel: close,
    },
    { highWaterMark: 1 },
  )
}

async function* writeEvents(
  { live, workspaceId, tx, open, after, isStillAllowed }: EventStreamOptions,
  { beatMs, gatherMs, typingMs }: Pace,
  signal: AbortSignal,
): AsyncGenerator<string, void, void> {
  const queue = createNewsQueue(signal)
  const unsubscribe = live.subscribe(workspaceId, (news) => queue.put(news))
  try {
    yield `retry: ${RECONNECT_MS}\n\n`
    const room = open && createRoom(open.conversationId)
    const typing = createTyping(typingMs)
    const now = await tx(readClock)
    let cursor = new Date(Math.min(after ?? now.getTime(), now.getTime()))
    let allowedAtMs = Date.now()
    // What changed between the page's own reading and now is not known.
    queue.put('gap')

    for (;;) {
      await queue.wait(beatMs)
      if (signal.aborted) return
      if (Date.now() - allowedAtMs >= beatMs) {
        if (!(await isStillAllowed())) return
        allowedAtMs = Date.now()
        yield ': here\n\n'
      }
      const { news, isGap, isFull } = queue.take()
      if (isFull || (open && news.some((one) => isElsewhere(one, open)))) return
      const inRoom = news.filter(({ conversationId }) => conversationId === open?.conversationId)
      const { isOver, begins } = typing.after(inRoom, isGap)
      const about = { conversationId: open?.conversationId }

      const events: Event[] = []
      if (room && isOver) events.push({ event: 'typing:stop', data: about })
      if (room && (isGap || inRoom.some(({ kind }) => kind !== TYPING_STARTS))) {
        const since = cursor
        const read = await tx((work) => room.changesSince(work, since))
        cursor = read.readAt
        events.push(...read.events)
      }
      if (room && (isGap || inRoom.some(isOfState))) events.push({ event: 'conversation', data: about })
      events.push(...listEvents(news, isGap))
      if (news.some(({ kind }) => kind === OF_BOOKINGS)) events.push({ event: 'bookings', data: {} })
      if (room && begins) events.push({ event: TYPING_STARTS, data: about })

      for (const { event, data } of events)
        yield `id: ${cursor.getTime()}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
      if (news.length > 0) await queue.gather(gatherMs)
    }
  } finally {
    unsubscribe()
  }
}

/** The contact writes elsewhere now, or is another one: the reader is to come back, to that conversation. */
function isElsewhere(news: News, open: { contactId: string; conversationId: string }): boolean {
  if (news.kind === 'merged') return news.conversationId === open.conversationId
  return news.contactId === open.contactId && news.conversationId !== open.conversationId
}

function isOfState({ kind }: News): boolean {
  return kind !== TYPING_STARTS && !OF_MESSAGES.includes(kind)
}

/** Each row of the list that changed; after a gap any may have. */
function listEvents(news: News[], isGap: boolean): Event[] {
  if (isGap) return [{ event: 'list', data: { contactId: null, conversationId: null } }]
  const rows = new Map(
    news
      .filter(({ kind }) => kind !== TYPING_STARTS)
      .map(({ contactId, conversationId }) => [conversationId, { contactId, conversationId }]),
  )
  return [...rows.values()].map((data) => ({ event: 'list', data }))
}

/**
 * Whether ARI is drafting a reply. The worker tells when it begins; whatever becomes of the draft (sent, held, handed
 * to people, overtaken by a person) changes the conversation's state, and that is the end of it.
 */
function createTyping(longestMs: number) {
  let sinceMs: number | null = null
  return {
    after(news: News[], isGap: boolean): { isOver: boolean; begins: boolean } {
      // What is told of a consultation comes in its own time, whatever ARI is at.
      const last = news.findLast((one) => one.kind === TYPING_STARTS || (isOfState(one) && one.kind !== OF_BOOKINGS))
      const begins = last?.kind === TYPING_STARTS
      const isLate = sinceMs !== null && Date.now() - sinceMs > longestMs
      const isOver = isGap || isLate || (sinceMs !== null && last !== undefined && !begins)
      if (isOver) sinceMs = null
      if (begins) sinceMs = Date.now()
      return { isOver, begins }
    },
  }
}

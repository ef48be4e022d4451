import type { ThreadMessage } from './contract.ts'

export type StatusNews = Pick<ThreadMessage, 'id' | 'status' | 'failure' | 'changedAt'>

/** What the event stream tells a page. `opened`: it is connected, also again after a gap. */
export type News =
  | { kind: 'opened' }
  | { kind: 'message:new'; message: ThreadMessage }
  | ({ kind: 'message:status' } & StatusNews)
  | { kind: 'typing:start' | 'typing:stop' }
  | { kind: 'conversation' }
  | { kind: 'list' }
  /** Of some consultation of the workspace. */
  | { kind: 'bookings' }

export type Listener = (news: News) => void
type Told = { onNews: Listener; onConnection: (state: 'live' | 'lost') => void }

const AGAIN_MS = 3_000
const HIDDEN_FOR_MS = 60_000

/**
 * Listens to the event stream until it is stopped, and begins again when it breaks: the server then tells what was
 * missed. A page that is out of sight for a minute lets go of its connection; browsers have few.
 */
export function listen(contactId: string | undefined, { onNews, onConnection }: Told): () => void {
  let source: EventSource | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  let lastId = ''

  function open() {
    clearTimeout(again)
    source?.close()
    const query = new URLSearchParams({ ...(contactId && { contact: contactId }), ...(lastId && { after: lastId }) })
    source = new EventSource(`/api/events?${query.toString()}`)
    source.onopen = () => {
      onConnection('live')
      onNews({ kind: 'opened' })
    }
    source.onerror = () => {
      onConnection('lost')
      // A browser tries again by itself only where the answer was a stream.
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS)
    }
    const on = (name: string, tell: (data: never) => News) =>
      source?.addEventListener(name, (event: MessageEvent<string>) => {
        lastId = event.lastEventId
        onNews(tell(JSON.parse(event.data) as never))
      })
    on('message:new', (message: ThreadMessage) => ({ kind: 'message:new', message }))
    on('message:status', (news: StatusNews) => ({
      kind: 'message:status',
      ...news,
    }))
    on('typing:start', () => ({ kind: 'typing:start' }))
    on('typing:stop', () => ({ kind: 'typing:stop' }))
    on('conversation', () => ({ kind: 'conversation' }))
    on('list', () => ({ kind: 'list' }))
    on('bookings', () => ({ kind: 'bookings' }))
  }

  let hidden: ReturnType<typeof setTimeout> | undefined
  function onVisibility() {
    clearTimeout(hidden)
    if (document.visibilityState === 'hidden') {
      hidden = setTimeout(() => {
        clearTimeout(again)
        source?.close()
        source = null
      }, HIDDEN_FOR_MS)
    } else if (source === null) open()
  }

  open()
  document.addEventListener('visibilitychange', onVisibility)
  window.addEventListener('online', open)
  return () => {
    clearTimeout(again)
    clearTimeout(hidden)
    source?.close()
    document.removeEventListener('visibilitychange', onVisibility)
    window.removeEventListener('online', open)
  }
}

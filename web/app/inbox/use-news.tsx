import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react'
import { useConnection } from '../components/shell/connection.tsx'
import { listen, type Listener } from './news.ts'

const NewsContext = createContext<(listener: Listener) => () => void>(() => () => undefined)

/** One event stream for everything the inbox shows. */
export function NewsProvider({ contactId, children }: { contactId: string | undefined; children: ReactNode }) {
  const [listeners] = useState(() => new Set<Listener>())
  const [, setConnection] = useConnection()
  useEffect(() => {
    setConnection('waiting')
    return () => setConnection(null)
  }, [setConnection])
  useEffect(
    () =>
      listen(contactId, {
        onNews: (news) => {
          for (const listener of listeners) listener(news)
        },
        onConnection: setConnection,
      }),
    [contactId, listeners, setConnection],
  )
  const [subscribe] = useState(() => (listener: Listener) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  })
  return <NewsContext.Provider value={subscribe}>{children}</NewsContext.Provider>
}

/** Hears every piece of news while the component is shown. */
export function useNews(listener: Listener): void {
  const subscribe = useContext(NewsContext)
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => subscribe((news) => latest.current(news)), [subscribe])
}

const ASK_EVERY_MS = 3_000

/** Asks every 3 seconds while news does not come by itself. */
export function usePollWhenLost(ask: () => void): void {
  const [connection] = useConnection()
  const latest = useRef(ask)
  useEffect(() => {
    latest.current = ask
  })
  useEffect(() => {
    if (connection === 'live') return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') latest.current()
    }, ASK_EVERY_MS)
    return () => clearInterval(timer)
  }, [connection])
}

import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { createAsker } from '../../inbox/api.ts'
import type { ReviewCount } from '../../review/contract.ts'

const ASK_EVERY_MS = 15_000

type Waiting = {
  /** Drafts that wait for a reviewer. */
  waiting: number
  /** A page that knows says so. */
  tell: (waiting: number) => void
  ask: () => void
}

const WaitingContext = createContext<Waiting>({ waiting: 0, tell: () => undefined, ask: () => undefined })

/** How many drafts wait, on every page: asked for now and then, and at once where a page hears news. */
export function WaitingProvider({ loaded, children }: { loaded: number; children: ReactNode }) {
  const [waiting, setWaiting] = useState(loaded)
  const [asker] = useState(() => createAsker<ReviewCount>())
  useEffect(() => setWaiting(loaded), [loaded])
  const told = useMemo(() => {
    let isOver = false
    return {
      tell: setWaiting,
      ask: () => {
        if (isOver || document.visibilityState === 'hidden') return
        void asker('/api/review?count').then((answer) => {
          if (answer === 'unchanged') return
          if (answer.ok) setWaiting(answer.data.waiting)
          // Signed out, or no longer of this workspace: the next page says so.
          else if (answer.status === 401 || answer.status === 403) isOver = true
        })
      },
    }
  }, [asker])
  useEffect(() => {
    const timer = setInterval(told.ask, ASK_EVERY_MS)
    document.addEventListener('visibilitychange', told.ask)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', told.ask)
    }
  }, [told])
  return (
    <WaitingContext.Provider value={useMemo(() => ({ waiting, ...told }), [waiting, told])}>
      {children}
    </WaitingContext.Provider>
  )
}

export const useWaiting = () => useContext(WaitingContext)

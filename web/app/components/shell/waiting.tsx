import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { createAsker } from '../../inbox/api.ts'
import type { ReviewCount } from '../../review/contract.ts'

const ASK_EVERY_MS = 15_000

type Waiting = {
  /** Drafts that wait for a reviewer. */
  waiting: number
  /** A page that knows them says how many, and null when it is left: as long as one does, nothing is asked. */
  tell: (waiting: number | null) => void
  ask: () => void
  /** A page that nobody sees asks as well: it would sound. */
  countWhileHidden: (counts: boolean) => void
}

const WaitingContext = createContext<Waiting>({
  waiting: 0,
  tell: () => undefined,
  ask: () => undefined,
  countWhileHidden: () => undefined,
})

/** How many drafts wait, on every page: asked for now and then, and at once where a page hears news. */
export function WaitingProvider({ loaded, children }: { loaded: number; children: ReactNode }) {
  const [counted, setCounted] = useState(loaded)
  const [told, setTold] = useState<number | null>(null)
  const isKnown = useRef(false)
  const isOver = useRef(false)
  const countsHidden = useRef(false)
  useEffect(() => setCounted(loaded), [loaded])
  const [{ tell, ask, countWhileHidden }] = useState(() => {
    const asker = createAsker<ReviewCount>()
    let last = loaded
    return {
      tell: (now: number | null) => {
        isKnown.current = now !== null
        if (now !== null) setCounted(now)
        setTold(now)
      },
      ask: () => {
        if (isKnown.current || isOver.current) return
        if (document.visibilityState === 'hidden' && !countsHidden.current) return
        void asker('/api/review?count').then((answer) => {
          if (answer !== 'unchanged' && !answer.ok) {
            // Signed out, or no longer of this workspace: the next page says so.
            isOver.current = answer.status === 401 || answer.status === 403
            return
          }
          if (answer !== 'unchanged') last = answer.data.waiting
          setCounted(last)
        })
      },
      countWhileHidden: (counts: boolean) => {
        countsHidden.current = counts
      },
    }
  })
  useEffect(() => {
    const timer = setInterval(ask, ASK_EVERY_MS)
    document.addEventListener('visibilitychange', ask)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', ask)
    }
  }, [ask])
  const waiting = told ?? counted
  const value = useMemo(() => ({ waiting, tell, ask, countWhileHidden }), [waiting, tell, ask, countWhileHidden])
  return <WaitingContext.Provider value={value}>{children}</WaitingContext.Provider>
}

export const useWaiting = () => useContext(WaitingContext)

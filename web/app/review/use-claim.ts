import { useEffect, useRef, useState } from 'react'
import { postJson } from '../inbox/api.ts'
import type { ClaimAnswer } from './contract.ts'

/** Well within the time after which a claim lapses. */
const SAY_EVERY_MS = 15_000

/**
 * Says that one reads a draft, for as long as it is open and in sight; the name of the colleague who already does.
 * `reader` is who the list says reads it: until the server says who does, it is they, and when they leave, it is taken
 * at once.
 */
export function useClaim(draftId: string, reader: { id: string; name: string } | null, me: string): string | null {
  const [takenBy, setTakenBy] = useState(reader === null || reader.id === me ? null : reader.name)
  const take = useRef<() => void>(() => undefined)
  useEffect(() => {
    const path = `/api/review/${draftId}/claim`
    let isOver = false
    let last: Promise<unknown> = Promise.resolve()
    take.current = () => {
      if (document.visibilityState === 'hidden') return
      last = postJson<ClaimAnswer>(path, { order: 'take' }).then((answer) => {
        if (!isOver && answer.ok) setTakenBy(answer.data.outcome === 'taken' ? answer.data.by : null)
      })
    }
    // Outlives the page; whether it arrives or not, the claim lapses.
    const leave = () =>
      fetch(path, {
        method: 'POST',
        keepalive: true,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ order: 'leave' }),
      }).catch(() => undefined)
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') void leave()
      else take.current()
    }
    const onHide = () => void leave()
    take.current()
    const timer = setInterval(() => take.current(), SAY_EVERY_MS)
    document.addEventListener('visibilitychange', onVisibility)
    window.addEventListener('pagehide', onHide)
    return () => {
      isOver = true
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onVisibility)
      window.removeEventListener('pagehide', onHide)
      void last.then(leave)
    }
  }, [draftId])
  useEffect(() => {
    if (reader === null && takenBy !== null) take.current()
  }, [reader, takenBy])
  return takenBy
}

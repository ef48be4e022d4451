import { useEffect, useState } from 'react'
import { createAsker } from '../inbox/api.ts'
import type { ProposalCount } from './learning.ts'

const ASK_EVERY_MS = 60_000
const listeners = new Set<() => void>()

/** Something of the proposals was decided here: whoever shows how many are open asks again. */
export function tellProposalsChanged(): void {
  for (const listener of listeners) listener()
}

/** How many proposals wait for an admin; null until it is known. */
export function useOpenProposals(): number | null {
  const [open, setOpen] = useState<number | null>(null)
  useEffect(() => {
    const asker = createAsker<ProposalCount>()
    let isLeft = false
    const ask = () => {
      if (document.visibilityState === 'hidden') return
      void asker('/api/review/proposals?count').then((answer) => {
        if (!isLeft && answer !== 'unchanged' && answer.ok) setOpen(answer.data.open)
      })
    }
    ask()
    listeners.add(ask)
    const timer = setInterval(ask, ASK_EVERY_MS)
    return () => {
      isLeft = true
      listeners.delete(ask)
      clearInterval(timer)
    }
  }, [])
  return open
}

import { useEffect, useState } from 'react'
import { createKeptWords } from './kept-words.ts'

export type KeptWords = ReturnType<typeof useKeptWords>

/** What this person wrote about drafts and has not sent. `isRead`: until then nothing of it is known. */
export function useKeptWords(of: { workspaceId: string; userId: string }) {
  const [kept] = useState(() => createKeptWords(of))
  const [isRead, setRead] = useState(false)
  const [, renew] = useState(0)
  useEffect(() => {
    kept.readAll()
    setRead(true)
    window.addEventListener('storage', kept.hear)
    return () => window.removeEventListener('storage', kept.hear)
  }, [kept])
  return {
    isRead,
    of: kept.of,
    has: kept.has,
    keep: kept.keep,
    drop(draftId: string) {
      kept.drop(draftId)
      renew((times) => times + 1)
    },
  }
}

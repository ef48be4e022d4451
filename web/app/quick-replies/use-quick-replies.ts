import { useEffect, useRef, useState } from 'react'
import { createAsker } from '../inbox/api.ts'
import type { QuickReplyList, ShownQuickReply } from './contract.ts'

type Loaded = { state: 'loading' | 'failed' | 'ready'; replies: ShownQuickReply[] }

const LOADING: Loaded = { state: 'loading', replies: [] }

/** The quick replies as they are at each opening: one that was edited meanwhile is used with its new text. */
export function useQuickReplies(isOpen: boolean): Loaded {
  const [ask] = useState(() => createAsker<QuickReplyList>())
  const known = useRef<ShownQuickReply[]>([])
  const [loaded, setLoaded] = useState(LOADING)
  useEffect(() => {
    if (!isOpen) return
    let isCurrent = true
    void ask('/api/quick-replies').then((answer) => {
      const isHere = answer === 'unchanged' || answer.ok
      if (answer !== 'unchanged' && answer.ok) known.current = answer.data.replies
      if (isCurrent) setLoaded(isHere ? { state: 'ready', replies: known.current } : { state: 'failed', replies: [] })
    })
    return () => {
      isCurrent = false
      // Already on closing: between the next opening and its answer nobody is to choose from the old ones.
      setLoaded(LOADING)
    }
  }, [ask, isOpen])
  return loaded
}

import { useEffect, useRef, useState } from 'react'
import { createAsker } from '../inbox/api.ts'
import type { HeldAnswer, HeldDraft } from './contract.ts'
import { useGoneWords } from './use-gone-words.ts'
import type { Decided } from './use-queue.ts'
import type { Worklist } from './use-worklist.ts'

/** At a time; each is decided for itself. */
const AT_ONCE = 4

/** Why one of them was not approved; `what` is the rest of a sentence about it, or a text's name. */
export type NotApproved = { draft: HeldDraft; why: 'gone' | 'unavailable' | 'signedOut' | 'notTaken'; what: string }

/** Drafts that are read together: what each customer asked, and approving each by a decision of its own. */
export function useBatch(batch: readonly HeldDraft[], worklist: Worklist) {
  const goneWords = useGoneWords()
  const [asked, setAsked] = useState<ReadonlyMap<string, string>>(new Map())
  const [isBusy, setBusy] = useState(false)
  const [approved, setApproved] = useState(0)
  const [notApproved, setNotApproved] = useState<NotApproved[]>([])
  const latest = useRef(worklist)
  useEffect(() => {
    latest.current = worklist
  })
  const waiting = batch.filter(({ draftId }) => worklist.drafts.some((draft) => draft.draftId === draftId))

  useEffect(() => {
    let isOver = false
    for (const { draftId } of batch)
      void createAsker<HeldAnswer>()(`/api/review/${draftId}`).then((answer) => {
        if (isOver || answer === 'unchanged' || !answer.ok || answer.data.outcome !== 'held') return
        const { thread } = answer.data.held
        const last = thread.findLast((item) => item.type === 'message' && item.author === 'customer')
        if (last?.type === 'message') setAsked((before) => new Map(before).set(draftId, last.body))
      })
    return () => {
      isOver = true
    }
  }, [batch])

  async function approve(): Promise<void> {
    if (isBusy || waiting.length === 0) return
    setBusy(true)
    const left = [...waiting]
    const failed: NotApproved[] = []
    let done = 0
    const work = async () => {
      for (let draft = left.shift(); draft !== undefined; draft = left.shift()) {
        const came = await worklist.decide(draft.draftId, { verdict: 'approve' })
        if (came.outcome === 'done') done += 1
        else failed.push(notApprovedOf(draft, came))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    setBusy(false)
    setApproved(done)
    setNotApproved(failed)
    // As the list is now, without what was decided.
    if (failed.length === 0) latest.current.closeBatch()
  }

  function notApprovedOf(draft: HeldDraft, came: Decided): NotApproved {
    if (came.outcome === 'gone') return { draft, why: 'gone', what: goneWords(came) }
    const isKnown = came.outcome !== 'unavailable' && came.outcome !== 'signedOut'
    return { draft, why: isKnown ? 'notTaken' : came.outcome, what: '' }
  }

  return { asked, waiting, isBusy, approved, notApproved, approve }
}

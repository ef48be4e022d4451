import { useEffect, useMemo, useRef, useState } from 'react'
import { useWaiting } from '../components/shell/waiting.tsx'
import { createAsker, postJson, type Answer } from '../inbox/api.ts'
import { useNews, usePollWhenLost } from '../inbox/use-news.tsx'
import type { HeldDraft, ReviewAnswer, ReviewOrder, ReviewQueue } from './contract.ts'
import { MOST_SHOWN, SHOWN_AT_FIRST } from './limits.ts'

const GATHER_MS = 100

/**
 * What an order came to. `refused`: by field, what is wrong with its words. `notTaken`: the server would not hear it;
 * `unavailable`, beside it: nobody knows.
 */
export type Decided =
  ReviewAnswer | { outcome: 'refused'; errors: Record<string, string> } | { outcome: 'signedOut' | 'notTaken' }

/**
 * What waits, as it is now: renewed by news. What was decided here is out of it at once. Of very many the list begins
 * with those that are due first, and goes on as far as it was asked to.
 */
export function useQueue(loaded: ReviewQueue) {
  const [queue, setQueue] = useState(loaded)
  const [decided, setDecided] = useState<ReadonlySet<string>>(() => new Set())
  const [ask] = useState(() => createAsker<ReviewQueue>())
  const { tell } = useWaiting()
  useEffect(() => setQueue(loaded), [loaded])
  const drafts = useMemo(() => queue.drafts.filter(({ draftId }) => !decided.has(draftId)), [queue, decided])
  const waiting = queue.waiting - (queue.drafts.length - drafts.length)
  useEffect(() => tell(waiting), [tell, waiting])
  useEffect(() => () => tell(null), [tell])

  /** How much of it is listed. */
  const most = useRef(SHOWN_AT_FIRST)
  const [more, setMore] = useState<'idle' | 'loading' | 'failed'>('idle')
  const asking = useRef<{ again: boolean } | null>(null)
  /** One after the other: an answer never overtakes a later one. */
  async function refresh(): Promise<void> {
    if (asking.current !== null) {
      asking.current.again = true
      return
    }
    const round = { again: true }
    asking.current = round
    while (round.again) {
      round.again = false
      const wished = most.current
      const answer = await ask(wished > SHOWN_AT_FIRST ? `/api/review?most=${String(wished)}` : '/api/review')
      if (answer !== 'unchanged' && answer.ok) {
        const fresh = answer.data
        setQueue((before) => ({ ...fresh, drafts: keptWhereSame(before.drafts, fresh.drafts) }))
      }
      if (wished !== most.current) continue
      const isThere = answer === 'unchanged' || answer.ok
      setMore((before) => (isThere ? 'idle' : before === 'loading' ? 'failed' : before))
    }
    asking.current = null
  }

  /** Lists more of what waits, where there is more and a list can be that long. */
  const hasMore = queue.waiting > queue.drafts.length && queue.drafts.length < MOST_SHOWN
  function loadMore(): void {
    if (!hasMore || more === 'loading') return
    most.current = Math.min(queue.drafts.length + SHOWN_AT_FIRST, MOST_SHOWN)
    setMore('loading')
    void refresh()
  }

  const gathering = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(gathering.current), [])
  useNews((news) => {
    if (news.kind !== 'list' && news.kind !== 'opened') return
    clearTimeout(gathering.current)
    gathering.current = setTimeout(() => void refresh(), GATHER_MS)
  })
  usePollWhenLost(() => void refresh())

  /** Known at once, and not with the next drawing: two quick keys are one decision. */
  const underWay = useRef(new Set<string>())
  const mark = (draftId: string, isDecided: boolean) =>
    setDecided((before) => {
      const after = new Set(before)
      if (isDecided) after.add(draftId)
      else after.delete(draftId)
      return after
    })

  /** Has a decision carried out. One that nothing of can be mended is out of the list before it is answered. */
  async function decide(draftId: string, order: ReviewOrder): Promise<Decided> {
    underWay.current.add(draftId)
    if (order.verdict === 'approve' || order.verdict === 'escalate') mark(draftId, true)
    const came = cameOf(await postJson<ReviewAnswer>(`/api/review/${draftId}`, order))
    const isOver = came.outcome === 'done' || came.outcome === 'gone'
    mark(draftId, isOver)
    if (!isOver) underWay.current.delete(draftId)
    // Whether one that nobody answered counted, the list says.
    if (isOver || came.outcome === 'unavailable') void refresh()
    return came
  }

  return {
    queue,
    drafts,
    waiting,
    more,
    hasMore,
    loadMore,
    isDecided: (draftId: string) => decided.has(draftId),
    isDeciding: (draftId: string) => underWay.current.has(draftId),
    decide,
  }
}

/** What says the same is the same object: only what changed is drawn anew. */
function keptWhereSame(before: readonly HeldDraft[], now: readonly HeldDraft[]): HeldDraft[] {
  const known = new Map(before.map((draft) => [draft.draftId, draft]))
  return now.map((draft) => {
    const old = known.get(draft.draftId)
    return old !== undefined && JSON.stringify(old) === JSON.stringify(draft) ? old : draft
  })
}

const OUTCOMES = ['done', 'gone', 'check', 'unavailable']

function cameOf(answer: Answer<ReviewAnswer>): Decided {
  if (answer.ok) return answer.data
  const { status, data, errors } = answer
  if (isAnswer(data)) return data
  if (status === 401 || status === 403) return { outcome: 'signedOut' }
  if (status === 400 && Object.keys(errors).length > 0) return { outcome: 'refused', errors }
  // Not reached, timed out or broken off: it may have arrived all the same.
  return { outcome: status >= 400 && status < 500 && status !== 408 ? 'notTaken' : 'unavailable' }
}

/** A refusal of ours says which one it is; what stands between us and the server does not. */
function isAnswer(data: unknown): data is ReviewAnswer {
  return typeof data === 'object' && data !== null && 'outcome' in data && OUTCOMES.includes(String(data.outcome))
}

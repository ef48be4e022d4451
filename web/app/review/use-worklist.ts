import { useNavigate, useOutletContext } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { useSeconds } from '../time/use-times.ts'
import { readAhead } from './ahead.ts'
import type { HeldDraft, ReviewOrder, ReviewQueue } from './contract.ts'
import { batchesIn, groupsOf, nextAfter, stepFrom, stepOn, type QueueFilter } from './order.ts'
import { useGoneWords } from './use-gone-words.ts'
import { useQueue, type Decided } from './use-queue.ts'

export type Worklist = ReturnType<typeof useWorklist>

/** The list and what is done from it, for the list's pane and for the open draft. */
export function useWorklist(loaded: ReviewQueue, me: { id: string; name: string }, openId: string | undefined) {
  const { t } = useTranslation('review')
  const { queue, drafts, waiting, more, hasMore, loadMore, isDecided, decide } = useQueue(loaded)
  const [filter, setFilter] = useState<QueueFilter>('all')
  const now = useSeconds()
  const navigate = useNavigate()
  const goneWords = useGoneWords()
  /** What was written in place of drafts and not sent yet. */
  const edits = useRef(new Map<string, string>())
  const [batch, setBatch] = useState<readonly HeldDraft[] | null>(null)
  const batches = batchesIn(
    drafts,
    queue.batches,
    ({ draftId, reader }) => edits.current.has(draftId) || (reader !== null && reader.id !== me.id),
  )
  const groups = groupsOf(drafts, { filter, now, batches })
  const order = [...groups.late, ...groups.due]
  const next = openId === undefined ? null : nextAfter(order, openId)
  useEffect(() => {
    if (next !== null) readAhead(next)
  }, [next])

  const open = useCallback(
    (draftId: string | null) =>
      navigate(draftId === null ? '/review' : `/review/${draftId}`, { preventScrollReset: true }),
    [navigate],
  )
  /** Who steps on at the end of what is listed goes on as soon as more of it has come. */
  const [wanted, setWanted] = useState<{ from: string | undefined; known: ReadonlySet<string> } | null>(null)
  useEffect(() => {
    if (wanted === null || more === 'loading') return
    const to = wanted.from === openId ? stepOn([...groups.late, ...groups.due], openId, wanted.known) : null
    if (to === null && wanted.from === openId && hasMore && more === 'idle') loadMore()
    else setWanted(null)
    if (to !== null) open(to)
  }, [wanted, more, openId, groups, hasMore, loadMore, open])
  const whoOf = ({ name, phone }: HeldDraft) => name ?? phone ?? t('nameless')

  /** Goes to the draft that is to be read after this one. */
  const goOn = (draftId: string) => open(nextAfter(order, draftId))

  /** Says what became of a decision whose draft is no longer in view. */
  function tell(draft: HeldDraft, came: Decided) {
    if (came.outcome === 'done') return
    const who = whoOf(draft)
    if (came.outcome === 'gone') toast(t('goneFor', { who, what: goneWords(came) }))
    else
      toast.error(t('notDecided', { who }), {
        description: t(came.outcome === 'signedOut' ? 'signedOut' : 'notDecidedAbout'),
        action: { label: t('open'), onClick: () => open(draft.draftId) },
      })
  }

  return {
    me,
    openId,
    queue,
    drafts,
    waiting,
    more,
    hasMore,
    loadMore,
    batches,
    groups,
    filter,
    setFilter,
    now,
    edits: edits.current,
    isDecided,
    open,
    goOn,
    whoOf,
    decide,
    /** The drafts that are looked at together; null where none are. */
    batch,
    /** Shows those like the open draft, else the first that say the same. */
    openBatch(of: string | undefined = openId) {
      const found = batches.find((one) => one.some(({ draftId }) => draftId === of)) ?? batches[0]
      if (found !== undefined) setBatch(found)
    },
    /** They are decided, or were only looked at: the open draft gives its place to the next where it was one of them. */
    closeBatch() {
      setBatch(null)
      if (openId !== undefined && isDecided(openId)) open(nextAfter(order, openId))
    },
    step(by: 1 | -1) {
      const to = stepFrom(order, openId, by)
      if (to !== null) open(to)
      else if (by === 1 && hasMore) {
        setWanted({ from: openId, known: new Set(order.map(({ draftId }) => draftId)) })
        loadMore()
      }
    },
    /** Decides and goes on without waiting for the answer: approving and escalating say no words that could be wrong. */
    decideAndGoOn(draft: HeldDraft, wish: ReviewOrder) {
      goOn(draft.draftId)
      void decide(draft.draftId, wish).then((came) => tell(draft, came))
    },
  }
}

/** The worklist around the open draft. */
export const useOpenWorklist = () => useOutletContext<Worklist>()

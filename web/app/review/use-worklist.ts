import { useNavigate, useOutletContext } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { useSeconds } from '../time/use-times.ts'
import { readAhead } from './ahead.ts'
import type { HeldDraft, ReviewOrder, ReviewQueue } from './contract.ts'
import { batchesIn, groupsOf, nextAfter, stepFrom, stepOn, type QueueFilter } from './order.ts'
import { useGoneWords } from './use-gone-words.ts'
import { useKeptWords } from './use-kept-words.ts'
import { useQueue, type Decided } from './use-queue.ts'

export type Worklist = ReturnType<typeof useWorklist>
export type Reviewer = { id: string; name: string; workspaceId: string }

/** The list and what is done from it, for the list's pane and for the open draft. */
export function useWorklist(loaded: ReviewQueue, me: Reviewer, openId: string | undefined) {
  const { t } = useTranslation('review')
  const { queue, drafts, waiting, more, hasMore, loadMore, isDecided, isDeciding, ...rest } = useQueue(loaded)
  const [filter, setFilter] = useState<QueueFilter>('all')
  const now = useSeconds()
  const navigate = useNavigate()
  const goneWords = useGoneWords()
  /** What was written in place of drafts and not sent yet. */
  const words = useKeptWords({ workspaceId: me.workspaceId, userId: me.id })
  const [batch, setBatch] = useState<readonly HeldDraft[] | null>(null)
  const batches = batchesIn(
    drafts,
    queue.batches,
    ({ draftId, reader }) => words.has(draftId) || (reader !== null && reader.id !== me.id),
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
  /** In place of what is open, which nobody would come back to: where it opens by itself. */
  const openInstead = useCallback(
    (draftId: string) => navigate(`/review/${draftId}`, { preventScrollReset: true, replace: true }),
    [navigate],
  )
  /** As it is when an answer comes; nothing is open once the pages of review are left. */
  const latest = useRef<{ openId: string | undefined; drafts: readonly HeldDraft[] }>({ openId, drafts })
  useEffect(() => {
    latest.current = { openId, drafts }
  })
  useEffect(
    () => () => {
      latest.current = { openId: undefined, drafts: [] }
    },
    [],
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

  /** Goes to the draft that is to be read after this one, from there; who is elsewhere by now stays there. */
  function goOn(draftId: string) {
    if (latest.current.openId !== draftId) return
    const waits = new Set([draftId, ...latest.current.drafts.map((one) => one.draftId)])
    open(
      nextAfter(
        order.filter((one) => waits.has(one.draftId)),
        draftId,
      ),
    )
  }

  /** Says what became of a decision whose draft is no longer in view. */
  function tell(draft: HeldDraft, came: Decided) {
    if (came.outcome === 'done') return
    const who = whoOf(draft)
    if (came.outcome === 'gone') toast(t('goneFor', { who, what: goneWords(came) }))
    else
      toast.error(t(came.outcome === 'unavailable' ? 'notKnown' : 'notDecided', { who }), {
        description: whyNot(came),
        action: { label: t('open'), onClick: () => open(draft.draftId) },
      })
  }
  function whyNot(came: Exclude<Decided, { outcome: 'done' | 'gone' }>): string {
    if (came.outcome === 'check')
      return came.broken.length === 1 ? t('brokenOne') : t('broken', { n: came.broken.length })
    if (came.outcome !== 'refused') return t(came.outcome)
    return t(`wrong.${Object.values(came.errors)[0] ?? 'invalid'}`)
  }

  /** What was written about a draft that is decided is needed no more. */
  async function decide(draftId: string, wish: ReviewOrder): Promise<Decided> {
    const came = await rest.decide(draftId, wish)
    if (came.outcome === 'done') words.drop(draftId)
    return came
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
    words,
    isDecided,
    isDeciding,
    open,
    openInstead,
    goOn,
    whoOf,
    decide,
    tell,
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
      if (isDeciding(draft.draftId)) return
      goOn(draft.draftId)
      void decide(draft.draftId, wish).then((came) => tell(draft, came))
    },
  }
}

/** The worklist around the open draft. */
export const useOpenWorklist = () => useOutletContext<Worklist>()

import { useRevalidator } from '@remix-run/react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { ANSWER_POINTS, type AnswerPoint, type AnswerPoints } from '#schema/answer.ts'
import { postJson } from '../inbox/api.ts'
import type { NewComplaint } from '../inbox/contract.ts'
import type { OpenAnswer, Reading, ReadingOrder } from './contract.ts'
import { COMMENT_MOST } from './form.ts'

const pointsAre = (isWell: boolean): AnswerPoints => ({
  ...{ factual: isWell, tone: isWell, grounded: isWell, escalates: isWell, polite: isWell },
})

/** A reading of an answer, as the fields hold it, and what is done with it. */
export function useReading({ answer }: OpenAnswer, goOn: () => void) {
  const { t } = useTranslation(['answers', 'complaint'])
  const { revalidate } = useRevalidator()
  const { id, contactId, reading: kept } = answer
  const [points, setPoints] = useState(kept?.points ?? pointsAre(false))
  const [comment, setComment] = useState(kept?.comment ?? '')
  const [busy, setBusy] = useState<'read' | 'takeBack' | null>(null)
  const [problem, setProblem] = useState<'failed' | null>(null)
  /** What somebody else found while this was read. */
  const [meanwhile, setMeanwhile] = useState<Reading | null>(null)
  /** When the reading that was shown here was made: another is not written over unseen. */
  const seen = useRef(kept?.at ?? null)
  const isUnderWay = useRef(false)
  const over = comment.trim().length - COMMENT_MOST

  async function post(order: ReadingOrder): Promise<boolean> {
    if (isUnderWay.current) return false
    isUnderWay.current = true
    setBusy(order.order)
    const isDone = await tell(order)
    isUnderWay.current = false
    setBusy(null)
    return isDone
  }

  async function tell(order: ReadingOrder): Promise<boolean> {
    const answer = await postJson<{ at?: string }>(`/api/answers/${id}/reading`, { ...order, seen: seen.current })
    const theirs = answer.ok ? null : readingOf(answer.data)
    if (answer.ok) seen.current = answer.data.at ?? null
    if (theirs !== null) seen.current = theirs.at
    setMeanwhile(theirs)
    setProblem(answer.ok || theirs !== null ? null : 'failed')
    return answer.ok
  }

  async function keep(found: AnswerPoints, after: () => void): Promise<void> {
    const text = comment.trim()
    if (over > 0 || !(await post({ order: 'read', points: found, ...(text !== '' && { comment: text }) }))) return
    const undo = { label: t('undo'), onClick: () => void undone() }
    toast(t(ANSWER_POINTS.every((point) => found[point]) ? 'keptWell' : 'keptFaulty'), { action: undo })
    after()
  }

  async function undone(): Promise<void> {
    toast(t((await tell({ order: 'takeBack' })) ? 'takenBack' : 'notTakenBack'))
    revalidate()
  }

  return {
    ...{ points, comment, busy, problem, meanwhile },
    error: over > 0 ? t('tooLong', { over, most: COMMENT_MOST }) : undefined,
    setComment,
    tick: (point: AnswerPoint, isWell: boolean) => setPoints((before) => ({ ...before, [point]: isWell })),
    /** What is ticked, as it is. */
    save: () => keep(points, revalidate),
    /** All five, and on to the next one. */
    async allWell() {
      setPoints(pointsAre(true))
      await keep(pointsAre(true), goOn)
    },
    async takeBack() {
      if (!(await post({ order: 'takeBack' }))) return
      setPoints(pointsAre(false))
      setComment('')
      toast(t('takenBack'))
      revalidate()
    },
    async complain(complaint: NewComplaint): Promise<boolean> {
      const { ok } = await postJson(`/api/conversations/${contactId}/messages/${id}/complaint`, complaint)
      toast(ok ? t(complaint.order === 'make' ? 'complaint:kept' : 'complaint:takenBack') : t('failed'))
      if (ok) revalidate()
      return ok
    },
  }
}

/** The reading of somebody else's that an answer of the server names; null where it names none. */
function readingOf(data: unknown): Reading | null {
  return typeof data === 'object' && data !== null && 'reading' in data ? (data.reading as Reading) : null
}

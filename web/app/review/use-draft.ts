import { useEffect, useRef, useState } from 'react'
import type { Gone, HeldDetail, ReviewCheck, ReviewOrder } from './contract.ts'
import { ReviewOrderForm } from './forms.ts'
import type { Words } from './kept-words.ts'
import type { Worklist } from './use-worklist.ts'

export type DraftMode = 'read' | 'edit' | 'again'

/** Nobody reads a draft in less: what is pressed so soon was meant for the one before. */
const READ_MS = 400

type Around = { mode: DraftMode; turnTo: (mode: DraftMode) => void; onGone: (gone: Gone) => void }

/** One open draft: what is written in its place, and what is decided about it. One per draft. */
export function useDraft({ draft }: HeldDetail, worklist: Worklist, { mode, turnTo, onGone }: Around) {
  const { draftId } = draft
  const [wasRead, setWasRead] = useState(worklist.words.isRead)
  const [words, setWords] = useState(() => worklist.words.of(draftId))
  if (worklist.words.isRead && !wasRead) {
    setWasRead(true)
    setWords(worklist.words.of(draftId))
  }
  const [broken, setBroken] = useState<ReviewCheck[]>([])
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [trouble, setTrouble] = useState<'unavailable' | 'signedOut' | 'notTaken' | null>(null)
  const [isSending, setSending] = useState(false)
  const [seenAt, setSeenAt] = useState(() => performance.now())
  const isHere = useRef(true)
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])
  const text = words.text ?? draft.reply
  const isChanged = text.trim() !== draft.reply.trim()
  /** The second of two quick presses decides nothing, neither here nor about what was not read yet. */
  const isTooSoon = () => performance.now() - seenAt < READ_MS || worklist.isDeciding(draftId)

  function keep(change: Partial<Words>) {
    const next = { ...words, ...change }
    setWords(next)
    worklist.words.keep(draftId, next)
    setErrors({})
  }

  function write(to: string) {
    keep({ text: to === draft.reply ? null : to })
    setBroken([])
  }

  /** Sends what has words and may be refused: it stays in view until it is answered. */
  async function send(order: Extract<ReviewOrder, { verdict: 'edit' | 'again' }>): Promise<void> {
    if (isSending || worklist.isDeciding(draftId)) return
    const wrong = ReviewOrderForm.safeParse(order).error
    if (wrong !== undefined) {
      setErrors(Object.fromEntries(wrong.issues.map(({ path, message }) => [path.join('.'), message])))
      if (order.verdict === 'edit') turnTo('edit')
      return
    }
    setSending(true)
    setTrouble(null)
    const came = await worklist.decide(draftId, order)
    if (!isHere.current) {
      // Left meanwhile. Where they came back to it, what is over is left again.
      if (came.outcome === 'done' || came.outcome === 'gone') worklist.goOn(draftId)
      worklist.tell(draft, came)
      return
    }
    setSending(false)
    switch (came.outcome) {
      case 'done':
        if (order.verdict === 'edit') {
          worklist.goOn(draftId)
          return
        }
        turnTo('read')
        onGone({
          ...{ outcome: 'gone', why: 'decided', verdict: 'again', anew: 'writing' },
          ...{ by: worklist.me.name, contactId: draft.contactId },
        })
        return
      case 'gone':
        onGone(came)
        return
      case 'check':
        setBroken(came.broken)
        turnTo('edit')
        return
      case 'refused':
        setErrors(came.errors)
        return
      default:
        setTrouble(came.outcome)
    }
  }

  return {
    text,
    words,
    mode,
    broken,
    errors,
    trouble,
    isSending,
    isChanged,
    write,
    keep,
    reset: () => write(draft.reply),
    turnTo(next: DraftMode) {
      turnTo(next)
      setErrors({})
    },
    /** What can be decided comes into view only now. */
    show: () => setSeenAt(performance.now()),
    /** As it stands: ARI's words, or those that were written in their place. */
    approve() {
      if (isTooSoon()) return
      if (isChanged) void send({ verdict: 'edit', text })
      else worklist.decideAndGoOn(draft, { verdict: 'approve' })
    },
    sendEdit(reason?: string) {
      if (isChanged) void send({ verdict: 'edit', text, ...(reason !== undefined && { reason }) })
      else worklist.decideAndGoOn(draft, { verdict: 'approve' })
    },
    escalate() {
      if (!isTooSoon()) worklist.decideAndGoOn(draft, { verdict: 'escalate' })
    },
    again: () => void send({ verdict: 'again', kind: words.kind, body: words.body }),
  }
}

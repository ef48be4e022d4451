import { useState } from 'react'
import type { Gone, HeldDetail, ReviewCheck, ReviewOrder } from './contract.ts'
import { ReviewOrderForm } from './forms.ts'
import type { Worklist } from './use-worklist.ts'

export type DraftMode = 'read' | 'edit' | 'again'

/** One open draft: what is written in its place, and what is decided about it. One per draft. */
export function useDraft({ draft }: HeldDetail, worklist: Worklist, onGone: (gone: Gone) => void) {
  const { draftId } = draft
  const [text, setText] = useState(() => worklist.edits.get(draftId) ?? draft.reply)
  const [mode, setMode] = useState<DraftMode>('read')
  const [broken, setBroken] = useState<ReviewCheck[]>([])
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [trouble, setTrouble] = useState<'unavailable' | 'signedOut' | null>(null)
  const [isSending, setSending] = useState(false)
  const isChanged = text.trim() !== draft.reply.trim()

  function write(words: string) {
    setText(words)
    worklist.edits.set(draftId, words)
    setBroken([])
    setErrors({})
  }

  function reset() {
    write(draft.reply)
    worklist.edits.delete(draftId)
  }

  function turnTo(next: DraftMode) {
    setMode(next)
    setErrors({})
  }

  /** Sends what has words and may be refused: it stays in view until it is answered. */
  async function send(order: Extract<ReviewOrder, { verdict: 'edit' | 'again' }>): Promise<void> {
    if (isSending) return
    const wrong = ReviewOrderForm.safeParse(order).error
    if (wrong !== undefined) {
      setErrors(Object.fromEntries(wrong.issues.map(({ path, message }) => [path.join('.'), message])))
      if (order.verdict === 'edit') setMode('edit')
      return
    }
    setSending(true)
    setTrouble(null)
    const came = await worklist.decide(draftId, order)
    setSending(false)
    switch (came.outcome) {
      case 'done':
        worklist.edits.delete(draftId)
        if (order.verdict === 'edit') worklist.goOn(draftId)
        else
          onGone({
            outcome: 'gone',
            why: 'decided',
            by: worklist.me.name,
            verdict: 'again',
            contactId: draft.contactId,
          })
        return
      case 'gone':
        onGone(came)
        return
      case 'check':
        setBroken(came.broken)
        setMode('edit')
        return
      case 'refused':
        setErrors(came.errors)
        return
      case 'unavailable':
      case 'signedOut':
        setTrouble(came.outcome)
    }
  }

  return {
    text,
    mode,
    broken,
    errors,
    trouble,
    isSending,
    isChanged,
    write,
    reset,
    turnTo,
    /** As it stands: ARI's words, or those that were written in their place. */
    approve() {
      if (isChanged) void send({ verdict: 'edit', text })
      else worklist.decideAndGoOn(draft, { verdict: 'approve' })
    },
    sendEdit: (reason?: string) => {
      if (isChanged) void send({ verdict: 'edit', text, ...(reason !== undefined && { reason }) })
      else worklist.decideAndGoOn(draft, { verdict: 'approve' })
    },
    escalate: () => worklist.decideAndGoOn(draft, { verdict: 'escalate' }),
    again: (kind: 'hint' | 'fact', body: string) => void send({ verdict: 'again', kind, body }),
  }
}

import {
  claimDraft,
  dropEditedDraft,
  findHeldDraft,
  insertEditedDraft,
  releaseDraft,
} from '#db/queries/review-queue.ts'
import { notify } from '#db/queries/notify.ts'
import { insertGuidance } from '#db/queries/reviews.ts'
import { normalise } from '#domain/guardrails/text.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import type { ReviewDecision } from '#schema/review.ts'
import type { InWorkspace } from '../auth.server.ts'
import { notFound } from '../inbox/answer.server.ts'
import { services } from '../services.server.ts'
import { checkEdit } from './check-edit.server.ts'
import { findGone } from './gone.server.ts'
import type { ClaimAnswer, Gone, ReviewAnswer, ReviewCheck, ReviewOrder } from './contract.ts'

type Member = Pick<InWorkspace, 'tx' | 'user'>

/** Has a decision about a held draft carried out: the very one that was read, or none. */
export async function decideDraft({ tx, user }: Member, draftId: string, order: ReviewOrder): Promise<ReviewAnswer> {
  const prepared = await tx(async (work) => {
    const row = await findHeldDraft(work, draftId)
    if (row === undefined) return goneOf(work, draftId)
    const decision = await prepare(work, row, order, user.id)
    return 'outcome' in decision ? decision : { decision, conversationId: row.conversationId }
  })
  if ('outcome' in prepared) return prepared
  const { decision, conversationId } = prepared
  const { outcome } = await services().conversations.decide(conversationId, decision)
  // Where nobody answered it may still be carried out: what was written for it stays.
  if (outcome !== 'gone') return { outcome }
  return tx(async (work) => {
    if (decision.verdict === 'edit') await dropEditedDraft(work, decision.editedId)
    return goneOf(work, draftId)
  })
}

/** Keeps what the decision says in words, and names it. */
async function prepare(
  work: WorkspaceTx,
  row: NonNullable<Awaited<ReturnType<typeof findHeldDraft>>>,
  order: ReviewOrder,
  userId: string,
): Promise<ReviewDecision | ReviewAnswer> {
  const { draftId } = row
  switch (order.verdict) {
    case 'approve':
    case 'escalate':
      return { draftId, userId, verdict: order.verdict }
    case 'again': {
      const { kind, body } = order
      return {
        draftId,
        userId,
        verdict: 'again',
        guidanceId: await insertGuidance(work, { draftId, kind, body, userId }),
      }
    }
    case 'edit': {
      const reply = normalise(order.text)
      // Edited back to what it was: that is an approval. A refusal is not what the draft says.
      if (reply === row.reply && row.heldAs !== 'refusal') return { draftId, userId, verdict: 'approve' }
      const checks = await checkEdit(work, row, reply, new Date())
      const broken = checks.filter(({ passed }) => !passed)
      if (broken.length > 0 && order.reason === undefined) return { outcome: 'check', broken: broken.map(shown) }
      const reason = broken.length > 0 ? (order.reason ?? null) : null
      const editedId = await insertEditedDraft(work, { draftId, reply, checks, reason })
      return editedId === undefined ? goneOf(work, draftId) : { draftId, userId, verdict: 'edit', editedId }
    }
  }
}

const shown = ({
  name,
  passed,
  reason = null,
}: {
  name: string
  passed: boolean
  reason?: string | null
}): ReviewCheck => ({
  ...{ name, passed, reason },
  warning: null,
})

/** It waits no more; what became of it. */
async function goneOf(work: WorkspaceTx, draftId: string): Promise<Gone> {
  const gone = await findGone(work, draftId)
  if (gone === null) throw notFound()
  return gone
}

/** Takes a draft to read it, or lets go of it. A claim that is not renewed lapses. */
export async function claim({ tx, user }: Member, draftId: string, order: 'take' | 'leave'): Promise<ClaimAnswer> {
  const of = { draftId, userId: user.id }
  return tx(async (work) => {
    const row = await findHeldDraft(work, draftId)
    if (row === undefined) return { outcome: 'gone', by: (await goneOf(work, draftId)).by }
    const isMine = row.readerId === user.id
    // Whoever else looks at the list is told who reads what; not that somebody still does.
    const tell = () => notify(work, { kind: 'claim', conversationId: row.conversationId })
    if (order === 'leave') {
      await releaseDraft(work, of)
      if (isMine) await tell()
      return { outcome: 'left' }
    }
    if (!(await claimDraft(work, of))) return { outcome: 'taken', by: row.readerName ?? '' }
    if (!isMine) await tell()
    return { outcome: 'claimed' }
  })
}

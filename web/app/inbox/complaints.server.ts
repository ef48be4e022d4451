import { keepComplaint, takeComplaintBack } from '#db/queries/complaints.ts'
import { findMessage } from '#db/queries/thread.ts'
import type { InWorkspace } from '../auth.server.ts'
import { notFound } from './answer.server.ts'
import type { ComplaintAnswer, NewComplaint } from './contract.ts'
import { getConversation } from './conversation.server.ts'
import type { Problems } from './problems.server.ts'
import { toMessage } from './rows.server.ts'

/** Keeps a complaint about a message of ARI's, or takes it back; saying so again changes nothing. */
export async function recordComplaint(
  { tx, user }: Pick<InWorkspace, 'tx' | 'user'>,
  contactId: string | undefined,
  { messageId, order, note }: NewComplaint & { messageId: string },
): Promise<ComplaintAnswer | Problems> {
  const row = await tx(async (work) => {
    const { id: conversationId } = await getConversation(work, contactId)
    if ((await findMessage(work, conversationId, messageId)) === undefined) return undefined
    const about = { conversationId, messageId, userId: user.id }
    const isMade = order === 'make'
    const isKept = isMade
      ? await keepComplaint(work, { ...about, note: note ?? null })
      : await takeComplaintBack(work, about)
    return isKept || !isMade ? findMessage(work, conversationId, messageId) : 'refused'
  })
  if (row === undefined) throw notFound()
  return row === 'refused' ? { errors: { messageId: 'not-of-ari' } } : { message: toMessage(row) }
}

import { isShortcutTaken, listQuickReplies, type QuickReplyOutcome } from '#db/queries/quick-replies.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { json, notFound } from '../inbox/answer.server.ts'
import type { ShownQuickReply } from './contract.ts'

export async function quickRepliesOf(tx: WorkspaceTx): Promise<ShownQuickReply[]> {
  const replies = await listQuickReplies(tx)
  return replies.map(({ updatedAt, ...reply }) => ({ ...reply, updatedAt: updatedAt.toISOString() }))
}

/** What became of a quick reply, for the page that wrote it. */
export async function answerOfQuickReply(writing: Promise<QuickReplyOutcome>, status = 200): Promise<Response> {
  const written = await writing.catch((error: unknown): QuickReplyOutcome => {
    // Two people gave two of them one shortcut at the same moment.
    if (isShortcutTaken(error)) return { outcome: 'taken' }
    throw error
  })
  if (written.outcome === 'kept') return json({ id: written.id }, status)
  return written.outcome === 'gone' ? notFound() : json({ errors: { shortcut: written.outcome } }, 409)
}

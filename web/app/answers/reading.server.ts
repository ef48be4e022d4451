import { keepReading, takeReadingBack } from '#db/queries/answer-readings.ts'
import { findAnswer } from '#db/queries/answers.ts'
import type { InWorkspace } from '../auth.server.ts'
import type { ReadingOrder } from './contract.ts'

/** Keeps what somebody found in an answer, or that they had not read it; saying so again changes nothing. False: no answer. */
export function recordReading(
  { tx, user, workspace }: Pick<InWorkspace, 'tx' | 'user' | 'workspace'>,
  messageId: string,
  order: ReadingOrder,
): Promise<boolean> {
  const of = { workspaceId: workspace.id, messageId, userId: user.id }
  return tx(async (work) => {
    if (order.order === 'read')
      return keepReading(work, { ...of, points: order.points, comment: order.comment ?? null })
    await takeReadingBack(work, of)
    return (await findAnswer(work, messageId)) !== undefined
  })
}

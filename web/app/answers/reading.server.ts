import { keepReading, takeReadingBack, type KeptReading } from '#db/queries/answer-readings.ts'
import { findAnswer } from '#db/queries/answers.ts'
import type { InWorkspace } from '../auth.server.ts'
import type { Reading, ReadingOrder } from './contract.ts'

/** `read`: somebody else did meanwhile, and nothing was changed. */
type Recorded = { outcome: 'done'; at?: string } | { outcome: 'read'; reading: Reading } | { outcome: 'no-answer' }

/** Keeps what somebody found in an answer, or that they had not read it; saying so again changes nothing. */
export function recordReading(
  { tx, user, workspace }: Pick<InWorkspace, 'tx' | 'user' | 'workspace'>,
  messageId: string,
  order: ReadingOrder,
): Promise<Recorded> {
  const seen = order.seen == null ? null : new Date(order.seen)
  const of = { workspaceId: workspace.id, messageId, userId: user.id, seen }
  return tx(async (work): Promise<Recorded> => {
    if (order.order === 'takeBack') {
      const now = await takeReadingBack(work, of)
      if (now !== undefined) return { outcome: 'read', reading: shown(now) }
      return { outcome: (await findAnswer(work, messageId)) === undefined ? 'no-answer' : 'done' }
    }
    const kept = await keepReading(work, { ...of, points: order.points, comment: order.comment ?? null })
    switch (kept.outcome) {
      case 'kept':
        return { outcome: 'done', at: kept.at.toISOString() }
      case 'read':
        return { outcome: 'read', reading: shown(kept.now) }
      case 'no-answer':
        return { outcome: 'no-answer' }
    }
  })
}

function shown({ at, ...found }: KeptReading): Reading {
  return { ...found, at: at.toISOString() }
}

import type { WorkspaceTx } from '#db/connect.ts'
import { findVerdict } from '#db/queries/reviews.ts'
import type { Gone } from './contract.ts'

/** What became of a draft that waits no more; null where there is none. */
export async function findGone(tx: WorkspaceTx, draftId: string): Promise<Gone | null> {
  const found = await findVerdict(tx, draftId)
  if (found === undefined) return null
  const { by, verdict, contactId } = found
  const why = whyOf(found)
  const isAnew = why === 'written' || verdict === 'again'
  return { outcome: 'gone', why, by, verdict, contactId, anew: isAnew ? anewOf(found) : null }
}

type Found = NonNullable<Awaited<ReturnType<typeof findVerdict>>>

function whyOf({ verdict, status, floor, botOn }: Found): Gone['why'] {
  if (verdict !== null) return 'decided'
  if (status === 'sent') return 'sent'
  if (!botOn) return 'off'
  return floor === 'bot' ? 'written' : 'people'
}

function anewOf({ isAsked, isAnswered }: Found): Gone['anew'] {
  if (isAsked) return 'writing'
  return isAnswered ? 'answered' : 'nothing'
}

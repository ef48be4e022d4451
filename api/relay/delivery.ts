import type { AttemptDelivery, Failure, OutboundDelivery } from '#db/queries/delivery-statuses.ts'

/** What one delivery status says. */
export type DeliveryNews = {
  status: 'sent' | 'delivered' | 'read' | 'failed'
  providerMessageId: string
  failure: Failure | null
}

const RANK: Record<string, number> = { queued: 0, sending: 1, sent: 2, delivered: 3, read: 4 }

/** WhatsApp's word for how far a message came; null for a word that we do not know. */
export function deliveryWord(status: string): DeliveryNews['status'] | null {
  if (status === 'played') return 'read'
  return status === 'sent' || status === 'delivered' || status === 'read' || status === 'failed' ? status : null
}

/**
 * How far the message is after the news: never back, in whatever order they come. `delivered` wins over `failed`,
 * for one of several devices is enough. Only the newest attempt can fail the message.
 */
export function moveMessage(before: OutboundDelivery, news: DeliveryNews, isNewest: boolean): OutboundDelivery {
  const known = { ...before, providerMessageId: before.providerMessageId ?? news.providerMessageId }
  const rank = RANK[before.status]
  const failed = before.status === 'failed'
  if (rank === undefined && !failed) return known
  if (news.status === 'failed') {
    return isNewest && !failed && (rank ?? 0) <= 2 ? { ...known, status: 'failed', failure: news.failure } : known
  }
  const isUp = failed ? news.status !== 'sent' : (RANK[news.status] ?? 0) > (rank ?? 0)
  return isUp ? { ...known, status: news.status, failure: null } : known
}

/** An attempt that failed before WhatsApp took it was refused; afterwards it stays accepted, with the reason beside. */
export function moveAttempt(before: AttemptDelivery, news: DeliveryNews): AttemptDelivery {
  const known = { ...before, providerMessageId: before.providerMessageId ?? news.providerMessageId }
  if (news.status !== 'failed') return { ...known, outcome: 'accepted' }
  return {
    ...known,
    outcome: before.outcome === 'unknown' ? 'refused' : before.outcome,
    errorCode: news.failure?.code ?? null,
    errorDetail: news.failure?.detail ?? news.failure?.title ?? null,
  }
}

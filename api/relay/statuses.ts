import { isDeepStrictEqual } from 'node:util'
import { validate as isUuid } from 'uuid'
import type { Log } from '#clients/log/log.ts'
import type { Database, WorkspaceTx } from '#db/connect.ts'
import { raiseAlert } from '#db/queries/alerts.ts'
import {
  findDeliveries,
  updateAttempts,
  updateDeliveries,
  type AttemptDelivery,
  type OutboundDelivery,
} from '#db/queries/delivery-statuses.ts'
import { markRelayed, takeWaitingStatuses, type WaitingEvent } from '#db/queries/inbound-events.ts'
import { notifyDesk } from '#db/queries/receive.ts'
import { isWaitingUncounted, readServiceLevel } from '#db/queries/service-level.ts'
import { MetaStatus } from '#schema/whatsapp-webhook.ts'
import { deliveryWord, moveAttempt, moveMessage, type DeliveryNews } from './delivery.ts'

export const STATUS_BATCH = 500

type News = DeliveryNews & { event: WaitingEvent; attemptId: string | null }

/** Applies what waits of a workspace's delivery statuses and marks it relayed, in one transaction. Returns how many. */
export function relayStatuses(database: Database, log: Log, workspaceId: string, only?: string): Promise<number> {
  return database.inWorkspace(workspaceId, async (tx) => {
    const events = await takeWaitingStatuses(tx, STATUS_BATCH, only)
    const news = events.flatMap((event) => readNews(event) ?? [])
    if (news.length > 0) {
      const addressed = await findDeliveries(
        tx,
        news.map(({ event, providerMessageId, attemptId }) => ({
          channelId: event.channelId,
          providerMessageId,
          attemptId,
        })),
      )
      const { messages, attempts } = addressed
      const moved = { messages: new Map(messages), attempts: new Map(attempts) }
      let unmatched = 0
      news.forEach((item, index) => {
        const { messageId = null, attemptId = null } = addressed.targets[index] ?? {}
        if (messageId === null) unmatched++
        else applyNews(moved, item, messageId, attemptId)
      })
      await updateAttempts(tx, changed(attempts, moved.attempts))
      const changedMessages = changed(messages, moved.messages)
      await updateDeliveries(tx, changedMessages)
      for (const { messageId, conversationId, status } of changedMessages)
        if (status === 'failed') await callForAnswerAgain(tx, { messageId, conversationId })
      await notifyDesk(
        tx,
        workspaceId,
        changedMessages.map(({ conversationId }) => conversationId),
        'status',
      )
      if (unmatched > 0) log.debug({ workspaceId, unmatched }, 'Delivery statuses of messages that we did not send')
    }
    await markRelayed(
      tx,
      events.map(({ id }) => id),
    )
    return events.length
  })
}

/** What did not arrive answered nobody: its clock was stopped when it was sent, so people hear of it here. */
async function callForAnswerAgain(
  tx: WorkspaceTx,
  { messageId, conversationId }: Pick<OutboundDelivery, 'messageId' | 'conversationId'>,
): Promise<void> {
  const isWaitedFor = (await isWaitingUncounted(tx, conversationId)) && (await readServiceLevel(tx)).isOn
  if (isWaitedFor) await raiseAlert(tx, { kind: 'answer_late', subject: messageId, conversationId })
}

type Moved = { messages: Map<string, OutboundDelivery>; attempts: Map<string, AttemptDelivery> }

function applyNews(moved: Moved, news: DeliveryNews, messageId: string, attemptId: string | null): void {
  const message = moved.messages.get(messageId)
  const attempt = attemptId === null ? undefined : moved.attempts.get(attemptId)
  const newest = Math.max(
    0,
    ...[...moved.attempts.values()].filter((one) => one.messageId === messageId).map((one) => one.number),
  )
  if (message) moved.messages.set(messageId, moveMessage(message, news, !attempt || attempt.number === newest))
  if (attempt) moved.attempts.set(attempt.id, moveAttempt(attempt, news))
}

function changed<Row>(before: Map<string, Row>, after: Map<string, Row>): Row[] {
  return [...after].flatMap(([id, row]) => (isDeepStrictEqual(before.get(id), row) ? [] : [row]))
}

function readNews(event: WaitingEvent): News | null {
  const read = MetaStatus.safeParse(event.payload['status'])
  const status = read.success ? deliveryWord(read.data.status) : null
  if (!read.success || status === null) return null
  const { id, biz_opaque_callback_data: handle, errors } = read.data
  const [error] = errors ?? []
  const failure = {
    code: error?.code != null && Number.isInteger(error.code) ? error.code : null,
    title: error?.title ?? null,
    detail: error?.error_data?.details ?? error?.message ?? null,
  }
  return { event, status, providerMessageId: id, attemptId: handle && isUuid(handle) ? handle : null, failure }
}

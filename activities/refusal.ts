import type { SendRefused } from '#clients/whatsapp/whatsapp.ts'
import { stopChannel } from '#db/queries/channel-stops.ts'
import { notify } from '#db/queries/notify.ts'
import { recordRefused } from '#db/queries/outbound-outcomes.ts'
import { rest } from '#db/queries/send-pace.ts'
import { afterRefusal } from '#domain/sending/after-refusal.ts'
import { failureKind } from '#domain/sending/meta-errors.ts'
import type { Deps } from './deps.ts'
import { sendHeldBack, sendRefusedForNow } from './failures.ts'
import { STOPPED_AGAIN_MS } from './hold-back.ts'
import type { Claimed, Of } from './ledger.ts'

/** Records that WhatsApp refused. `refused` where it is final; else it throws, and the message is tried again. */
export async function takeRefusal(
  deps: Deps,
  { workspaceId, conversationId }: Of,
  { attemptId, messageId, tries, before, recipient }: Claimed,
  { code, httpStatus, retryAfterMs, message: detail }: SendRefused,
): Promise<'refused'> {
  const { channelId, accessTokenSealed } = recipient
  const kind = failureKind({ code, httpStatus })
  const next = afterRefusal({ kind, before, tries, retryAfterMs })
  const final = next.do === 'fail'
  const hasStopped = await deps.db.inWorkspace(workspaceId, async (tx) => {
    const counts = next.do !== 'stop_channel'
    await recordRefused(tx, { attemptId, messageId, code, kind, detail, final, counts })
    await notify(tx, { kind: 'message', conversationId })
    if (next.do === 'stop_channel')
      return stopChannel(tx, { workspaceId, channelId, reason: next.why, code, accessTokenSealed })
    if (next.do === 'again' && next.rests === 'pair') await rest(tx, { conversationId }, next.afterMs)
    if (next.do === 'again' && next.rests === 'number') await rest(tx, { channelId }, next.afterMs)
    return false
  })
  if (hasStopped)
    deps.log.error(
      { event: 'channel_stopped', workspaceId, channelId, reason: kind, code },
      'WhatsApp refuses a channel',
    )
  deps.log.warn({ event: 'send_refused', conversationId, messageId, code, kind, final })
  switch (next.do) {
    case 'fail':
      return 'refused'
    case 'again':
      throw sendRefusedForNow(code, next.afterMs)
    case 'stop_channel':
      throw sendHeldBack(STOPPED_AGAIN_MS)
  }
}

import type { WorkspaceTx } from '#db/connect.ts'
import { isInLine, joinLine } from '#db/queries/message-line.ts'
import { lockQuota, quotaUse, takeMessagePlace } from '#db/queries/quota.ts'
import { admit, isAlarm, isFlooded, utilizationPercent, type Admission, type QuotaUse } from '#domain/limits/quota.ts'
import { services } from '../services.server.ts'
import type { Usage } from './contract.ts'
import { tooMany } from './answer.server.ts'

/** A place in line comes free within this time: so long does one of the quota stay taken. */
const RETRY_AFTER_SECONDS = 60

type Message = { workspaceId: string; conversationId: string; messageId: string }
type Admitted = { outcome: Admission; alarm?: QuotaUse }

/**
 * Gives a new message a place in its workspace's quota, or one in line. Where the line is too long it throws the
 * answer, and with it takes the message back.
 */
export async function admitMessage(tx: WorkspaceTx, message: Message): Promise<Admitted> {
  const { isBehind, ...use } = await lockQuota(tx, message)
  if (isFlooded(use)) throw tooMany('Too many messages are waiting to be sent.', RETRY_AFTER_SECONDS)
  const outcome = admit(use, { isBehind })
  // The lock holds: whoever is admitted finds the place free.
  if (outcome === 'now') await takeMessagePlace(tx, { ...message, limit: use.limit })
  else await joinLine(tx, message)
  return { outcome, ...(isAlarm(use) && { alarm: use }) }
}

/** Where a message stands that was admitted before. */
export async function waitsInLine(tx: WorkspaceTx, messageId: string): Promise<Admitted> {
  return { outcome: (await isInLine(tx, messageId)) ? 'full' : 'now' }
}

/** Once at each crossing of a mark, for whoever watches the log. */
export function tellOfAlarm(workspaceId: string, { alarm }: Admitted): void {
  if (alarm === undefined) return
  const requestsThisMinute = alarm.taken + alarm.waiting + 1
  const about = {
    ...{ workspaceId, requestsThisMinute, limit: alarm.limit },
    utilizationPercent: utilizationPercent({ ...alarm, waiting: alarm.waiting + 1 }),
  }
  const { log, slack } = services()
  log.warn({ event: 'quota_high', ...about }, "A workspace's quota of messages is nearly used up, or is")
  const use = `${String(requestsThisMinute)} of ${String(alarm.limit)} messages this minute`
  slack.alert(`quota_high:${workspaceId}`, `Workspace ${workspaceId} asks for ${use}: what is over 80 % waits in line.`)
}

/** What the workspace uses of its quota now. */
export async function loadUsage(tx: WorkspaceTx): Promise<Usage> {
  const [use] = await quotaUse(tx)
  if (use === undefined) throw new RangeError('A workspace sees itself.')
  const { requestsThisMinute, utilizationPercent: percent, limit } = use
  return { requestsThisMinute, utilizationPercent: percent, limit }
}

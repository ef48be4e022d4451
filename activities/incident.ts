import { v5 as uuidv5 } from 'uuid'
import type { Log } from '#clients/log/log.ts'
import type { Conversations } from '#clients/temporal/conversations.ts'
import type { Database, WorkspaceTx } from '#db/connect.ts'
import { findConversationOf } from '#db/queries/conversation-list.ts'
import { listUnwritten, lockUnwritten, settleContact } from '#db/queries/incident-contacts.ts'
import { joinLine } from '#db/queries/message-line.ts'
import { lockQuota, takeMessagePlace } from '#db/queries/quota.ts'
import { insertStaffMessageOnce, listWaitingStaffMessages } from '#db/queries/staff-messages.ts'
import { staffHoldMs } from '#db/queries/workspace-floor.ts'
import { firstNameOf } from '#domain/conversation/wording.ts'
import { admit, isFlooded } from '#domain/limits/quota.ts'
import { fillPlaceholders } from '#domain/quick-reply/placeholders.ts'
import type { ConversationInput, ConversationState, StaffMessage } from '#schema/conversation.ts'
import { lineTooLong } from './failures.ts'

type Deps = {
  db: Database
  conversations: Pick<Conversations, 'sendStaffMessage'>
  log: Pick<Log, 'info'>
}
type Mailing = { workspaceId: string; mailingId: string }
type ToTell = { input: ConversationInput; waiting: StaffMessage[] }

const WINDOW_MS = 24 * 3_600_000

export type IncidentActivities = ReturnType<typeof createIncidentActivities>

/** Telling customers that something ARI said to them was wrong, in a person's words and name. */
export const createIncidentActivities = ({ db, conversations, log }: Deps) => ({
  /** Who is still to be written to; the first of very many. */
  async listUnwrittenCustomers({ workspaceId, mailingId }: Mailing): Promise<string[]> {
    return db.inWorkspace(workspaceId, (tx) => listUnwritten(tx, mailingId))
  },

  /**
   * Writes to one of them as a person does in the conversation itself, who has its floor from then on. The message is
   * named by mailing and customer: repeated, it is the same one. Where the window has closed nothing is written.
   */
  async writeToCustomer({ workspaceId, ...to }: Mailing & { contactId: string }): Promise<void> {
    const toTell = await db.inWorkspace(workspaceId, (tx) => write(tx, { workspaceId, ...to }))
    if (toTell === undefined) return
    // Where nobody answers, or we die here, whoever looks for what was told to nobody tells it.
    for (const message of toTell.waiting) {
      const { outcome } = await conversations.sendStaffMessage(toTell.input, message)
      if (outcome === 'unavailable') break
    }
    log.info({ event: 'incident_message', workspaceId, ...to }, 'A customer of an incident was written to')
  },
})

async function write(tx: WorkspaceTx, to: Mailing & { contactId: string }): Promise<ToTell | undefined> {
  const { workspaceId, mailingId, contactId } = to
  const wish = await lockUnwritten(tx, { mailingId, contactId })
  if (wish === undefined) return undefined
  const { userId, writer, body } = wish
  const now = new Date()
  const conversation = await findConversationOf(tx, contactId)
  const lastInboundMs = conversation?.lastInboundAt?.getTime() ?? 0
  if (conversation === undefined || userId === null || lastInboundMs <= now.getTime() - WINDOW_MS) {
    await settleContact(tx, { mailingId, contactId, state: 'window_closed' })
    return undefined
  }
  const { id: conversationId, channelId, name } = conversation
  const messageId = uuidv5(contactId, mailingId)
  const holdMs = await staffHoldMs(tx)
  const written = await insertStaffMessageOnce(tx, {
    ...{ messageId, conversationId, channelId, userId, replyToProviderId: null, now },
    body: fillPlaceholders(body, { customer: firstNameOf(name), agent: writer }),
    releaseAt: holdMs === 0 ? null : new Date(now.getTime() + holdMs),
  })
  await settleContact(tx, { mailingId, contactId, state: 'written', messageId })
  if (written !== 'new' || !(await hasPlace(tx, { workspaceId, conversationId, messageId }))) return undefined
  const state = conversation.state as ConversationState | null
  return {
    input: { workspaceId, conversationId, state },
    waiting: await listWaitingStaffMessages(tx, conversationId),
  }
}

/** A place in the workspace's quota, as for whatever people write; or one in line, from where it goes by itself. */
async function hasPlace(
  tx: WorkspaceTx,
  message: { workspaceId: string; conversationId: string; messageId: string },
): Promise<boolean> {
  const { isBehind, ...use } = await lockQuota(tx, message)
  if (isFlooded(use)) throw lineTooLong()
  if (admit(use, { isBehind }) === 'now') return takeMessagePlace(tx, { ...message, limit: use.limit })
  await joinLine(tx, message)
  return false
}

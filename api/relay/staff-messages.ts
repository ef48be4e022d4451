import type { Conversations } from '#clients/temporal/conversations.ts'
import type { Log } from '#clients/log/log.ts'
import type { Database } from '#db/connect.ts'
import { listUntoldResends } from '#db/queries/resend.ts'
import { listUntoldStaffMessages } from '#db/queries/staff-messages.ts'
import type { ConversationState } from '#schema/conversation.ts'

type Deps = {
  database: Database
  sendStaffMessage: Conversations['sendStaffMessage']
  log: Log
  /** The page that kept a message tells of it at once; only what it could not tell is left after this long. */
  olderThanMs?: number
  everyMs?: number
}

const AT_ONCE = 50

/**
 * Tells conversations of what people wrote while no worker or no server answered. Telling twice sends once, so it may
 * run in several programs.
 */
export function createStaffMessageRepair(deps: Deps) {
  const { database, sendStaffMessage, log, olderThanMs = 10_000, everyMs = 5_000 } = deps
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined

  async function repair(): Promise<void> {
    const which = { olderThanMs, limit: AT_ONCE }
    const written = await listUntoldStaffMessages(database.platform, which)
    const again = await listUntoldResends(database.platform, which)
    for (const message of [...written, ...again.map((one) => ({ ...one, again: true as const }))]) {
      const { workspaceId, conversationId, state, ...told } = message
      // The column holds what the workflow wrote there.
      const input = { workspaceId, conversationId, state: state as ConversationState | null }
      const { outcome } = await sendStaffMessage(input, told)
      // Nobody answers: the others wait too, and their order stays.
      if (outcome === 'unavailable') return
      const { messageId } = told
      if (outcome === 'done')
        log.info({ event: 'staff_message_told', messageId, conversationId }, 'A message of staff was told late')
    }
  }

  function soon(): void {
    timer = setTimeout(() => {
      running = repair()
        .catch((error: unknown) => log.warn({ err: error }, 'Messages of staff wait on'))
        .finally(soon)
    }, everyMs)
  }

  return {
    start: soon,
    /** What is under way ends first. */
    async stop(): Promise<void> {
      clearTimeout(timer)
      await running
      clearTimeout(timer)
    },
  }
}

import type { Conversations } from '#clients/temporal/conversations.ts'
import type { Log } from '#clients/log/log.ts'
import type { Database } from '#db/connect.ts'
import { listOrphans, markToldAgain } from '#db/queries/orphans.ts'
import { repeat } from '../repeat.ts'

type Deps = {
  database: Database
  tell: Conversations['tell']
  log: Log
  /** Longer than a turn takes, even one whose model is slow. */
  olderThanMs?: number
  everyMs?: number
}

const AT_ONCE = 200

/**
 * No message left behind: what has no outcome though its conversation was told long ago is told again. The conversation
 * takes it up unless it is at it, so it may be told too often, and by several programs.
 */
export function createOrphanRepair({ database, tell, log, olderThanMs = 120_000, everyMs = 5_000 }: Deps) {
  async function repair(): Promise<void> {
    for (const orphan of await listOrphans(database.platform, { olderThanMs, limit: AT_ONCE })) {
      const { messageId, workspaceId, conversationId, state, sentAt, burstMs } = orphan
      const input = { workspaceId, conversationId, state }
      await tell(input, { messageId, workspaceId, sentAtMs: sentAt.getTime(), burstMs, again: true })
      await markToldAgain(database.platform, messageId)
      log.warn({ event: 'message_told_again', messageId, conversationId }, 'A message had no outcome; it is told again')
    }
  }

  return repeat(repair, {
    everyMs,
    onError: (error) => log.warn({ err: error }, 'Messages without an outcome wait on'),
  })
}

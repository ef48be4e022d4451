import type { Conversations, OrderOutcome } from '#clients/temporal/conversations.ts'
import type { Log } from '#clients/log/log.ts'
import type { Database } from '#db/connect.ts'
import { listLines, markTold, returnToLine, takeNextInLine, tidyLine } from '#db/queries/message-line.ts'
import { listUntoldResends } from '#db/queries/resend.ts'
import { listUntoldStaffMessages, type UntoldStaffMessage } from '#db/queries/staff-messages.ts'
import type { ConversationState } from '#schema/conversation.ts'
import { repeat } from '../repeat.ts'

type Deps = {
  database: Database
  sendStaffMessage: Conversations['sendStaffMessage']
  log: Log
  /** The page that kept a message tells of it at once; only what it could not tell is left after this long. */
  olderThanMs?: number
  everyMs?: number
  /** How soon a place that comes free is given to the line. */
  lineEveryMs?: number
}

const AT_ONCE = 50

/**
 * Tells conversations of what people wrote and nobody told them: while no worker or no server answered, or because
 * the workspace's quota was used up. Telling twice sends once, so it may run in several programs.
 */
export function createStaffMessageRepair(deps: Deps) {
  const { database, sendStaffMessage, log, olderThanMs = 10_000, everyMs = 5_000, lineEveryMs = 1_000 } = deps
  let isStopping = false
  const onError = (error: unknown) => log.warn({ err: error }, 'Messages of staff wait on')
  const repairing = repeat(repair, { everyMs, onError })
  const draining = repeat(drain, { everyMs: lineEveryMs, onError })

  async function repair(): Promise<void> {
    const which = { olderThanMs, limit: AT_ONCE }
    const written = await listUntoldStaffMessages(database.platform, which)
    const again = await listUntoldResends(database.platform, which)
    for (const message of [...written, ...again.map((one) => ({ ...one, again: true as const }))]) {
      const { messageId, conversationId } = message
      const outcome = await tell(message)
      // Nobody answers: the others wait too, and their order stays.
      if (outcome === 'unavailable') return
      if (outcome === 'done')
        log.info({ event: 'staff_message_told', messageId, conversationId }, 'A message of staff was told late')
    }
  }

  /** Gives the places that are free to what waits for them, to each workspace its own. */
  async function drain(): Promise<void> {
    const lines = await listLines(database.platform)
    for (const workspaceId of lines) {
      // One workspace's trouble is not the others'.
      const outcome = await drainOne(workspaceId).catch((error: unknown) => {
        log.warn({ err: error, workspaceId }, 'The line of a workspace waits on')
      })
      if (outcome === 'unavailable') break
    }
    await tidyLine(database.platform)
  }

  async function drainOne(workspaceId: string): Promise<OrderOutcome['outcome']> {
    for (let count = 0; count < AT_ONCE && !isStopping; count++) {
      const message = await database.inWorkspace(workspaceId, (tx) => takeNextInLine(tx, workspaceId))
      if (message === undefined) return 'done'
      const { messageId, conversationId } = message
      const outcome = await tell(message)
      await database.inWorkspace(workspaceId, (tx) =>
        outcome === 'unavailable' ? returnToLine(tx, { workspaceId, messageId }) : markTold(tx, messageId),
      )
      if (outcome === 'unavailable') return outcome
      log.info({ event: 'staff_message_next', messageId, conversationId }, 'A message of staff left the line')
    }
    return 'done'
  }

  async function tell({ workspaceId, conversationId, state, ...told }: UntoldStaffMessage & { again?: true }) {
    // The column holds what the workflow wrote there.
    const input = { workspaceId, conversationId, state: state as ConversationState | null }
    const { outcome } = await sendStaffMessage(input, told)
    return outcome
  }

  return {
    start(): void {
      repairing.start()
      draining.start()
    },
    async stop(): Promise<void> {
      isStopping = true
      await Promise.all([repairing.stop(), draining.stop()])
    },
  }
}

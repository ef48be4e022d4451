import type { WorkspaceTx } from '#db/connect.ts'
import { readClock } from '#db/queries/health.ts'
import { listChangedMessages, type MessageInThread } from '#db/queries/thread.ts'
import { failureOf, toMessage } from './rows.server.ts'

export type Event = { event: string; data: unknown }

/**
 * A transaction may commit later than one that changed something after it did: what is asked for goes back this far,
 * and what was told already is left out.
 */
const OVERLAP_MS = 60_000
/** In one go; who missed more asks for the thread again, as they are told to. */
const MOST_MESSAGES = 500

/** The messages of one conversation for one reader: what they have not been told of yet. */
export function createRoom(conversationId: string) {
  let told = new Map<string, string>()

  return {
    /** What was written or changed since a moment; and the moment that it was read. */
    async changesSince(tx: WorkspaceTx, at: Date): Promise<{ events: Event[]; readAt: Date }> {
      const since = new Date(at.getTime() - OVERLAP_MS)
      const readAt = await readClock(tx)
      const messages = await listChangedMessages(tx, { conversationId, since, limit: MOST_MESSAGES })
      const before = told
      told = new Map(messages.map((message) => [message.id, markOf(message)]))
      const events = messages
        .filter((message) => before.get(message.id) !== markOf(message))
        .map((message) => {
          const known = before.get(message.id)
          const isKnown = known !== undefined || message.createdAt < since
          // More changes than a mark of a file, and of a held reply that was withdrawn and written anew.
          const isAnew = message.fileState !== null || known?.startsWith('withdrawn ') === true
          return isKnown && !isAnew ? changed(message) : written(message)
        })
      return { events, readAt }
    },
  }
}

function written(message: MessageInThread): Event {
  return { event: 'message:new', data: toMessage(message) }
}

function changed({ id, status, failure, changedMicros: changedAt }: MessageInThread): Event {
  return { event: 'message:status', data: { id, status, failure: failureOf(failure), changedAt } }
}

function markOf({ status, failure, fileState, changedMicros }: MessageInThread): string {
  // It may have been sent again between two looks, and failed again for the same reason.
  return `${status} ${fileState ?? ''} ${JSON.stringify(failure)} ${status === 'failed' ? changedMicros : ''}`
}

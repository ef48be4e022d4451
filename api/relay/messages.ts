import type { Database } from '#db/connect.ts'
import { markRelayed, takeWaitingTurns, type Turn, type WhichEvents } from '#db/queries/inbound-events.ts'
import { notifyDesk, storeMessages } from '#db/queries/receive.ts'
import { joinPeople, readMessage, readPerson } from './read-message.ts'
import type { Untold } from './teller.ts'

/**
 * Makes rows of what waits of these contacts, in one transaction, and returns what their conversations are to be
 * told. What nobody is told of is marked relayed right away.
 */
export function storeWaiting(
  database: Database,
  workspaceId: string,
  turns: readonly Turn[],
  which: WhichEvents = {},
): Promise<Untold[]> {
  return database.inWorkspace(workspaceId, async (tx) => {
    const events = await takeWaitingTurns(tx, turns, which)
    const people = joinPeople(events.map(readPerson))
    const stored = await storeMessages(tx, workspaceId, people, events.map(readMessage))
    await notifyDesk(
      tx,
      workspaceId,
      stored.map(({ conversationId }) => conversationId),
      'message',
    )
    const attempts = new Map(events.map(({ id, attempts }) => [id, attempts]))
    const untold = stored
      .filter(({ isOpen }) => isOpen)
      .map((message) => ({ ...message, workspaceId, attempts: attempts.get(message.eventId) ?? 0 }))
    const toTell = new Set(untold.map(({ eventId }) => eventId))
    await markRelayed(
      tx,
      events.flatMap(({ id }) => (toTell.has(id) ? [] : [id])),
    )
    return untold
  })
}

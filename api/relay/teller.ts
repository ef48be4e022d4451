import { isTemporalAway } from '#clients/temporal/connect.ts'
import type { Conversations } from '#clients/temporal/conversations.ts'
import type { Log } from '#clients/log/log.ts'
import { PATIENT_ATTEMPTS } from '#db/queries/inbound-events.ts'
import type { StoredMessage } from '#db/queries/receive.ts'
import { createOutage } from './outage.ts'

export type Untold = StoredMessage & { workspaceId: string; attempts: number }

/** `atMost` bounds how often the failure counts: an outage is not the event's fault. */
export type NotTold = { eventId: string; reason: string; atMost: number }

export type Told = { told: string[]; failed: NotTold[] }

type Deps = Pick<Conversations, 'tell' | 'tellOfPhone'> & { log: Log; atOnce?: number }

const SUSPICIOUS_FAILURES = 5

/** What one signal carries at most; each message is some hundred bytes of a history. */
const TOLD_AT_ONCE = 20

/** Tells conversations of their messages: in their order in each, several conversations at once. */
export function createTeller({ tell, tellOfPhone, log, atOnce = 20 }: Deps) {
  const outage = createOutage(log, 'Temporal', 'messages are kept and wait for it')
  const seats = createSeats(atOnce)
  /** Failures since the last success, of any conversation. */
  let failuresInARow = 0

  /** The messages of one conversation, in their order: what waits goes in one signal, if it goes. */
  async function tellOne(messages: readonly Untold[], isProbe: boolean, result: Told): Promise<void> {
    for (let at = 0; at < messages.length; at += TOLD_AT_ONCE) {
      const some = messages.slice(at, at + TOLD_AT_ONCE)
      const isOneKind = some.every(({ author }) => author === 'customer')
      if (some.length > 1 && isOneKind && (await tellTogether(some, result))) continue
      if (!(await tellSingly(some, isProbe, result))) return
    }
  }

  /** False when it was refused or the server is away: then each message finds out for itself. */
  async function tellTogether(messages: readonly Untold[], result: Told): Promise<boolean> {
    const [first] = messages
    if (!first || outage.isOn()) return false
    try {
      await seats.take(first.workspaceId, () => tell(...lineOf(first, messages)))
      result.told.push(...messages.map(({ eventId }) => eventId))
      failuresInARow = 0
      return true
    } catch {
      return false
    }
  }

  /** False when the rest has to wait: what comes after a failure waits with it. */
  async function tellSingly(messages: readonly Untold[], isProbe: boolean, result: Told): Promise<boolean> {
    for (const message of messages) {
      if (outage.isOn() && !isProbe) return false
      try {
        await seats.take(message.workspaceId, () => told(message))
        outage.ended()
        failuresInARow = 0
        result.told.push(message.eventId)
      } catch (error) {
        const failure = assess(error, message)
        result.failed.push(failure)
        // One that fails again and again, through its own fault, must not hold up the conversation for ever.
        if (message.attempts + 1 < PATIENT_ATTEMPTS || failure.atMost < PATIENT_ATTEMPTS) return false
      }
    }
    return true
  }

  function told(message: Untold): Promise<void> {
    const { workspaceId, conversationId, state, author, messageId } = message
    if (author === 'customer') return tell(...lineOf(message, [message]))
    return tellOfPhone({ workspaceId, conversationId, state }, { messageId, workspaceId })
  }

  function assess(error: unknown, { eventId, workspaceId, conversationId }: Untold): NotTold {
    const reason = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : 'unknown'
    failuresInARow++
    if (isTemporalAway(error)) {
      outage.began(error)
      return { eventId, reason, atMost: PATIENT_ATTEMPTS - 1 }
    }
    outage.ended()
    // While nothing passes, it is hardly the event's own fault, and saying it once will do.
    if (failuresInARow === 1) {
      log.error({ err: error, eventId, workspaceId, conversationId }, 'A conversation could not be told; it waits')
    }
    return { eventId, reason, atMost: failuresInARow < SUSPICIOUS_FAILURES ? 1_000_000 : PATIENT_ATTEMPTS - 1 }
  }

  return {
    isAway: () => outage.isOn(),
    /** A probe is made even while Temporal is taken to be away. */
    async tell(messages: readonly Untold[], { isProbe }: { isProbe: boolean }): Promise<Told> {
      const result: Told = { told: [], failed: [] }
      const byConversation = Map.groupBy(
        messages.toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime() || (a.eventId < b.eventId ? -1 : 1)),
        ({ conversationId }) => conversationId,
      )
      await Promise.all([...byConversation.values()].map((own) => tellOne(own, isProbe, result)))
      return result
    },
  }
}

function lineOf(
  { workspaceId, conversationId, state }: Untold,
  messages: readonly Untold[],
): Parameters<Conversations['tell']> {
  return [
    { workspaceId, conversationId, state },
    ...messages.map(({ messageId, sentAt, burstMs }) => ({
      messageId,
      workspaceId,
      sentAtMs: sentAt.getTime(),
      burstMs,
    })),
  ]
}

/** So many at once; the others queue, and the queues of the workspaces have their turns. */
function createSeats(count: number) {
  let free = count
  const queues = new Map<string, (() => void)[]>()

  function next(): (() => void) | undefined {
    const [first] = queues
    if (first === undefined) return undefined
    const [workspaceId, queue] = first
    const go = queue.shift()
    queues.delete(workspaceId)
    if (queue.length > 0) queues.set(workspaceId, queue)
    return go
  }

  return {
    async take<T>(workspaceId: string, work: () => Promise<T>): Promise<T> {
      if (free > 0) free--
      else {
        await new Promise<void>((resolve) => {
          const queue = queues.get(workspaceId)
          if (queue) queue.push(resolve)
          else queues.set(workspaceId, [resolve])
        })
      }
      try {
        return await work()
      } finally {
        const go = next()
        if (go) go()
        else free++
      }
    },
  }
}

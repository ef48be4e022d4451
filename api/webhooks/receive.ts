import { v7 as uuidv7 } from 'uuid'
import type { Log } from '#clients/log/log.ts'
import type { Db } from '#db/connect.ts'
import { isMissingReference, isRefusedData, isWorthRepeating } from '#db/failures.ts'
import { insertEventsOnce, type NewEvent } from '#db/queries/inbound-events.ts'
import type { Channel, ChannelDirectory } from './directory.ts'
import type { WebhookEvent } from './event.ts'
import { gather } from './gather.ts'

/** An event as it was kept; `sender` says whose it is to the relay. */
export type KeptEvent = NewEvent & { sender: string | null }

export class NotKept extends Error {
  override readonly name = 'NotKept'
}

type Deps = { db: Db; directory: ChannelDirectory; log: Log }

const PATIENCE_MS = 5000
/** Numbers that are in the samples which the providers' dashboards post as a test, and that nobody has. */
const SAMPLE_NUMBERS: Record<string, string> = { meta: '123456123', kapso: '123456789012345' }

/**
 * Keeps what a POST came to, in one statement, and returns what was not kept before. With `only`, nothing but that
 * channel's events. When it resolves, nothing of it can be lost; when it throws, the sender must send again.
 */
export function createReceive({ db, directory, log }: Deps) {
  const insert = gather(
    (rows: readonly KeptEvent[]) => insertEventsOnce(db, rows),
    (id) => id,
    ({ id }) => id,
    { atOnce: 2, limit: 1000 },
  )

  async function keep(events: readonly WebhookEvent[], only: Channel | undefined): Promise<KeptEvent[]> {
    const rows = await address(events, only)
    if (rows.length === 0) return []
    const isNew = new Set(await insert(rows))
    return rows.filter(({ id }) => isNew.has(id))
  }

  async function address(events: readonly WebhookEvent[], only: Channel | undefined): Promise<KeptEvent[]> {
    const rows: KeptEvent[] = []
    const unknown = new Set<string>()
    for (const event of events) {
      const { kind, key, phoneNumberId, businessAccountId, sender, occurredAt, payload } = event
      if (only && isTest(phoneNumberId, only)) {
        log.info({ channelId: only.id, kind }, 'A test event of the provider came in')
        rows.push(testRow(event, only))
        continue
      }
      const channel = await channelOf(phoneNumberId, businessAccountId, only)
      if (!channel) {
        unknown.add(phoneNumberId ?? `account ${businessAccountId ?? 'unnamed'}`)
        continue
      }
      const { id: channelId, workspaceId } = channel
      rows.push({ id: uuidv7(), workspaceId, channelId, key, kind, payload, occurredAt, sender })
    }
    for (const phoneNumberId of unknown) {
      if (only) log.warn({ phoneNumberId, channelId: only.id }, 'An event of another number than this webhook is for')
      else log.warn({ phoneNumberId }, 'No workspace for phone_number_id')
    }
    return rows
  }

  async function channelOf(phoneNumberId: string | null, accountId: string | null, only: Channel | undefined) {
    if (only) return phoneNumberId === null || phoneNumberId === only.phoneNumberId ? only : undefined
    if (phoneNumberId !== null) return directory.byPhoneNumberId(phoneNumberId)
    return accountId === null ? undefined : directory.byBusinessAccount(accountId)
  }

  /** The dashboards' samples are of a number that nobody has: they prove that the address and the secret are right. */
  function isTest(phoneNumberId: string | null, { provider, phoneNumberId: own }: Channel): boolean {
    return phoneNumberId !== null && phoneNumberId === SAMPLE_NUMBERS[provider] && phoneNumberId !== own
  }

  /** A test is of now, whatever year its sample was written in; the mark keeps the bot from answering it. */
  function testRow({ kind, key, sender, payload }: WebhookEvent, { id: channelId, workspaceId }: Channel): KeptEvent {
    const occurredAt = new Date()
    return { id: uuidv7(), workspaceId, channelId, key, kind, payload: { ...payload, test: true }, occurredAt, sender }
  }

  /** Postgres refused the statement for one of its rows: the others must not go down with it. */
  async function keepOneByOne(events: readonly WebhookEvent[], only: Channel | undefined): Promise<KeptEvent[]> {
    const kept: KeptEvent[] = []
    for (const event of events) {
      try {
        kept.push(...(await keep([event], only)))
      } catch (error) {
        if (!isRefusedData(error)) throw error
        log.error({ err: error, kind: event.kind }, 'An event that the database does not take was left out')
      }
    }
    return kept
  }

  return async (events: readonly WebhookEvent[], only?: Channel): Promise<KeptEvent[]> => {
    if (events.length === 0) return []
    const work = async () => {
      try {
        return await keep(events, only)
      } catch (error) {
        if (!isRefusedData(error) && !isWorthRepeating(error)) throw error
        // The channel that we remembered may be gone, or have come back under another id.
        if (isMissingReference(error)) directory.forget()
        return await keepOneByOne(events, only)
      }
    }
    return inTime(work())
  }
}

/** A database that hangs is as good as none: the sender hears it in time and sends again. */
export async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NotKept('The database did not answer in time')), PATIENCE_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

import type { Sealer } from '#clients/secrets/seal.ts'
import type { Log } from '#clients/log/log.ts'
import type { Db } from '#db/connect.ts'
import {
  findChannelByBusinessAccount,
  findChannelByPhoneNumberId,
  findChannelByWebhookKey,
  type ChannelRow,
} from '#db/queries/channels.ts'

/** A channel with its secrets opened. `unusable` is one that is stored and cannot be opened: nothing matches it. */
export type Channel = {
  id: string
  workspaceId: string
  provider: string
  phoneNumberId: string
  appSecret: Secret
  /** Counts beside the other until it is dropped. */
  previousAppSecret: Secret
  verifyToken: Secret
}
export type Secret = { kind: 'own'; text: string } | { kind: 'none' } | { kind: 'unusable' }

export type ChannelDirectory = ReturnType<typeof createChannelDirectory>

type Deps = { db: Db; sealer: Pick<Sealer, 'open'>; log: Log; keepMs?: number; now?: () => number }
type Kept = { at: number; channel: Promise<Channel | undefined> }

const KEEP_AT_MOST = 10_000

/**
 * Which channel a webhook is about, remembered for a second so that receiving costs one statement, and no longer: a
 * secret that was changed or dropped counts from then on.
 * What was not found is not remembered: a channel that is made now is known now.
 */
export function createChannelDirectory({ db, sealer, log, keepMs = 1000, now = Date.now }: Deps) {
  const kept = new Map<string, Kept>()

  function find(key: string, look: () => Promise<ChannelRow | undefined>) {
    const known = kept.get(key)
    if (known && now() - known.at < keepMs) return known.channel
    if (kept.size >= KEEP_AT_MOST) kept.clear()
    const entry: Kept = { at: now(), channel: look().then((row) => row && open(row)) }
    kept.set(key, entry)
    const drop = () => {
      if (kept.get(key) === entry) kept.delete(key)
    }
    entry.channel.then((channel) => channel ?? drop(), drop)
    return entry.channel
  }

  function open(row: ChannelRow): Channel {
    const { id, workspaceId, provider, phoneNumberId, appSecretSealed, appSecretPreviousSealed, verifyTokenSealed } =
      row
    const secret = (what: string, sealed: string | null): Secret => {
      if (sealed === null) return { kind: 'none' }
      try {
        return { kind: 'own', text: sealer.open(sealed) }
      } catch (error) {
        log.error({ err: error, channelId: id, workspaceId }, `The ${what} of a channel cannot be opened`)
        return { kind: 'unusable' }
      }
    }
    return {
      id,
      workspaceId,
      provider,
      phoneNumberId,
      appSecret: secret('app secret', appSecretSealed),
      previousAppSecret: secret('previous app secret', appSecretPreviousSealed),
      verifyToken: secret('verify token', verifyTokenSealed),
    }
  }

  return {
    byKey: (key: string) => find(`key ${key}`, () => findChannelByWebhookKey(db, key)),
    byPhoneNumberId: (id: string) => find(`number ${id}`, () => findChannelByPhoneNumberId(db, id)),
    byBusinessAccount: (id: string) => find(`account ${id}`, () => findChannelByBusinessAccount(db, id)),
    /** After a write that found a channel gone. */
    forget: () => kept.clear(),
  }
}

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
  verifyToken: Secret
}
export type Secret = { kind: 'own'; text: string } | { kind: 'none' } | { kind: 'unusable' }

export type ChannelDirectory = ReturnType<typeof createChannelDirectory>

type Deps = { db: Db; sealer: Pick<Sealer, 'open'>; log: Log; keepMs?: number; now?: () => number }
type Kept = { at: number; channel: Promise<Channel | undefined> }

const KEEP_AT_MOST = 10_000

/**
 * Which channel a webhook is about, remembered for a few seconds so that receiving costs one statement.
 * What was not found is not remembered: a channel that is made now is known now.
 */
export function createChannelDirectory({ db, sealer, log, keepMs = 10_000, now = Date.now }: Deps) {
  const kept = new Map<string, Kept>()

  function find(key: string, look: () => Promise<ChannelRow | undefined>, notOlderThanMs = keepMs) {
    const known = kept.get(key)
    if (known && now() - known.at < notOlderThanMs) return known.channel
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
    const { id, workspaceId, provider, phoneNumberId, appSecretSealed, verifyTokenSealed } = row
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
      verifyToken: secret('verify token', verifyTokenSealed),
    }
  }

  return {
    byKey: (key: string, notOlderThanMs?: number) =>
      find(`key ${key}`, () => findChannelByWebhookKey(db, key), notOlderThanMs),
    byPhoneNumberId: (id: string) => find(`number ${id}`, () => findChannelByPhoneNumberId(db, id)),
    byBusinessAccount: (id: string) => find(`account ${id}`, () => findChannelByBusinessAccount(db, id)),
    /** After a write that found a channel gone. */
    forget: () => kept.clear(),
  }
}

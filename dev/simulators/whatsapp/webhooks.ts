import { randomUUID } from 'node:crypto'
import type { Clock, Timer } from './clock.ts'
import type { Deliveries, Post } from './deliveries.ts'
import { encodeJson } from './encode.ts'
import { concerns, type BatchShape, type FaultOf, type Faults } from './faults.ts'
import { kapsoBatch, kapsoPost, type KapsoPost } from './kapso.ts'
import { metaBody } from './payloads.ts'
import type { PhoneNumber, Update } from './shapes.ts'

type Deps = {
  clock: Clock
  random: () => number
  faults: Faults
  deliveries: Deliveries
  numberOf: (phoneNumberId: string) => PhoneNumber | undefined
}

const occasionOf = (update: Update) => ({
  phoneNumberId: update.phoneNumberId,
  customer: update.customer?.key,
  about: update.about,
})

type Collector = {
  fault: FaultOf<'reorder-webhooks' | 'batch-webhooks'>
  updates: Update[]
  full: number
  flush: () => void
  timer: Timer
}

const KEEP = 5000

export type Webhooks = ReturnType<typeof createWebhooks>

/** The way of an update to the product, with the faults that are asked for on it. */
export function createWebhooks({ clock, random, faults, deliveries, numberOf }: Deps) {
  const collectors = new Map<'reorder' | 'batch', Collector>()
  const recent = new Map<string, Update>()

  const numberOrFail = (phoneNumberId: string): PhoneNumber => {
    const number = numberOf(phoneNumberId)
    if (!number) throw new Error(`No number ${phoneNumberId}`)
    return number
  }

  /** Resolves with whether the first try was answered 200; false as well when a fault holds the update back. */
  async function publish(update: Update): Promise<boolean> {
    if (!numberOf(update.phoneNumberId)?.webhookUrl) return false
    remember(update)
    const occasion = occasionOf(update)
    if (faults.take('lose-webhooks', occasion)) return false
    const delay = faults.take('delay-webhooks', occasion)
    if (!delay) return arrange(update)
    clock.after(delay.ms, () => void arrange(update))
    return false
  }

  async function arrange(update: Update): Promise<boolean> {
    const occasion = occasionOf(update)
    if (collect('reorder', update)) return false
    const reorder = faults.take('reorder-webhooks', occasion)
    if (reorder) {
      open('reorder', reorder, update, reorder.hold, (updates) => void inOrder(mixed(updates, reorder.order)))
      return false
    }
    if (collect('batch', update)) return false
    const batch = faults.take('batch-webhooks', occasion)
    if (batch) {
      open('batch', batch, update, batch.size, (updates) => postTogether(updates, batch.shape, batch.withinMs))
      return false
    }
    return dispatch(update)
  }

  function collect(kind: 'reorder' | 'batch', update: Update): boolean {
    const collector = collectors.get(kind)
    if (!collector || !concerns(collector.fault, occasionOf(update))) return false
    collector.updates.push(update)
    if (collector.updates.length >= collector.full) collector.flush()
    return true
  }

  function open(
    kind: 'reorder' | 'batch',
    fault: Collector['fault'],
    first: Update,
    full: number,
    act: (updates: Update[]) => void,
  ) {
    const flush = () => {
      collector.timer.cancel()
      collectors.delete(kind)
      act(collector.updates)
    }
    const timer = clock.after(fault.withinMs, () => flush())
    const collector: Collector = { fault, updates: [first], full, flush, timer }
    collectors.set(kind, collector)
  }

  function mixed(updates: readonly Update[], order: 'reverse' | 'shuffle'): Update[] {
    if (order === 'reverse') return updates.toReversed()
    return updates
      .map((update) => ({ update, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ update }) => update)
  }

  // One after the other is answered, so that the changed order is the order of arrival.
  async function inOrder(updates: readonly Update[]) {
    for (const update of updates) await dispatch(update)
  }

  function dispatch(update: Update): Promise<boolean> {
    const number = numberOrFail(update.phoneNumberId)
    const occasion = occasionOf(update)
    const post = postOf(number, [update])
    if (!post) return Promise.resolve(false)
    const duplicate = faults.take('duplicate-webhooks', occasion)
    if (faults.take('forge-webhooks', occasion)) void deliveries.send({ ...post, forged: true })
    const first = deliveries.send(post)
    if (duplicate) {
      for (let copy = 1; copy <= duplicate.copies; copy += 1) {
        const again = duplicate.as === 'same-bytes' ? () => void deliveries.send(post) : () => inOtherCompany(update)
        if (duplicate.afterMs > 0) clock.after(duplicate.afterMs * copy, again)
        else again()
      }
    }
    return first
  }

  /** One POST for all that go to the same address; Kapso batches nothing but received messages of one conversation. */
  function postTogether(updates: readonly Update[], shape: BatchShape, windowMs: number) {
    const byAddress = Map.groupBy(updates, ({ phoneNumberId, about, customer, kapso }) => {
      const { format, webhookUrl, appSecret, encoding } = numberOrFail(phoneNumberId)
      if (format === 'meta') return `${webhookUrl ?? ''}|${appSecret}|${encoding}|${about === 'template' ? about : ''}`
      return about === 'message' ? `${phoneNumberId}|${customer?.key ?? ''}` : `${kapso?.event ?? ''}|${randomUUID()}`
    })
    for (const group of byAddress.values()) {
      const [first] = group
      const post = first && postOf(numberOrFail(first.phoneNumberId), group, { shape, windowMs })
      if (post) void deliveries.send(post)
    }
  }

  function postOf(
    number: PhoneNumber,
    updates: readonly Update[],
    batch?: { shape: BatchShape; windowMs: number },
  ): Post | undefined {
    const [first] = updates
    if (!first) return undefined
    const common = {
      phoneNumberId: number.phoneNumberId,
      customer: first.customer?.key,
      keys: updates.map(({ key }) => key),
    }
    if (number.format === 'meta') {
      const body = metaBody(updates, numberOrFail, clock.now(), batch?.shape)
      return { ...common, body: encodeJson(body, number.encoding) }
    }
    const kapso: KapsoPost | undefined =
      batch && first.about === 'message'
        ? kapsoBatch(updates, number, clock.now(), batch.windowMs)
        : kapsoPost(first, number, clock.now())
    if (!kapso) return undefined
    const { event, batchSize, body } = kapso
    return { ...common, body: encodeJson(body, 'raw'), kapso: { event, batchSize, idempotencyKey: randomUUID() } }
  }

  function remember(update: Update) {
    recent.set(update.key, update)
    if (recent.size <= KEEP) return
    const [oldest] = recent.keys()
    if (oldest !== undefined) recent.delete(oldest)
  }

  /** The same event again, in another batch: together with the one that came before it. */
  function inOtherCompany(update: Update) {
    const before = [...recent.values()].filter(
      (other) => other !== update && other.phoneNumberId === update.phoneNumberId && other.about !== 'template',
    )
    postTogether(update.about === 'template' ? [update] : [...before.slice(-1), update], 'changes', 0)
  }

  return {
    publish,
    postTogether,

    /** Posts known updates again in one batch; keys as in `keys` of the webhook events. Returns how many were known. */
    redeliver(keys: readonly string[], shape: BatchShape): number {
      const known = keys.flatMap((key) => recent.get(key) ?? [])
      postTogether(known, shape, 0)
      return known.length
    },

    clear() {
      for (const { timer } of collectors.values()) timer.cancel()
      collectors.clear()
      recent.clear()
    },
  }
}

export type Lanes<Item> = {
  /** What has the key already waits already: it is not taken twice. */
  add(item: Item): void
  /** Resolves when nothing waits or runs, or when the time is up. */
  drained(withinMs: number): Promise<void>
  /** Nothing new is begun. */
  close(): void
}

type Options<Item> = {
  count: number
  batchSize: number
  /** Items of one key are worked on one after another, items of different keys maybe at once. */
  keyOf: (item: Item) => string
  /** Only items of one group share a batch. */
  groupOf: (item: Item) => string
  /** Never rejects. */
  work: (batch: Item[]) => Promise<void>
}

/** Lanes of work: each takes what has gathered while it was busy as its next batch. */
export function createLanes<Item>({ count, batchSize, keyOf, groupOf, work }: Options<Item>): Lanes<Item> {
  type Waiting = Map<string, Map<string, Item>>
  /** What waits, by group and then by key. */
  const lanes = Array.from({ length: count }, () => ({ waiting: new Map() as Waiting, running: false }))
  let closed = false
  const whenIdle: (() => void)[] = []

  async function run(lane: (typeof lanes)[number]): Promise<void> {
    lane.running = true
    // The answer to the webhook goes first.
    await new Promise(setImmediate)
    while (lane.waiting.size > 0 && !closed) await work(nextBatch(lane.waiting))
    lane.running = false
    if (isIdle()) for (const tell of whenIdle.splice(0)) tell()
  }

  /** The groups have their turns: one with very much waits behind the others after each batch. */
  function nextBatch(waiting: Waiting): Item[] {
    const [[group, items] = []] = waiting
    if (group === undefined || items === undefined) return []
    const batch = [...items].slice(0, batchSize)
    for (const [key] of batch) items.delete(key)
    waiting.delete(group)
    if (items.size > 0) waiting.set(group, items)
    return batch.map(([, item]) => item)
  }

  const isIdle = () => lanes.every(({ waiting, running }) => !running && (closed || waiting.size === 0))

  return {
    add(item) {
      if (closed) return
      const key = keyOf(item)
      const lane = lanes[hash(key) % count]
      if (!lane) return
      const group = groupOf(item)
      const items = lane.waiting.get(group) ?? new Map<string, Item>()
      lane.waiting.set(group, items.set(key, item))
      if (!lane.running) void run(lane)
    },
    async drained(withinMs) {
      if (isIdle()) return
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((resolve) => {
        whenIdle.push(resolve)
        timer = setTimeout(resolve, withinMs)
      })
      clearTimeout(timer)
    },
    close() {
      closed = true
    },
  }
}

function hash(text: string): number {
  let sum = 0x811c9dc5
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193)
  return sum >>> 0
}

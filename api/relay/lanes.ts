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
  const lanes = Array.from({ length: count }, () => ({ waiting: new Map<string, Item>(), running: false }))
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

  function nextBatch(waiting: Map<string, Item>): Item[] {
    const batch: Item[] = []
    let group: string | undefined
    for (const [key, item] of waiting) {
      group ??= groupOf(item)
      if (groupOf(item) !== group) continue
      waiting.delete(key)
      if (batch.push(item) >= batchSize) break
    }
    return batch
  }

  const isIdle = () => lanes.every(({ waiting, running }) => !running && (closed || waiting.size === 0))

  return {
    add(item) {
      if (closed) return
      const key = keyOf(item)
      const lane = lanes[hash(key) % count]
      if (!lane) return
      lane.waiting.set(key, item)
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

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

type Group<Item> = { waiting: Map<string, Item>; running: number }

/**
 * Lanes of work. A free lane takes what has gathered of one group as its batch, and the groups have their turns: one
 * with much to do has all lanes but one at most, so that another's work begins at once.
 */
export function createLanes<Item>({ count, batchSize, keyOf, groupOf, work }: Options<Item>): Lanes<Item> {
  const share = Math.max(1, count - 1)
  /** In the order of their turns. */
  const groups = new Map<string, Group<Item>>()
  const busy = new Set<string>()
  const whenIdle: (() => void)[] = []
  let running = 0
  let isWoken = false
  let closed = false

  function begin(): void {
    isWoken = false
    while (running < count && !closed) {
      const batch = nextBatch()
      if (batch === undefined) return
      void run(...batch)
    }
  }

  function nextBatch(): [name: string, batch: Map<string, Item>] | undefined {
    for (const [name, group] of groups) {
      if (group.running >= share) continue
      const batch = new Map<string, Item>()
      for (const [key, item] of group.waiting) {
        if (busy.has(key)) continue
        batch.set(key, item)
        if (batch.size >= batchSize) break
      }
      if (batch.size === 0) continue
      for (const key of batch.keys()) {
        group.waiting.delete(key)
        busy.add(key)
      }
      // Behind all others that wait.
      groups.delete(name)
      groups.set(name, group)
      return [name, batch]
    }
    return undefined
  }

  async function run(name: string, batch: Map<string, Item>): Promise<void> {
    const group = groupNamed(name)
    running++
    group.running++
    await work([...batch.values()])
    running--
    group.running--
    for (const key of batch.keys()) busy.delete(key)
    if (group.running === 0 && group.waiting.size === 0) groups.delete(name)
    begin()
    if (isIdle()) for (const tell of whenIdle.splice(0)) tell()
  }

  function groupNamed(name: string): Group<Item> {
    const known = groups.get(name)
    if (known) return known
    const group: Group<Item> = { waiting: new Map(), running: 0 }
    groups.set(name, group)
    return group
  }

  const isIdle = () => running === 0 && (closed || [...groups.values()].every(({ waiting }) => waiting.size === 0))

  return {
    add(item) {
      if (closed) return
      groupNamed(groupOf(item)).waiting.set(keyOf(item), item)
      if (isWoken) return
      isWoken = true
      // The answer to the webhook goes first, and what one webhook brings shares a batch.
      setImmediate(begin)
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

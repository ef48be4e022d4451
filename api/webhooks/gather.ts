type Waiting<Item, Result> = {
  items: readonly Item[]
  resolve: (results: Result[]) => void
  reject: (error: unknown) => void
}

type Options = {
  /** Calls under way at most; what comes meanwhile gathers for the next one. */
  atOnce: number
  /** Items in a call at most, unless one caller alone brings more. */
  limit: number
}

/**
 * Lets callers at the same time share one call: under load a hundred of them cost the database a few statements
 * instead of a hundred. A caller alone never waits. A shared call that fails is made again for each caller by itself.
 */
export function gather<Item, Result>(
  call: (items: readonly Item[]) => Promise<Result[]>,
  ownerOf: (result: Result) => string,
  keyOf: (item: Item) => string,
  { atOnce, limit }: Options,
): (items: readonly Item[]) => Promise<Result[]> {
  const queue: Waiting<Item, Result>[] = []
  let running = 0

  function next(): void {
    if (running >= atOnce || queue.length === 0) return
    const batch: Waiting<Item, Result>[] = []
    let size = 0
    for (let first = queue[0]; first && (size === 0 || size + first.items.length <= limit); first = queue[0]) {
      batch.push(first)
      size += first.items.length
      queue.shift()
    }
    running++
    void run(batch).finally(() => {
      running--
      next()
    })
  }

  async function run(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = Map.groupBy(await call(batch.flatMap(({ items }) => items)), ownerOf)
      for (const { items, resolve } of batch) resolve(items.flatMap((item) => results.get(keyOf(item)) ?? []))
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error)
      else await Promise.all(batch.map((waiting) => run([waiting])))
    }
  }

  return (items) =>
    new Promise((resolve, reject) => {
      queue.push({ items, resolve, reject })
      next()
    })
}

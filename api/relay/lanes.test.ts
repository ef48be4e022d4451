import { expect, it } from 'vitest'
import { createLanes } from './lanes.ts'

type Item = { workspace: string; sender: number }

it('BY-21 (fairness) a workspace with very much waiting has its turn, and then the others have theirs', async () => {
  const batches: string[] = []
  const lanes = createLanes<Item>({
    count: 1,
    batchSize: 100,
    keyOf: ({ workspace, sender }) => `${workspace} ${String(sender)}`,
    groupOf: ({ workspace }) => workspace,
    work: async (batch) => {
      await Promise.resolve()
      batches.push(`${batch[0]?.workspace ?? ''} ${String(batch.length)}`)
    },
  })
  for (let sender = 0; sender < 250; sender++) lanes.add({ workspace: 'loud', sender })
  for (const workspace of ['a', 'b']) lanes.add({ workspace, sender: 1 })
  // Added again while it waits: once is enough.
  lanes.add({ workspace: 'a', sender: 1 })
  await lanes.drained(1_000)
  expect(batches).toEqual(['loud 100', 'a 1', 'b 1', 'loud 100', 'loud 50'])
})

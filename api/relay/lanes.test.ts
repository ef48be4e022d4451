import { expect, it } from 'vitest'
import { createLanes } from './lanes.ts'

type Item = { key: string; group: string }

/** Lanes whose work ends when the test says so. */
function given({ count = 4, batchSize = 100 } = {}) {
  const begun: { group: string; keys: string[]; end: () => void }[] = []
  const lanes = createLanes<Item>({
    count,
    batchSize,
    keyOf: ({ key }) => key,
    groupOf: ({ group }) => group,
    work: (batch) =>
      new Promise((end) => {
        begun.push({ group: batch[0]?.group ?? '', keys: batch.map(({ key }) => key), end })
      }),
  })
  const turn = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)))
  return {
    begun,
    lanes,
    turn,
    add: (group: string, ...keys: string[]) => keys.forEach((key) => lanes.add({ key, group })),
  }
}
const many = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}${String(n)}`)

it('BY-21 (relay) a workspace with 500 contacts waiting leaves a lane free: the next one begins at once', async () => {
  const { begun, turn, add } = given()
  add('blasting', ...many('b', 500))
  await turn()
  expect(begun.map(({ group, keys }) => [group, keys.length])).toEqual(
    Array.from({ length: 3 }, () => ['blasting', 100]),
  )
  add('quiet', 'q')
  await turn()
  expect(begun.at(-1)).toMatchObject({ group: 'quiet', keys: ['q'] })
})

it('BY-21 (relay) with every lane taken, the workspaces that wait have their turns one after another', async () => {
  const { begun, turn, add } = given({ count: 2, batchSize: 1 })
  for (const group of ['a', 'b', 'c']) add(group, ...many(group, 3))
  for (let done = 0; done < 9; done++) {
    await turn()
    begun[done]?.end()
  }
  await turn()
  expect(begun.map(({ group }) => group).join('')).toBe('abcabcabc')
})

it('what comes together shares a batch, and a key is never worked on twice at once', async () => {
  const { begun, turn, add, lanes } = given()
  add('a', 'x', 'y', 'z', 'x')
  await turn()
  add('a', 'x', 'w')
  await turn()
  expect(begun.map(({ keys }) => keys)).toEqual([['x', 'y', 'z'], ['w']])
  begun[0]?.end()
  await turn()
  expect(begun.map(({ keys }) => keys).at(-1)).toEqual(['x'])
  const drained = lanes.drained(60_000)
  begun.forEach(({ end }) => end())
  await drained
})

it('closed, it begins nothing new and is idle when the last has ended', async () => {
  const { begun, turn, add, lanes } = given({ count: 1, batchSize: 1 })
  add('a', 'x', 'y')
  await turn()
  lanes.close()
  add('a', 'z')
  const drained = lanes.drained(60_000)
  begun[0]?.end()
  await drained
  expect(begun).toHaveLength(1)
})

import { expect, it } from 'vitest'
import { gather } from './gather.ts'

type Row = { id: string }
const same = (text: string) => text

function given(limit = 100) {
  const calls: string[][] = []
  const open: (() => void)[] = []
  const insert = gather(
    async (rows: readonly Row[]) => {
      calls.push(rows.map(({ id }) => id))
      await new Promise<void>((resolve) => open.push(resolve))
      if (rows.some(({ id }) => id === 'bad')) throw new Error('refused')
      return rows.map(({ id }) => id).filter((id) => id !== 'known')
    },
    same,
    ({ id }) => id,
    { atOnce: 1, limit },
  )
  const letGo = async () => {
    open.splice(0).forEach((go) => go())
    await new Promise(setImmediate)
  }
  return { calls, insert, letGo }
}

it('WH-12 a caller alone does not wait; those who come meanwhile share the next call', async () => {
  const { calls, insert, letGo } = given()
  const answers = [insert([{ id: 'a' }]), insert([{ id: 'b' }, { id: 'known' }]), insert([{ id: 'c' }])]
  expect(calls).toEqual([['a']])
  await letGo()
  expect(calls).toEqual([['a'], ['b', 'known', 'c']])
  await letGo()
  expect(await Promise.all(answers)).toEqual([['a'], ['b'], ['c']])
})

it('WH-38 one whose rows are refused takes nobody with it', async () => {
  const { insert, letGo } = given()
  const answers = Promise.allSettled(['first', 'a', 'bad', 'b'].map((id) => insert([{ id }])))
  for (let turn = 0; turn < 4; turn++) await letGo()
  expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
})

it('WH-12 a call stays within its size, unless one caller alone brings more', async () => {
  const { calls, insert, letGo } = given(2)
  const rows = (text: string) => text.split('').map((id) => ({ id }))
  const answers = Promise.all(['x', 'ab', 'c', 'defg'].map((text) => insert(rows(text))))
  for (let turn = 0; turn < 4; turn++) await letGo()
  expect(await answers).toHaveLength(4)
  expect(calls.map((ids) => ids.join(''))).toEqual(['x', 'ab', 'c', 'defg'])
})

import { describe, expect, it } from 'vitest'
import { fuse, outstanding } from './fuse.ts'

const ids = (entries: readonly { id: string }[]) => entries.map(({ id }) => id).join('')
const ranking = (order: string, more: object = {}) => order.split('').map((id) => ({ id, ...more }))

describe('two rankings joined by place', () => {
  it.each([
    ['one alone stays as it is', ['abc', ''], 'abc'],
    ['two that agree stay as they are', ['abc', 'abc'], 'abc'],
    ['what stands in both comes before the first of either', ['axb', 'cxd'], 'xacbd'],
    ['of equals the first ranking goes first', ['ab', 'cd'], 'acbd'],
    ['a late place in both is still worth more than a first in one', ['abcdx', 'efghx'], 'xaebfcgdh'],
    ['nothing is nothing', ['', ''], ''],
  ])('%s', (_, [words = '', meaning = ''], expected) => {
    expect(ids(fuse([ranking(words), ranking(meaning)]))).toBe(expected)
  })

  it('an entry keeps what both say of it, the words first', () => {
    const words = [{ id: 'a', score: 7 }]
    const meaning = [{ id: 'a', score: 0, likeness: 0.8 }]
    expect(fuse<{ id: string; score: number; likeness?: number }>([words, meaning])).toEqual([
      { id: 'a', score: 7, likeness: 0.8, points: 2 / 61 },
    ])
  })
})

describe('what stands out', () => {
  const near = (...likeness: number[]) => likeness.map((one) => ({ likeness: one }))

  it('is at least half as far above the usual as the nearest, on any scale', () => {
    expect(outstanding(near(0.9, 0.8, 0.5), 0.5)).toEqual(near(0.9, 0.8))
    expect(outstanding(near(0.29, 0.28, 0.25), 0.25)).toEqual(near(0.29, 0.28))
    expect(outstanding(near(-0.1, -0.4), -0.3)).toEqual(near(-0.1))
  })

  it('is the only one there is, and none of none', () => {
    expect(outstanding(near(0.2), 0.2)).toEqual(near(0.2))
    expect(outstanding(near(), 0)).toEqual([])
  })
})

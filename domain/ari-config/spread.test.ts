import fc from 'fast-check'
import { expect, it } from 'vitest'
import { scaleTo, spreadEvenly } from './spread.ts'

it.each([
  [25, 5, [5, 5, 5, 5, 5]],
  [33, 4, [9, 8, 8, 8]],
  [2, 3, [1, 1, 0]],
  [10, 0, []],
])('%i points for %i factors', (most, factors, points) => {
  expect(spreadEvenly(most, factors)).toEqual(points)
})

it.each([
  [20, [5, 5, 5, 5, 5], [4, 4, 4, 4, 4]],
  [10, [4, 3, 3, 5], [3, 2, 2, 3]],
  [9, [0, 0], [5, 4]],
  [0, [3, 4], [0, 0]],
])('%i points in the proportions of %j', (most, points, scaled) => {
  expect(scaleTo(most, points)).toEqual(scaled)
})

it('always adds up, with whole points', () => {
  fc.assert(
    fc.property(fc.nat(98), fc.array(fc.nat(98), { minLength: 1, maxLength: 60 }), (most, points) => {
      const scaled = scaleTo(most, points)
      expect(scaled.reduce((sum, one) => sum + one, 0)).toBe(most)
      expect(scaled.every((one) => Number.isInteger(one) && one >= 0)).toBe(true)
    }),
  )
})

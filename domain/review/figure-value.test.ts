import { expect, it } from 'vitest'
import { FIGURES } from '#schema/figures.ts'
import { figureValue, shareOf } from './figure-value.ts'

it('of nothing a figure says nothing, not nought', () => {
  for (const name of FIGURES) expect(figureValue(name, { count: 0, hits: 0, median: null })).toBeNull()
  expect(shareOf({ count: 0, hits: 0 })).toBeNull()
})

it('a share, a number or the middle of how long it took', () => {
  const measured = { count: 8, hits: 2, median: 41 }
  expect(figureValue('edited', measured)).toBe(0.25)
  expect(figureValue('invented', measured)).toBe(2)
  expect(figureValue('humanTime', measured)).toBe(41)
  expect(figureValue('satisfied', { ...measured, hits: 0 })).toBe(0)
})

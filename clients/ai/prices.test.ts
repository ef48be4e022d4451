import { expect, it } from 'vitest'
import { costOf } from './prices.ts'

it('prices fresh input, cached input and output apart, in whole micro-USD', () => {
  // 1,000 at $1.25, 3,000 at $0.20 and 200 at $2.50 a million.
  expect(costOf('grok-4.20-non-reasoning', { input: 4_000, cached: 3_000, output: 200 })).toBe(1_250 + 600 + 500)
  expect(costOf('gpt-4o-mini', { input: 1_000_000, cached: 0, output: 1_000_000 })).toBe(750_000)
})

it('knows that a retired name of Grok costs what answers it', () => {
  const tokens = { input: 2_000, cached: 0, output: 100 }
  expect(costOf('grok-4-fast-non-reasoning', tokens)).toBe(costOf('grok-4.3', tokens))
})

it('has no price for a model that it does not know', () => {
  expect(costOf('llama3.1', { input: 10, cached: 0, output: 10 })).toBeNull()
})

import { expect, it } from 'vitest'
import { afterRefusal, type Refused } from './after-refusal.ts'
import type { FailureKind } from './meta-errors.ts'

const refused = (kind: FailureKind, more: Partial<Refused> = {}) =>
  afterRefusal({ kind, before: null, tries: 1, retryAfterMs: null, ...more })
const waits = (kind: FailureKind) => [1, 2, 3, 4, 5, 6].map((tries) => refused(kind, { tries }))

it.each(['busy', 'number_limit', 'quota', 'spam'] as const)(
  'WH-33 %s: one try and five more, after 1, 2, 4, 8, 16 s',
  (kind) => {
    expect(waits(kind)).toMatchObject([
      ...[1_000, 2_000, 4_000, 8_000, 16_000].map((afterMs) => ({ do: 'again', afterMs })),
      { do: 'fail' },
    ])
  },
)

it('one customer written to too often: 4^X seconds, and the others are not held up', () => {
  expect(waits('pair_limit')).toEqual([
    ...[1_000, 4_000, 16_000, 64_000, 256_000].map((afterMs) => ({ do: 'again', afterMs, rests: 'pair' })),
    { do: 'fail' },
  ])
})

it('a number that is too fast rests as a whole, and what concerns neither rests nothing', () => {
  expect(refused('number_limit')).toMatchObject({ rests: 'number' })
  expect([refused('quota'), refused('busy')]).toMatchObject([{ rests: null }, { rests: null }])
})

it('WH-33 what the provider asks for is waited, whatever try it is', () => {
  expect(refused('number_limit', { tries: 4, retryAfterMs: 90_000 })).toMatchObject({ afterMs: 90_000 })
})

it.each(['unreachable', 'opted_out', 'request', 'template', 'other'] as const)('WH-33 %s: no second try', (kind) => {
  expect(refused(kind)).toEqual({ do: 'fail' })
})

it('a closed window that should be open: once more after 30 s', () => {
  expect(refused('window')).toEqual({ do: 'again', afterMs: 30_000, rests: null })
  expect(refused('window', { tries: 2, before: 'busy' })).toMatchObject({ do: 'again' })
  expect(refused('window', { tries: 2, before: 'window' })).toEqual({ do: 'fail' })
})

it('a token that is refused stops the channel, at whatever try', () => {
  expect(refused('token', { tries: 9 })).toEqual({ do: 'stop_channel', why: 'token' })
})

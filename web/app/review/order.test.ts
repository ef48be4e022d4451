import { describe, expect, it } from 'vitest'
import type { HeldDraft } from './contract.ts'
import { batchesIn, countsOf, groupsOf, nextAfter, stepFrom, stepOn } from './order.ts'

const NOW = Date.UTC(2026, 10, 22, 3)
const draft = (draftId: string, dueInMs: number | null, warnings: string[] = []): HeldDraft => ({
  ...{ draftId, contactId: `of ${draftId}`, name: draftId, phone: null, stage: 'routing', score: 10, version: 1 },
  ...{ reply: 'Halo', heldAs: 'draft', heldFor: 'always', warnings, reader: null, endsAt: null, sendsItself: false },
  heldAt: new Date(NOW - 40_000).toISOString(),
  dueAt: dueInMs === null ? null : new Date(NOW + dueInMs).toISOString(),
})
const all = [draft('late', -1_000), draft('now', 0, ['apology']), draft('soon', 1), draft('never', null, ['waffling'])]
const ids = (drafts: HeldDraft[]) => drafts.map(({ draftId }) => draftId)

it('what is overdue comes first, each filter with its count', () => {
  expect(countsOf(all, NOW)).toEqual({ all: 4, late: 2, risky: 2 })
  const shown = (filter: 'all' | 'late' | 'risky') => {
    const { late, due } = groupsOf(all, { filter, now: NOW })
    return [ids(late), ids(due)]
  }
  expect(shown('all')).toEqual([
    ['late', 'now'],
    ['soon', 'never'],
  ])
  expect(shown('late')).toEqual([['late', 'now'], []])
  expect(shown('risky')).toEqual([['now'], ['never']])
})

describe('drafts that say the same', () => {
  const [late, now, soon, never] = all as [HeldDraft, HeldDraft, HeldDraft, HeldDraft]
  const read = { ...soon, reader: { id: 'other', name: 'Bima' } }
  const isApart = ({ reader }: HeldDraft) => reader !== null

  it('stand together where the first of them is, in what is late and in the rest', () => {
    const more = [late, now, soon, never, draft('last', null)]
    const batches = batchesIn(more, [['late', 'soon', 'last']], isApart)
    const groups = groupsOf(more, { filter: 'all', now: NOW, batches })
    expect([ids(groups.late), ids(groups.due)]).toEqual([
      ['late', 'now'],
      ['soon', 'last', 'never'],
    ])
  })

  it('are those that still wait and that nobody else reads, two or more', () => {
    const batches = [
      ['late', 'decided', 'never'],
      ['now', 'soon'],
    ]
    expect(batchesIn([late, now, read, never], batches, isApart).map(ids)).toEqual([['late', 'never']])
  })
})

describe('from one draft to another', () => {
  it.each([
    ['late', 'now'],
    ['soon', 'never'],
    ['never', 'late'],
    ['of another filter', 'late'],
  ])('after a decision about %s comes %s', (from, to) => expect(nextAfter(all, from)).toBe(to))

  it('after the last one comes nothing', () => expect(nextAfter([all[0]!], 'late')).toBeNull())

  it('a step stays within the list, and begins at its head', () => {
    expect([stepFrom(all, 'late', 1), stepFrom(all, 'late', -1)]).toEqual(['now', null])
    expect([stepFrom(all, undefined, 1), stepFrom([], undefined, 1)]).toEqual(['late', null])
  })

  it('goes on where the list was at its end and more of it has come, above it too', () => {
    const [late, now, soon, never] = all as [HeldDraft, HeldDraft, HeldDraft, HeldDraft]
    const known = new Set(ids([late, now]))
    expect(stepOn([late, now], 'now', known)).toBeNull()
    expect(stepOn([late, now, soon, never], 'now', known)).toBe('soon')
    expect(stepOn([soon, late, now], 'now', known)).toBe('soon')
  })
})

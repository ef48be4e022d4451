import { describe, expect, it } from 'vitest'
import { keptBackUntil, retryAfterMs, usualSettings, waysFor } from './rules.ts'

const jakarta = (time: string) => Date.parse(`2026-11-22T${time}:00+07:00`)

describe('who is told, and how', () => {
  it('whoever chose nothing is told by push; owners get mail of what cannot wait', () => {
    const nobodyChose = (role: 'owner' | 'admin' | 'member') => ({ role, settings: null })
    expect(waysFor('review_due', nobodyChose('member'))).toEqual(['push'])
    expect(waysFor('incident', nobodyChose('owner'))).toEqual(['push', 'mail'])
    expect(waysFor('incident', nobodyChose('admin'))).toEqual(['push'])
  })

  it('only owners are called on as owners, whatever others chose', () => {
    const all = { ...usualSettings('owner') }
    expect(waysFor('owner_called', { role: 'owner', settings: all })).toEqual(['push', 'mail'])
    expect(waysFor('owner_called', { role: 'admin', settings: all })).toEqual([])
  })

  it('what a person turned off is off, group by group', () => {
    const settings = { ...usualSettings('owner'), customers: { push: false, mail: true } }
    expect(waysFor('answer_late', { role: 'owner', settings })).toEqual(['mail'])
    expect(waysFor('review_overdue', { role: 'owner', settings })).toEqual(['mail'])
    expect(waysFor('review_due', { role: 'owner', settings })).toEqual(['push'])
  })
})

describe('quiet hours', () => {
  const night = { fromMinute: 22 * 60, toMinute: 6 * 60 }
  const siesta = { fromMinute: 12 * 60, toMinute: 13 * 60 }
  const until = (quiet: typeof night | null, time: string, kind: 'review_due' | 'incident' = 'review_due') => {
    const at = keptBackUntil(kind, { quiet, timeZone: 'Asia/Jakarta', nowMs: jakarta(time) })
    return at === null ? null : new Date(at).toISOString()
  }

  it.each([
    ['21:59', null],
    ['22:00', '2026-11-22T23:00:00.000Z'],
    ['23:59', '2026-11-22T23:00:00.000Z'],
    ['00:00', '2026-11-21T23:00:00.000Z'],
    ['05:59', '2026-11-21T23:00:00.000Z'],
    ['06:00', null],
  ])('a night goes over midnight: at %s until %s', (time, expected) => {
    expect(until(night, time)).toBe(expected)
  })

  it('within a day they begin and end on it; without length there are none', () => {
    expect(until(siesta, '12:30')).toBe('2026-11-22T06:00:00.000Z')
    expect(until(siesta, '13:00')).toBeNull()
    expect(until({ fromMinute: 0, toMinute: 0 }, '12:30')).toBeNull()
    expect(until(null, '12:30')).toBeNull()
  })

  it('an incident is told at any hour', () => expect(until(night, '23:00', 'incident')).toBeNull())
})

it('what cannot be told is tried later and later, and in the end no more', () => {
  expect([1, 2, 3, 7].map(retryAfterMs)).toEqual([15_000, 30_000, 60_000, 600_000])
  expect(retryAfterMs(8)).toBeNull()
})

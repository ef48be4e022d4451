import { describe, expect, it } from 'vitest'
import { admit, isAlarm, isFlooded, utilizationPercent, WAIT_TEXT } from './quota.ts'

const alone = { isBehind: false }
const use = (taken: number, waiting = 0, limit = 100) => ({ limit, taken, waiting })

describe('the next request', () => {
  it.each([
    ['first of all', use(0), 'now'],
    ['80th', use(79), 'now'],
    ['81st', use(80), 'busy'],
    ['100th', use(80, 19), 'busy'],
    ['101st', use(80, 20), 'full'],
    ['101st, of which none waits', use(100), 'full'],
    ['150th', use(100, 49), 'full'],
    ['first of a quota of one', use(0, 0, 1), 'now'],
    ['second of a quota of one', use(1, 0, 1), 'full'],
    ['9th of ten', use(8, 0, 10), 'busy'],
  ])('%s', (_, before, admission) => {
    expect(admit(before, alone)).toBe(admission)
  })

  it('waits behind what its conversation has in line, however much room there is', () => {
    expect(admit(use(3, 1), { isBehind: true })).toBe('full')
    expect(admit(use(90, 1), { isBehind: true })).toBe('busy')
  })

  it('is refused when five quotas wait', () => {
    expect([isFlooded(use(100, 499)), isFlooded(use(0, 500)), isFlooded(use(2, 10, 2))]).toEqual([false, true, true])
  })
})

it('people hear of the first request above 80 per cent and of the first above the quota, and of no other', () => {
  const heard = Array.from({ length: 150 }, (_, before) => before).filter((before) => isAlarm(use(before)))
  expect(heard.map((before) => before + 1)).toEqual([81, 101])
})

it('what is taken and what waits are in use', () => {
  expect([utilizationPercent(use(45)), utilizationPercent(use(100, 50)), utilizationPercent(use(1, 0, 3))]).toEqual([
    45, 150, 33,
  ])
})

it('SC-16 SC-17 the texts are the promised ones', () => {
  expect(WAIT_TEXT).toEqual({ busy: 'System busy, request queued', full: 'Request queued' })
})

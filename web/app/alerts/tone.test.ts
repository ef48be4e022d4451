import { expect, it } from 'vitest'
import { usualSettings } from '#domain/alert/rules.ts'
import { markedTitle, showsDrafts, wantsTone } from './tone.ts'

const how = { settings: usualSettings('member'), timeZone: 'Asia/Jakarta' }
const nowMs = Date.parse('2026-11-22T10:00:00+07:00')
const moment = { before: 1, waiting: 2, isLookedAt: false, lastAtMs: 0, nowMs }

it('a tone says that one more draft waits, to whoever does not look', () => {
  expect(wantsTone(how, moment)).toBe(true)
  expect(wantsTone(how, { ...moment, isLookedAt: true })).toBe(false)
  expect(wantsTone(how, { ...moment, waiting: 1 })).toBe(false)
  expect(wantsTone(how, { ...moment, waiting: 0 })).toBe(false)
})

it('never more than one in ten seconds, whatever tab it was in', () => {
  expect(wantsTone(how, { ...moment, lastAtMs: nowMs - 9_999 })).toBe(false)
  expect(wantsTone(how, { ...moment, lastAtMs: nowMs - 10_000 })).toBe(true)
})

it('none where it is turned off, nor within quiet hours', () => {
  const { settings } = how
  expect(wantsTone({ ...how, settings: { ...settings, sound: false } }, moment)).toBe(false)
  const quiet = { fromMinute: 9 * 60, toMinute: 11 * 60 }
  expect(wantsTone({ ...how, settings: { ...settings, quiet } }, moment)).toBe(false)
})

it('drafts are looked at in their list and in one of them, and nowhere else', () => {
  const looked = ['/review', '/review/', '/review/019ac0de-1234-7abc-8def-0123456789ab']
  const elsewhere = ['settings', 'figures', 'figures/list', 'incident', 'learning', 'answers', 'release', 'nothing']
  expect(looked.map(showsDrafts)).toEqual([true, true, true])
  for (const page of ['/inbox', ...elsewhere.map((part) => `/review/${part}`)]) expect(showsDrafts(page)).toBe(false)
  expect(showsDrafts('/review/answers/019ac0de-1234-7abc-8def-0123456789ab')).toBe(false)
})

it('the title counts, and counts no more when nothing waits', () => {
  expect(markedTitle('Review · my21staff', 3)).toBe('(3) Review · my21staff')
  expect(markedTitle('(3) Review · my21staff', 120)).toBe('(99+) Review · my21staff')
  expect(markedTitle('(99+) Review · my21staff', 0)).toBe('Review · my21staff')
})

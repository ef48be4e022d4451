import { expect, it } from 'vitest'
import { isFailure, judgePlay, type Reply } from './judge-play.ts'

const reply = (about: Partial<Reply> = {}): Reply => ({
  ...{ body: 'Kursus mulai 5 Maret.', isWithPeople: false, failedChecks: [], hasFailed: false },
  ...about,
})
const expected = { says: [], saysNot: [], passesToPeople: null }

it('what was expected and does not hold is found, without regard to case and spacing', () => {
  const wish = { says: ['5 maret', 'ruang Garuda'], saysNot: ['KURSUS  mulai', 'Rp'], passesToPeople: true }
  expect(judgePlay(wish, [reply()])).toEqual([
    { kind: 'not_passed' },
    { kind: 'lacks', about: 'ruang Garuda' },
    { kind: 'holds', about: 'KURSUS  mulai' },
  ])
  expect(judgePlay({ ...expected, passesToPeople: true }, [reply({ isWithPeople: true }), reply()])).toEqual([])
  expect(judgePlay({ ...expected, passesToPeople: false }, [reply({ isWithPeople: true })])).toEqual([
    { kind: 'passed' },
  ])
})

it('silence counts where nobody was called, a stopped draft is only pointed at', () => {
  expect(judgePlay(expected, [reply({ body: '' })])).toEqual([{ kind: 'silent' }])
  expect(judgePlay(expected, [reply({ body: '', isWithPeople: true, hasFailed: true })])).toEqual([
    { kind: 'no_model' },
  ])
  const found = judgePlay(expected, [reply({ failedChecks: ['prices'] }), reply({ failedChecks: ['prices'] })])
  expect(found).toEqual([{ kind: 'check', about: 'prices' }])
  expect(found.some(isFailure)).toBe(false)
})

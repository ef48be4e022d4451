import { assert, property, string } from 'fast-check'
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

it.each([
  ['Rp', 'Konsultan kami berpengalaman dan terpercaya. For pricing, your passport, our program.', false],
  ['IDR', 'Ini dari diri dr. Ana.', false],
  ['Rp', 'Biayanya Rp500.000.', true],
  ['Rp', 'Biayanya rp. 500 ribu', true],
  ['juta', 'Sekitar 5juta, atau berjuta-juta.', true],
  ['juta', 'Jutaan rupiah.', true],
  ['Rp 500.000', 'Cuma Rp500.000 saja', true],
  ['12 bulan', 'Lamanya 112 bulan.', false],
  ['12 bulan', 'Lamanya 12  bulan.', true],
  ['100%', 'Gratis 100% untuk semua', true],
  ['(gratis)', 'Ini (gratis) ya', true],
])('BC-09 %j is said in "%s": %s', (words, body, isSaid) => {
  const found = judgePlay({ ...expected, saysNot: [words] }, [reply({ body })])
  expect(found).toEqual(isSaid ? [{ kind: 'holds', about: words }] : [])
})

it('whatever must not be said can be looked for, and is found in itself', () => {
  assert(
    property(string({ unit: 'binary', maxLength: 20 }), (words) => {
      const found = judgePlay({ ...expected, saysNot: [words] }, [reply({ body: words })])
      expect(found.filter(({ kind }) => kind === 'holds').length).toBe(/[^\s]/u.test(words) ? 1 : 0)
    }),
  )
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

import { expect, test } from 'vitest'
import { toE164 } from './phone.ts'

test.each([
  ['0812-3456-7890'],
  ['6281234567890'],
  ['62 812 3456 7890'],
  ['+62 812-3456-7890'],
  ['+62 0812 3456 7890'],
  ['81234567890'],
  ['(0812) 3456 7890'],
  ['006281234567890'],
  ['０８１２３４５６７８９０'],
])('CT-11 every spelling of an Indonesian number becomes one: %s', (spelling) => {
  expect(toE164(spelling)).toBe('+6281234567890')
})

test.each([
  ['+65 9123 4567', '+6591234567'],
  ['14155552671', '+14155552671'],
  ['60123456789', '+60123456789'],
  ['021 5550123', '+62215550123'],
])('CT-11 numbers from elsewhere keep their country: %s', (text, number) => {
  expect(toE164(text)).toBe(number)
})

test('CT-11 a number without a country is taken as of the country that is asked for', () => {
  expect(toE164('9123 4567', 'SG')).toBe('+6591234567')
})

test.each([[''], ['123'], ['halo'], ['+62'], ['0812'], ['62'], ['+62812345678901234'], ['0812/3456'], ['0812 ext 5']])(
  'CT-11 what is no number is refused: "%s"',
  (text) => {
    expect(toE164(text)).toBeNull()
  },
)

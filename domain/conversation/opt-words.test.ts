import { expect, it } from 'vitest'
import { optWordOf } from './opt-words.ts'

it.each([
  ['STOP', 'out'],
  ['stop.', 'out'],
  [' Berhenti!! ', 'out'],
  ['"BERHENTI"', 'out'],
  ['Unsubscribe', 'out'],
  ['MULAI', 'in'],
  ['start', 'in'],
  ['jangan berhenti dulu ya', null],
  ['Stop kuliah di sana bisa?', null],
  ['kapan mulai?', null],
  ['', null],
  ['🛑', null],
])('PX-22 "%s" means %s', (text, word) => {
  expect(optWordOf(text)).toBe(word)
})

import { expect, it } from 'vitest'
import { wordsFrom } from './kept-words.ts'

const NOW = Date.parse('2026-11-22T10:00:00Z')
const words = { text: 'Halo Kak', reason: '', kind: 'fact', body: 'Kantor tutup' }
const kept = (over: object = {}) => JSON.stringify({ ...words, atMs: NOW, ...over })

it('what was kept is read as it was', () => {
  expect(wordsFrom(kept(), NOW)).toEqual({ words, atMs: NOW })
  expect(wordsFrom(kept({ text: null }), NOW)?.words.text).toBeNull()
})

it.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['a list', '[]'],
  ['no text', kept({ text: 7 })],
  ['a text beyond any draft', kept({ text: 'a'.repeat(8_001) })],
  ['another kind', kept({ kind: 'order' })],
  ['without a time', kept({ atMs: undefined })],
  ['of four days ago', kept({ atMs: NOW - 4 * 86_400_000 })],
  ['of a year from now', kept({ atMs: NOW + 365 * 86_400_000 })],
])('%s is none', (_, json) => {
  expect(wordsFrom(json, NOW)).toBeNull()
})

import { expect, it } from 'vitest'
import { checkContent, checkTitle, readSynonyms } from './check-entry.ts'

it.each([
  ['', 'missing'],
  ['x'.repeat(301), 'too-long'],
  ['Jam\u0000buka', 'unreadable'],
  ['Jam buka', null],
])('a title of %j: %s', (title, problem) => {
  expect(checkTitle(title)).toBe(problem)
})

it.each([
  ['', 'missing'],
  ['Ya', 'one-word'],
  ['Senin Jumat', 'one-word'],
  ['!!! ??? ...', 'one-word'],
  ['x '.repeat(11_000), 'too-long'],
  ['Buka Senin\u0007 sampai Jumat', 'unreadable'],
  ['Buka Senin\nsampai Jumat', null],
  ['Telepon: +62 21', null],
])('a content of %j: %s', (content, problem) => {
  expect(checkContent(content)).toBe(problem)
})

it.each([
  ['Loket, Kantor,  kantor ', { words: ['loket', 'kantor'] }],
  ['Paket Hemat; program reguler\nekonomis', { words: ['paket hemat', 'program reguler', 'ekonomis'] }],
  ['satu', { problem: 'too-few' }],
  ['', { problem: 'too-few' }],
  ['satu dua tiga empat lima, enam', { problem: 'too-long' }],
  ['a,b,c,d,e,f,g,h,i,j,k,l,m', { problem: 'too-many' }],
  ["x') or true --, y", { words: ["x' or true --", 'y'] }],
])('synonyms written as %j', (written, read) => {
  expect(readSynonyms(written)).toEqual(read)
})

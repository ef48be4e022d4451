import { expect, it } from 'vitest'
import { languageOf } from './language.ts'

it.each([
  ['Halo kak, saya mau kuliah di Australia', 'id'],
  ['Hello, I would like to study in Australia', 'en'],
  ['gimana cara daftarnya ya?', 'id'],
  ['What is the next intake?', 'en'],
  ['Melbourne', null],
  ['', null],
  ['👍', null],
])('hears the language of "%s": %s', (text, language) => {
  expect(languageOf(text)).toBe(language)
})

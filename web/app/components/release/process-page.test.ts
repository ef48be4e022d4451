import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import en from '../../i18n/en/intern/process.ts'
import { RELEASE_PHRASE } from '#schema/release.ts'

type Texts = { [key: string]: string | Texts }

const wordsOf = (texts: Texts): string[] =>
  Object.values(texts).flatMap((text) => (typeof text === 'string' ? [text] : wordsOf(text)))

it('HR-12 the written process says what the page shows: steps, what to look for, what decides', () => {
  const written = readFileSync(join(import.meta.dirname, '../../../../docs/review-process.md'), 'utf8').replace(
    /\s+/g,
    ' ',
  )
  expect(wordsOf(en).filter((words) => !written.includes(words))).toEqual([])
  expect(written).toContain(RELEASE_PHRASE)
})

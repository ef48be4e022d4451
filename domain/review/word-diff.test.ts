import { expect, it } from 'vitest'
import { changedWords, wordDiff, type DiffPart } from './word-diff.ts'

/** `[-gone-]{+come+}` in the text. */
const shown = (parts: DiffPart[]) =>
  parts.map(({ kind, text }) => (kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`)).join('')

it.each([
  ['nothing', 'Halo Kak', 'Halo Kak', 'Halo Kak', 0],
  ['a word and a sign', 'Mohon minta email.', 'Boleh minta email?', '[-Mohon-]{+Boleh+} minta email[-.-]{+?+}', 2],
  [
    'words side by side',
    'Kantor buka besok pagi.',
    'Kantor tutup hari ini.',
    'Kantor [-buka besok pagi-]{+tutup hari ini+}.',
    3,
  ],
  ['an end that is new', 'Siap Kak.', 'Siap Kak. Sampai besok.', 'Siap Kak.{+ Sampai besok.+}', 2],
  ['a beginning that is gone', 'Maaf Kak, kami buka.', 'Kak, kami buka.', '[-Maaf -]Kak, kami buka.', 1],
  ['all', 'Satu', 'Dua', '[-Satu-]{+Dua+}', 1],
  ['into nothing', 'Satu', '', '[-Satu-]', 1],
  ['accents and letters beyond the Latin ones', 'Café 你好', 'Café 再见', 'Café [-你好-]{+再见+}', 1],
])('what is changed: %s', (_, before, after, difference, words) => {
  const parts = wordDiff(before, after)
  expect(shown(parts)).toBe(difference)
  expect(changedWords(parts)).toBe(words)
})

it('both texts can be read from the difference', () => {
  const [before, after] = ['Kak, kami buka  Senin\nsampai Jumat.', 'Kami buka Senin-Sabtu\nsampai pukul 5, Kak.']
  const parts = wordDiff(before, after)
  const only = (kind: string) => parts.filter((part) => part.kind !== kind).map(({ text }) => text)
  expect(only('added').join('')).toBe(before)
  expect(only('removed').join('')).toBe(after)
})

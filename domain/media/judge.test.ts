import { describe, expect, it } from 'vitest'
import { isShown, judgeFile, pauseAfter, type FileShown } from './judge.ts'

const file = (more: Partial<FileShown>): FileShown => ({
  kind: 'image',
  declaredType: 'image/jpeg',
  fileName: null,
  foundType: 'image/jpeg',
  isMarkup: false,
  isScript: false,
  ...more,
})

describe('a file is kept when it is what its kind says', () => {
  it.each<[string, Partial<FileShown>]>([
    ['a picture', {}],
    ['a picture of another format', { foundType: 'image/png' }],
    ['a voice note', { kind: 'audio', foundType: 'audio/ogg; codecs=opus' }],
    ['a voice note in the box of a video', { kind: 'audio', foundType: 'video/mp4' }],
    ['a document that nobody knows', { kind: 'document', foundType: null, declaredType: 'application/x-own' }],
    ['a page that calls itself one', { kind: 'document', foundType: null, declaredType: 'text/html', isMarkup: true }],
  ])('%s', (_, more) => expect(judgeFile(file(more))).toBeNull())

  it.each<[string, Partial<FileShown>, string]>([
    ['a page as a picture', { foundType: null, isMarkup: true }, 'dangerous'],
    ['a program as a picture', { foundType: 'application/x-elf' }, 'dangerous'],
    ['a program as a document', { kind: 'document', foundType: 'application/x-msdownload' }, 'dangerous'],
    ['a page as a PDF', { kind: 'document', declaredType: 'application/pdf', isMarkup: true }, 'dangerous'],
    ['a script by its name', { kind: 'document', fileName: 'nilai.pdf.vbs', foundType: null }, 'dangerous'],
    ['a script by its first line', { kind: 'document', isScript: true, foundType: null }, 'dangerous'],
    ['a PDF as a picture', { foundType: 'application/pdf' }, 'other-type'],
    ['noise as a video', { kind: 'video', foundType: null }, 'other-type'],
  ])('%s is refused', (_, more, why) => expect(judgeFile(file(more))).toBe(why))
})

it('pages and drawings with scripts are never shown in a page', () => {
  for (const type of ['image/png', 'audio/ogg', 'video/mp4', 'application/pdf']) expect(isShown(type)).toBe(true)
  for (const type of ['image/svg+xml', 'text/html', 'application/xml', 'text/plain', 'image/png; x'])
    expect(isShown(type)).toBe(false)
})

it('pauses grow to an hour', () => {
  expect([1, 2, 3, 12, 500].map(pauseAfter)).toEqual([2_000, 4_000, 8_000, 3_600_000, 3_600_000])
})

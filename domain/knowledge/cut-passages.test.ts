import { describe, expect, it } from 'vitest'
import type { DocumentBlock } from '#schema/knowledge.ts'
import { cutPassages } from './cut-passages.ts'

const block = (text: string, heading: string | null = null): DocumentBlock => ({ heading, text })
const sentence = (n: number) => `Kalimat nomor ${String(n)} tentang visa pelajar.`

describe('passages', () => {
  it('join what is short, under one heading, and say where it stood', () => {
    expect(
      cutPassages('Panduan visa.pdf', [block('Satu.', 'Syarat'), block('Dua.', 'Syarat'), block('Tiga.', 'Lama')]),
    ).toEqual([
      { title: 'Panduan visa · Syarat', content: 'Satu.\nDua.' },
      { title: 'Panduan visa · Lama', content: 'Tiga.' },
    ])
  })

  it('are called as the document where there is no heading, or the same', () => {
    expect(cutPassages('Visa.docx', [block('Satu.'), block('Dua.', 'Visa')]).map(({ title }) => title)).toEqual([
      'Visa',
      'Visa',
    ])
  })

  it('end at sentences where a paragraph is long, and lose nothing', () => {
    const text = Array.from({ length: 80 }, (_, at) => sentence(at)).join(' ')
    const passages = cutPassages('a.txt', [block(text)])
    expect(passages.length).toBeGreaterThan(3)
    for (const { content } of passages) {
      expect(content.length).toBeLessThanOrEqual(1_200)
      expect(content).toMatch(/^Kalimat.*pelajar\.$/s)
    }
    expect(passages.map(({ content }) => content).join(' ')).toBe(text)
  })

  it.each([
    ['words without an end', 'kata '.repeat(2_000).trim()],
    ['one endless word', 'a'.repeat(5_000)],
  ])('are cut in any case: %s', (_, text) => {
    const passages = cutPassages('a.txt', [block(text)])
    for (const { content } of passages) expect(content.length).toBeLessThanOrEqual(1_200)
    expect(
      passages
        .map(({ content }) => content)
        .join('')
        .replaceAll(' ', ''),
    ).toBe(text.replaceAll(' ', ''))
  })

  it('have a title of a sensible length', () => {
    const [passage] = cutPassages('a.txt', [block('Isi.', 'judul '.repeat(100))])
    expect(passage?.title).toHaveLength(200)
  })

  it('are none where there is nothing', () => {
    expect(cutPassages('a.txt', [])).toEqual([])
  })
})

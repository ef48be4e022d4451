import { describe, expect, it } from 'vitest'
import type { DocumentFormat } from '#schema/knowledge.ts'
import {
  docxParts,
  givenBomb,
  givenDocx,
  givenPdf,
  givenZip,
  wordParagraph,
  wordTable,
} from '../../dev/test-kit/documents.ts'
import { CannotRead, createDocumentReader } from './reader.ts'

const SENTENCE = 'Masa studi Master of Data Science adalah dua tahun.'
const { read } = createDocumentReader()

const asFile = (bytes: Buffer | string) => new Blob([Buffer.from(bytes)]).stream()
const blocksOf = (bytes: Buffer | string, format: DocumentFormat) => read(asFile(bytes), format)
const refusalOf = (bytes: Buffer | string, format: DocumentFormat, reader = read) =>
  reader(asFile(bytes), format).then(
    () => 'read',
    (error: unknown) => {
      if (error instanceof CannotRead) return error.reason
      throw error
    },
  )

describe('what a document says', () => {
  it('a PDF: paragraphs under headings, without what repeats on every page', async () => {
    const page = (title: string) => [
      { text: 'Eagle Overseas Education', size: 9 },
      { text: title, size: 18, gap: 40 },
      { text: `${title} berlangsung dua ta-`, gap: 30 },
      { text: `hun bagi ${title}.` },
      { text: `Penerimaan ${title} Februari dan Juli.`, gap: 40 },
    ]
    const pdf = givenPdf({ pages: ['Data Science', 'Hukum', 'Teknik', 'Bisnis'].map(page) })
    const blocks = await blocksOf(pdf, 'pdf')
    expect(blocks.slice(0, 3)).toEqual([
      { heading: 'Data Science', text: 'Data Science berlangsung dua tahun bagi Data Science.' },
      { heading: 'Data Science', text: 'Penerimaan Data Science Februari dan Juli.' },
      { heading: 'Hukum', text: 'Hukum berlangsung dua tahun bagi Hukum.' },
    ])
    expect(blocks).toHaveLength(8)
  })

  it('a Word document: paragraphs and rows of tables under headings', async () => {
    const docx = givenDocx(
      wordParagraph('Syarat &amp; jadwal', 'Heading1') +
        wordParagraph(SENTENCE) +
        wordTable([
          ['Program', 'IELTS'],
          ['S2 Hukum', '7.0'],
        ]),
    )
    expect(await blocksOf(docx, 'docx')).toEqual([
      { heading: 'Syarat & jadwal', text: SENTENCE },
      { heading: 'Syarat & jadwal', text: 'Program | IELTS' },
      { heading: 'Syarat & jadwal', text: 'S2 Hukum | 7.0' },
    ])
  })

  it('Markdown: without its signs', async () => {
    const markdown = `<!-- catatan -->\n# Visa\n\nDiajukan **setelah** [surat](https://example.com/loa) keluar.\nDua baris.\n\n## Lama\n${SENTENCE}\n`
    expect(await blocksOf(markdown, 'markdown')).toEqual([
      { heading: 'Visa', text: 'Diajukan setelah surat (https://example.com/loa) keluar.\nDua baris.' },
      { heading: 'Lama', text: SENTENCE },
    ])
  })

  it('text: paragraphs, whatever its line ends, without what nobody sees', async () => {
    expect(await blocksOf(`\uFEFFPertama\u0000 di sini.\r\n\r\n\r\n${SENTENCE}\u200B`, 'text')).toEqual([
      { heading: null, text: 'Pertama di sini.' },
      { heading: null, text: SENTENCE },
    ])
  })

  it('CSV: each row with the names of its columns', async () => {
    expect(
      await blocksOf('Program;Lama;Catatan\nS2 Data Science;2 tahun;\nS1 Teknik;4 tahun;"Kuat; fisika"\n', 'csv'),
    ).toEqual([
      { heading: null, text: 'Program: S2 Data Science; Lama: 2 tahun' },
      { heading: null, text: 'Program: S1 Teknik; Lama: 4 tahun; Catatan: Kuat; fisika' },
    ])
  })
})

describe('what cannot be read is refused with the reason', () => {
  const page = [{ text: SENTENCE }]
  it.each<[string, string, DocumentFormat, () => Buffer | string]>([
    ['a PDF with a password', 'encrypted', 'pdf', () => givenPdf({ pages: [page], encrypted: true })],
    ['a PDF of pictures', 'no-text', 'pdf', () => givenPdf({ pages: [[{ text: '12' }], []] })],
    [
      'a PDF of 10,000 pages',
      'too-many-pages',
      'pdf',
      () => givenPdf({ pages: Array.from({ length: 10_000 }, () => page) }),
    ],
    ['half a PDF', 'damaged', 'pdf', () => '%PDF-1.4\n1 0 obj\n<< /Type'],
    [
      'a Word document with macros',
      'macros',
      'docx',
      () => givenDocx(wordParagraph(SENTENCE), [{ name: 'word/vbaProject.bin', data: 'x' }]),
    ],
    ['half a Word document', 'damaged', 'docx', () => givenDocx(wordParagraph(SENTENCE)).subarray(0, 400)],
    ['a zip of something else', 'damaged', 'docx', () => givenZip([{ name: 'a.txt', data: SENTENCE }])],
    [
      'a Word document that says it is huge',
      'too-complex',
      'docx',
      () =>
        givenZip([
          ...docxParts('').filter(({ name }) => name !== 'word/document.xml'),
          { name: 'word/document.xml', data: '', deflated: { bytes: givenBomb(1), claims: 1024 ** 3 } },
        ]),
    ],
    ['letters of another alphabet than UTF-8', 'not-utf8', 'text', () => Buffer.from(`${SENTENCE} \xe9`, 'latin1')],
    ['next to nothing', 'no-text', 'text', () => 'Halo'],
    ['a novel', 'too-long', 'text', () => `${SENTENCE}\n\n`.repeat(20_000)],
    ['an endless table', 'too-long', 'csv', () => `a,b\n${'satu,dua\n'.repeat(6_000)}`],
  ])('%s: %s', async (_, reason, format, bytes) => {
    expect(await refusalOf(bytes(), format)).toBe(reason)
  })
})

describe('a file that is made to harm ends the process that reads it, and no other', () => {
  it('a Word document of four gigabytes that claims to be small', { timeout: 60_000 }, async () => {
    const docx = givenZip([
      ...docxParts('').filter(({ name }) => name !== 'word/document.xml'),
      { name: 'word/document.xml', data: '', deflated: { bytes: givenBomb(4), claims: 1_000 } },
    ])
    expect(['too-complex', 'damaged']).toContain(await refusalOf(docx, 'docx'))
  })

  it('a PDF whose one page unpacks to four gigabytes', { timeout: 60_000 }, async () => {
    const stream = Buffer.concat([Buffer.from([0x78, 0xda]), givenBomb(4)])
    expect(['too-complex', 'no-text', 'damaged']).toContain(await refusalOf(givenPdf({ pages: [[]], stream }), 'pdf'))
  })

  it('one that takes too long', async () => {
    const hurried = createDocumentReader({ withinMs: 20 })
    expect(await refusalOf(SENTENCE, 'text', hurried.read)).toBe('too-complex')
  })

  it('a reader that is no longer wanted stops', async () => {
    const stop = new AbortController()
    const reading = read(asFile(SENTENCE), 'text', stop.signal)
    stop.abort()
    await expect(reading).rejects.toThrow('abort')
  })
})

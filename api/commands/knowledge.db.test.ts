import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createFlags, startCommandLine, type CommandLine } from '../../dev/test-kit/command-line.ts'

let desk: CommandLine

beforeAll(async () => {
  desk = await startCommandLine()
  await desk.json(createFlags())
  await desk.json(createFlags({ slug: 'other', 'phone-number-id': '2' }))
})
afterAll(() => desk.stop())
beforeEach(() => desk.database.platform.deleteFrom('knowledge').execute())

const importing = (stdin: string | Buffer, ...flags: string[]) =>
  desk.run(['knowledge', 'import', 'sinar', '-', ...flags], { stdin })

const entries = () =>
  desk.database.platform
    .selectFrom('knowledge')
    .innerJoin('workspaces', 'workspaces.id', 'knowledge.workspace_id')
    .select(['slug', 'kind', 'title', 'content', 'knowledge.language'])
    .orderBy('title')
    .execute()

test('the entries of a file are written to the workspace that is named, and to no other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'knowledge-'))
  const file = join(folder, 'knowledge.csv')
  writeFileSync(file, 'kind,title,content,language\ncourse,IELTS Intensif,Kelas IELTS,id\nfaq,Office,Bandung,en\n')
  expect(await desk.json(['knowledge', 'import', 'sinar', file])).toEqual({ imported: 2, updated: 0, skipped: 0 })
  rmSync(folder, { recursive: true })
  expect(await entries()).toEqual([
    { slug: 'sinar', kind: 'course', title: 'IELTS Intensif', content: 'Kelas IELTS', language: 'id' },
    { slug: 'sinar', kind: 'faq', title: 'Office', content: 'Bandung', language: 'en' },
  ])
  const log = await desk.database.platform.selectFrom('audit_log').select('action').orderBy('at', 'desc').execute()
  expect(log[0]).toEqual({ action: 'knowledge.imported' })
})

test.each([
  ['columns in another order, in capitals', 'Language,CONTENT,Title,kind\nid,Isi,Judul,faq\n'],
  ['a byte order mark', '\ufeffkind,title,content,language\nfaq,Judul,Isi,id\n'],
  ['Windows line ends and empty lines', 'kind,title,content,language\r\n\r\nfaq,Judul,Isi,id\r\n\r\n,,,\r\n'],
  ['no line end at the end', 'kind,title,content,language\nfaq,Judul,Isi,id'],
  ['semicolons', 'kind;title;content;language\nfaq;Judul;Isi;id\n'],
  ['spaces and capitals', 'kind, title, content, language\n FAQ , Judul , Isi , ID \n'],
])('a file is read with %s', async (_, csv) => {
  expect(await importing(csv)).toEqual({ code: 0, out: '{"imported":1,"updated":0,"skipped":0}\n', err: '' })
  expect(await entries()).toEqual([{ slug: 'sinar', kind: 'faq', title: 'Judul', content: 'Isi', language: 'id' }])
})

test('quoted line breaks, commas, quotes and emoji stay as they are', async () => {
  await importing('kind,title,content,language\nfaq,"Jam, ""buka""","Senin\n\nJumat 🙂",id\n')
  expect((await entries())[0]).toMatchObject({ title: 'Jam, "buka"', content: 'Senin\n\nJumat 🙂' })
})

test('an entry of the same kind, language and title gets the new content; others are added', async () => {
  await importing('kind,title,content,language\nfaq,Jam,Senin,id\nfaq,Jam,Monday,en\n')
  const { out } = await importing('kind,title,content,language\nfaq,Jam,Selasa,id\npolicy,Jam,Rabu,id\n')
  expect(JSON.parse(out)).toEqual({ imported: 1, updated: 1, skipped: 0 })
  expect((await entries()).map(({ content }) => content).sort()).toEqual(['Monday', 'Rabu', 'Selasa'])
})

const ROWS_WITH_TROUBLE = [
  'kind,title,content,language',
  'faq,Baik,"dua\nbaris",id',
  '',
  'menu,Nasi,Goreng,id',
  'faq,,Kosong,id',
  'faq,Tanpa isi,,fr',
  'faq,Kurang,kolom',
  'faq,Baik,lagi,id',
  'faq,Bagus,ya,en',
].join('\n')

const PROBLEMS = [
  'line 5: column kind is "menu"; use course, policy, faq, contact',
  'line 6: column title is empty',
  'line 7: column content is empty',
  'line 7: column language is "fr"; use id, en',
  'line 8: has 3 columns, the header has 4',
  'line 9: column title has the same kind, language and title as line 2',
]

test('every bad row is told by line and column, and nothing is written', async () => {
  const { code, out, err } = await importing(ROWS_WITH_TROUBLE)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err.split('\n').slice(0, PROBLEMS.length)).toEqual(PROBLEMS)
  expect(err).toContain('Nothing was written: 5 bad, 2 good.')
  expect(await entries()).toEqual([])
})

test('with --skip-bad the good rows are written, and the bad ones told', async () => {
  const { code, out, err } = await importing(ROWS_WITH_TROUBLE, '--skip-bad')
  expect({ code, out: JSON.parse(out) as unknown }).toEqual({ code: 0, out: { imported: 2, updated: 0, skipped: 5 } })
  expect(err.trim().split('\n')).toEqual(PROBLEMS)
  expect((await entries()).map(({ title }) => title)).toEqual(['Bagus', 'Baik'])
})

test.each([
  ['', 'The file is empty'],
  ['kind,title,content\nfaq,a,b', 'missing: language'],
  ['kind,title,content,languages\nfaq,a,b,id', 'missing: language; unknown or twice: "languages"'],
  ['kind,title,title,content,language\n', 'unknown or twice: "title"'],
  ['faq,a,b,id\n', 'line 1: the columns must be kind,title,content,language'],
  ['kind,title,content,language\nfaq,a,b,id\nfaq,"open,b,id\nfaq,c,d,id', 'line 3: a quote is opened and not closed'],
  ['kind,title,content,language\nfaq,a,"b"c,id', 'line 2: a quote'],
  [Buffer.from([0x6b, 0xff, 0xfe]), 'not UTF-8'],
  ['kind,title,content,language\nfaq,a\0b,c,id', 'line 2: column title holds a NUL character'],
  [`kind,title,content,language\nfaq,a,${'x'.repeat(20_001)},id`, 'line 2: column content is longer than 20,000'],
])('what is no such file is refused with the reason: %#', async (csv, reason) => {
  const { code, out, err } = await importing(csv)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain(reason)
})

test('a header alone imports nothing and is no error', async () => {
  expect((await importing('kind,title,content,language\n')).out).toBe('{"imported":0,"updated":0,"skipped":0}\n')
})

test('3,000 entries are written at once', async () => {
  const rows = Array.from({ length: 3000 }, (_, at) => `faq,Pertanyaan ${at},Jawaban ${at},id`)
  const { out } = await importing(['kind,title,content,language', ...rows].join('\n'))
  expect(JSON.parse(out)).toEqual({ imported: 3000, updated: 0, skipped: 0 })
})

test('an unknown workspace and a missing file are named', async () => {
  const unknown = await desk.run(['knowledge', 'import', 'nobody', '-'], { stdin: 'kind,title,content,language\n' })
  expect(unknown).toMatchObject({ code: 1, out: '' })
  expect(unknown.err).toContain('There is no workspace "nobody"')
  const missing = await desk.run(['knowledge', 'import', 'sinar', 'not-there.csv'])
  expect(missing).toMatchObject({ code: 1, out: '' })
  expect(missing.err).toContain('not-there.csv')
})

import { describe, expect, it } from 'vitest'
import { csvCell, csvRow } from './csv.ts'

describe('HR-16 what customers wrote stays text in a table', () => {
  it.each([
    ['=HYPERLINK("http://x.test";"Klik")', `"'=HYPERLINK(""http://x.test"";""Klik"")"`],
    ['+62 812-3456', "'+62 812-3456"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1+1', `'  =1+1`],
    ['\t=1+1', `"'\t=1+1"`],
    ['\n=1+1', `"'\n=1+1"`],
    ['biasa saja', 'biasa saja'],
    ['satu, dua; "tiga"', '"satu, dua; ""tiga"""'],
    ['baris\r\nlain', '"baris\r\nlain"'],
  ])('%j', (given, cell) => {
    expect(csvCell(given)).toBe(cell)
  })

  it('a row ends as tables expect it, and nothing known is an empty cell', () => {
    expect(csvRow(['a', null, 3])).toBe('a,,3\r\n')
    expect(csvRow(['a;b', null, 'c,d'], ';')).toBe('"a;b";;"c,d"\r\n')
  })
})

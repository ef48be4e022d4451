import { describe, expect, it } from 'vitest'
import { spellOut } from './chat-spelling.ts'

describe('a customer’s words in full', () => {
  it.each([
    ['brp', 'berapa'],
    ['kpn', 'kapan'],
    ['sdh udh udah', 'sudah sudah sudah'],
    ['gmn', 'bagaimana'],
    ['yg dgn utk', 'yang dengan untuk'],
    ['bs ga?', 'bisa tidak'],
    ['gak nggak tdk ga', 'tidak tidak tidak tidak'],
    ['sy krn jg', 'saya karena juga'],
    ['klo kl kalo', 'kalau kalau kalau'],
    ['halooo kakkk', 'halo kak'],
    ['mauu', 'mau'],
    ['kampus2 di ausi', 'kampus di australia'],
    ['ktrnya dmn', 'kantornya di mana'],
    ['constructor toString', 'constructor tostring'],
    ['no telp nya', 'nomor telepon nya'],
    ['b.ing', 'b.ing'],
    ['b inggris', 'bahasa inggris'],
    ['bhs ing', 'bahasa inggris'],
    ['BRP lama?!', 'berapa lama'],
    ['ｂｒｐ', 'berapa'],
  ])('%s', (written, full) => {
    expect(spellOut(written).text).toBe(full)
  })

  it.each([
    'lulusan sma dan smp',
    'is it good to see all three schools',
    'no problem',
    's2 di uk, ielts 6.5',
    'kelas 12',
    'part-time',
    '08.00-17.00',
  ])('leaves as it is: %s', (written) => {
    expect(spellOut(written)).toEqual({ text: written.replace(',', ''), changes: [] })
  })

  it('tells what it read otherwise, once', () => {
    expect(spellOut('Brp lama, brp bulan, halooo').changes).toEqual([
      { from: 'brp', to: 'berapa' },
      { from: 'halooo', to: 'halo' },
    ])
  })

  it.each(['', '   ', '???', '🙂🙂'])('finds no words in %j', (written) => {
    expect(spellOut(written)).toEqual({ text: '', changes: [] })
  })
})

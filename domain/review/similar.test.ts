import { describe, expect, it } from 'vitest'
import { batchesOf, type Comparable } from './similar.ts'

const LONG =
  'Halo Kak Ana, program bisnis di Melbourne dibuka bulan Februari dan Juli. Kakak ingin mulai di semester yang mana?'
let made = 0
const draft = (reply: string, over: Partial<Comparable> = {}): Comparable => ({
  ...{ draftId: `d${String((made += 1))}`, name: null, reply, intent: 'course_info', citations: ['e1'] },
  ...over,
})
/** Whether two are one batch. */
const alike = (one: Comparable, other: Comparable) => batchesOf([one, other]).length === 1

describe('drafts to be read in one go', () => {
  it.each<[string, Comparable, Comparable, boolean]>([
    ['the same words', draft('Halo Kak!'), draft('halo kak'), true],
    ['the customer’s name', draft('Halo Ana!', { name: 'Ana' }), draft('Halo Budi!', { name: 'Budi' }), true],
    ['a longer one', draft('Halo Ana Putri!', { name: 'Ana Putri' }), draft('Halo Budi!', { name: 'Budi' }), true],
    ['somebody else’s name', draft('Halo Ana!', { name: 'Citra' }), draft('Halo Budi!', { name: 'Dewi' }), false],
    ['one word of many', draft(LONG), draft(LONG.replace('ingin', 'mau')), true],
    ['the same words of another intent', draft('Halo Kak!'), draft('Halo Kak!', { intent: 'greeting' }), true],
    ['nearly the same from another entry', draft(LONG), draft(`${LONG} Kak`, { citations: ['e2'] }), false],
    ['nearly the same from nothing', draft(LONG, { citations: [] }), draft(`${LONG} Kak`, { citations: [] }), false],
    ['nearly the same of another intent', draft(LONG), draft(`${LONG} Kak`, { intent: 'pricing' }), false],
    ['half of the words', draft(LONG), draft(LONG.slice(0, LONG.length / 2)), false],
    ['a price', draft(`${LONG} 1.500.000`), draft(`${LONG} 1.600.000`), false],
    ['a date', draft(`${LONG} 12 Juli`), draft(`${LONG} 13 Juli`), false],
    ['a denial', draft(LONG), draft(LONG.replace('dibuka', 'tidak dibuka')), false],
    ['nothing at all', draft('…'), draft('!'), false],
  ])('%s', (_, one, other, isOne) => expect(alike(one, other)).toBe(isOne))

  it('come in their order, each in one batch at most, and nobody alone', () => {
    const [a, b, c, d, e] = ['Halo Kak', LONG, 'Halo, Kak', 'Sampai jumpa', `${LONG} ya`].map((reply) => draft(reply))
    const all = [a, b, c, d, e].flatMap((one) => one ?? [])
    expect(batchesOf(all)).toEqual([
      [a?.draftId, c?.draftId],
      [b?.draftId, e?.draftId],
    ])
  })

  it('five hundred are compared in a moment', () => {
    const many = Array.from({ length: 500 }, (_, n) => draft(`${LONG} Nomor ${String(n % 250)}.`))
    const from = performance.now()
    expect(batchesOf(many)).toHaveLength(250)
    expect(performance.now() - from).toBeLessThan(2_000)
  })
})

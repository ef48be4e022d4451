import { describe, expect, it } from 'vitest'
import { readSource } from '../guardrails/sources.ts'
import { agreementOf, piecesOf, statedIn, type Answer } from './agreement.ts'

const today = { day: 22, month: 11, year: 2026, weekday: 0 }
const KNOWN = 'Kursus IELTS berlangsung 8 minggu, setiap Sabtu, mulai 9 Januari 2027. Telepon +62 21 5098 1200.'
const ASKED = 'IELTS saya 6,5. Mulainya kapan?'

const answer = (text: string, wish: Partial<Answer> = {}): Answer => {
  const sources = [readSource({ kind: 'entry', text: KNOWN }), readSource({ kind: 'customer', text: ASKED })]
  return { text, isSaid: true, decision: 'say', facts: statedIn(text, { sources, today }), ...wish }
}
const verdict = (...texts: (string | Answer)[]) =>
  agreementOf(texts.map((one) => (typeof one === 'string' ? answer(one) : one))).verdict

describe('CV-24 five answers to one question', () => {
  it.each([
    ['the same words', ['Mulai 9 Januari 2027.', 'Mulai 9 Januari 2027.'], 'same'],
    [
      'the same facts in other words',
      ['Kursusnya 8 minggu.', 'It takes eight weeks.', 'Lamanya delapan minggu'],
      'same',
    ],
    ['a part of a date', ['Mulai 9 Januari 2027.', 'Mulai 9 Januari.'], 'same'],
    ['a fact that some leave out', ['8 minggu, setiap Sabtu.', '8 minggu.'], 'partly'],
    ['another date', ['Mulai 9 Januari.', 'Mulai 9 Maret.'], 'differ'],
    ['another length', ['Lamanya 8 minggu.', 'Lamanya 10 minggu.'], 'differ'],
    ['another number to call', ['Telepon +62 21 5098 1200', 'Telepon +62 21 5098 1299'], 'differ'],
    ['one and the same fact that nothing bears out', ['Lamanya 10 minggu.', 'Lamanya 10 minggu.'], 'differ'],
    ['what only the customer said', ['IELTS 6,5 sudah dicatat.', 'IELTS 6.5 dicatat ya.'], 'same'],
    ['the same words without a fact', ['Halo!', 'Halo!'], 'alike'],
    ['no fact at all', ['Halo, ada yang bisa dibantu?', 'Halo!'], 'factless'],
  ])('with %s', (_, texts, expected) => expect(verdict(...texts)).toBe(expected))

  it('are one way only where every one of them is said, and in the same way', () => {
    const silent = answer('Mulai 9 Maret.', { isSaid: false, decision: 'call_people' })
    expect(verdict('Mulai 9 Januari.', silent)).toBe('partly')
    expect(verdict(silent, silent)).toBe('silent')
    expect(verdict('Halo', answer('Maaf, tanya konsultan.', { decision: 'refuse' }))).toBe('partly')
  })

  it('are compared as they come: of one alone nothing can be told', () => {
    const one = answer('8 minggu.')
    expect(agreementOf([null, one, null]).verdict).toBeNull()
    const { verdict: found, facts } = agreementOf([null, one, one])
    expect([found, facts[0]?.in]).toEqual(['same', [false, true, true]])
  })

  it('tell of each fact who says it, and what speaks against it', () => {
    const answers = [answer('8 minggu, mulai Januari.'), answer('8 minggu, mulai Maret.'), answer('8 minggu.')]
    const { facts } = agreementOf(answers)
    expect(facts.map(({ fact, in: among, standing }) => [fact.kind, among, fact.bearing, standing])).toEqual([
      ['number', [true, true, true], 'known', 'same'],
      ['month', [true, false, false], 'known', 'against'],
      ['month', [false, true, false], null, 'unknown'],
    ])
    expect(piecesOf(answers[1]?.text ?? '', answers[1]?.facts ?? [], facts)).toEqual([
      { text: '8 minggu', fact: 0 },
      { text: ', mulai ', fact: null },
      { text: 'Maret', fact: 2 },
      { text: '.', fact: null },
    ])
  })
})

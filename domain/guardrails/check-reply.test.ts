import { describe, expect, it } from 'vitest'
import { checkReply, normalise } from './check-reply.ts'

const failedCheck = (reply: string, { confidence = 0.9, tokens = 10 } = {}) =>
  checkReply({ reply, confidence, tokens }).find(({ passed }) => !passed)?.name ?? null

describe('a reply', () => {
  it('CV-12 needs a confidence of 0.70', () => {
    expect(failedCheck('Halo Kak', { confidence: 0.69 })).toBe('confidence')
    expect(failedCheck('Halo Kak', { confidence: 0.7 })).toBeNull()
  })

  it('LM-16 may have 300 characters, not 301', () => {
    expect(failedCheck('a'.repeat(300))).toBeNull()
    expect(failedCheck('a'.repeat(301))).toBe('length')
  })

  it('LM-06 may have 150 tokens, not 151', () => {
    expect(failedCheck('a', { tokens: 150 })).toBeNull()
    expect(failedCheck('a', { tokens: 151 })).toBe('length')
  })

  it.each(['I think', 'probably', 'maybe', "I'm not sure", 'I believe', 'I assume', 'likely', 'might'])(
    'LM-14 may not say "%s" in any case',
    (phrase) => {
      expect(failedCheck(`Well, ${phrase} so.`)).toBe('hedging')
      expect(failedCheck(`WELL, ${phrase.toUpperCase()} SO.`)).toBe('hedging')
    },
  )

  it.each(['mungkin', 'sepertinya', 'kayaknya', 'barangkali', 'kira-kira'])('LM-15 may not say "%s"', (phrase) => {
    expect(failedCheck(`Jadwalnya ${phrase} hari Senin.`)).toBe('hedging')
  })

  it.each(['unlikely', 'mighty', 'kemungkinan'])('LM-14 lets "%s" pass: whole phrases only', (word) => {
    expect(failedCheck(`The word is ${word}.`)).toBeNull()
  })

  it.each(['Biayanya Rp3.900.000', 'sekitar 3,9 jt', 'IDR 3.9M', '$500 saja', 'konsultasi gratis'])(
    'may not name a price: %s',
    (reply) => {
      expect(failedCheck(reply)).toBe('scope')
    },
  )

  it.each(['Dijamin diterima', 'We guarantee a visa', 'Ada beasiswa untuk itu', 'Refund bisa'])(
    'may not promise: %s',
    (reply) => {
      expect(failedCheck(reply)).toBe('promise')
    },
  )

  it('is checked without its invisible characters', () => {
    expect(failedCheck('prob\u200Bably')).toBe('hedging')
    expect(normalise(' \uFEFFＨalo ')).toBe('Halo')
  })
})

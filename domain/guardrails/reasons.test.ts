import { describe, expect, it } from 'vitest'
import { readReason, reason, REASON_VALUES, REASONS, type ReasonCode, type ReasonValueName } from './reasons.ts'

/** Values that are easily mistaken: the last word of a list, numbers with and without a fraction, a quote of anything. */
const SAMPLES: Record<ReasonValueName, (string | number)[]> = {
  ...{ subject: [...REASON_VALUES.subject], kind: [...REASON_VALUES.kind], language: [...REASON_VALUES.language] },
  phrase: ['mungkin', 'kira-kira ($5?) {least}', 'dua\nbaris', 'the reply is rude'],
  ...{ confidence: [0, 0.69, 1e-7], least: [0.7, 1] },
  ...{ characters: [301], tokens: [0, 151], mostCharacters: [300], mostTokens: [150] },
}
// What a type tells of each code alone, nobody can tell of all of them.
const anyReason = reason as (code: ReasonCode, values: object) => string
const codes = Object.keys(REASONS) as ReasonCode[]

/** Each code with values for all that its sentence names; every sample stands in one of them. */
const cases = codes.flatMap((code) => {
  const names = [...REASONS[code].matchAll(/\{(\w+)\}/g)].map(([, name]) => name as ReasonValueName)
  const most = Math.max(1, ...names.map((name) => SAMPLES[name].length))
  return Array.from({ length: most }, (_, at) => ({
    code,
    values: Object.fromEntries(names.map((name) => [name, SAMPLES[name].at(at % SAMPLES[name].length)])),
  }))
})

describe('the reason of a check', () => {
  it.each(cases)('reads back as what it was written of: $code $values', ({ code, values }) => {
    const sentence = anyReason(code, values)
    expect(sentence).not.toMatch(/undefined/)
    expect(readReason(sentence)).toEqual({ code, values })
  })

  it('is the sentence that drafts have kept', () => {
    expect(reason('refused_subject', { subject: 'scholarship' })).toBe(
      'the customer asks about a refused subject: scholarship',
    )
    expect(reason('confidence_below', { confidence: 0.69, least: 0.7 })).toBe('confidence 0.69 is below 0.7')
    expect(reason('apologises')).toBe('the reply apologises')
  })

  it.each([
    'a price', '', 'the reply is rude.', 'the reply is not in French', 'the reply states a fact that stands in no cited entry',
    'confidence low is below 0.7', 'Then the reply is rude',
  ])('is not read into another sentence: %j', (sentence) => expect(readReason(sentence)).toBeNull()) // prettier-ignore

  it('is not written without what it names, nor with anything else', () => {
    const wrong = () => [
      // @ts-expect-error: of what subject?
      reason('refused_subject'),
      // @ts-expect-error: no such subject.
      reason('refused_subject', { subject: 'weather' }),
      // @ts-expect-error: the least is missing.
      reason('confidence_below', { confidence: 0.5 }),
      // @ts-expect-error: one value too many.
      reason('hedges', { phrase: 'mungkin', least: 1 }),
      // @ts-expect-error: nothing is filled in.
      reason('rude', { phrase: 'bodoh' }),
      // @ts-expect-error: no such reason.
      reason('unkind'),
    ]
    expect(wrong).toBeTypeOf('function')
  })
})

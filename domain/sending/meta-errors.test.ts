import { describe, expect, it } from 'vitest'
import { failureKind, isFailureKind, remedyFor } from './meta-errors.ts'

// Every code of Meta's list that concerns sending, by what is to be done about it.
const BY_REMEDY: Record<string, number[]> = {
  retry: [1, 2, 131000, 131016, 131057, 133004, 2494100],
  'wait of pair': [131056],
  'wait of number': [130429],
  'wait of account': [4, 80007, 131048, 133016, 131064],
  'stop token': [0, 190],
  'stop permission': [3, 10, 131005, 200, 210, 299],
  'stop account': [131031, 368, 131037],
  'stop payment': [131042],
  'stop registration': [131045, 133000, 133005, 133006, 133008, 133009, 133010, 133015],
  retry_once: [131047],
  'fail recipient': [131026, 131021, 131050, 131049, 130472, 131062, 130497],
  'fail request': [33, 100, 131008, 131009, 131051, 131053, 131059, 135000, 134011, 131052],
  'fail template': [132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018, 132068, 132069],
}

function wordsOf(remedy: ReturnType<typeof remedyFor>): string {
  switch (remedy.do) {
    case 'wait':
      return `wait of ${remedy.of}`
    case 'stop':
      return `stop ${remedy.why}`
    case 'fail':
      return `fail ${remedy.because}`
    default:
      return remedy.do
  }
}

describe('a code of Meta', () => {
  const cases = Object.entries(BY_REMEDY).flatMap(([remedy, codes]) => codes.map((code) => [code, remedy] as const))

  it.each(cases)('%i: %s, whatever HTTP status it comes with', (code, remedy) => {
    for (const httpStatus of [200, 400, 401, 403, 404, 429, 500, 503, null])
      expect(wordsOf(remedyFor(failureKind({ code, httpStatus })))).toBe(remedy)
  })

  it('stands in the list once', () => {
    const codes = cases.map(([code]) => code)
    expect(new Set(codes).size).toBe(codes.length)
  })
})

describe('a code that nobody knows, or none', () => {
  it.each([
    [401, 'stop token'],
    [403, 'stop permission'],
    [429, 'wait of number'],
    [500, 'retry'],
    [503, 'retry'],
    [400, 'fail other'],
    [404, 'fail other'],
    [418, 'fail other'],
  ])('HTTP %i: %s', (httpStatus, remedy) => {
    for (const code of [999_999, null]) expect(wordsOf(remedyFor(failureKind({ code, httpStatus })))).toBe(remedy)
  })

  it('is tried again where WhatsApp was not reached, and final where only a status says so', () => {
    expect(failureKind({ code: null, httpStatus: null })).toBe('busy')
    expect(failureKind({ code: 999_999, httpStatus: null })).toBe('other')
  })
})

it('a word that is no kind of failure is none', () => {
  expect(['window', 'toString', '', null, 4].map(isFailureKind)).toEqual([true, false, false, false, false])
})

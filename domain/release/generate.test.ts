import { describe, expect, it } from 'vitest'
import { refusedSubjectOf } from '../guardrails/refused-subject.ts'
import { generateTests, type KnownEntry } from './generate.ts'

const entries = (count: number, language: 'id' | 'en' = 'id'): KnownEntry[] =>
  Array.from({ length: count }, (_, place) => ({
    id: `entry-${String(place)}`,
    kind: (['course', 'faq', 'policy', 'contact'] as const)[place % 4] ?? 'faq',
    ...{ language, title: `Hal ke-${String(place)}` },
  }))

describe('HR-08 test conversations are made of what a workspace knows', () => {
  it.each([0, 3, 30, 200])('well over a hundred of them where it has %i entries, each another one', (count) => {
    const made = generateTests(entries(count), { least: 100 })
    expect(made.length).toBeGreaterThanOrEqual(120)
    // Somebody must read them.
    expect(made.length).toBeLessThan(260)
    expect(new Set(made.map(({ seed }) => seed)).size).toBe(made.length)
    expect(new Set(made.map(({ test }) => JSON.stringify(test.says))).size).toBe(made.length)
    if (count > 0) expect(made.some(({ test }) => test.says.join(' ').includes('Hal ke-0'))).toBe(true)
  })

  it('made again they are the same, and a further entry adds its own', () => {
    const before = generateTests(entries(20), { least: 100 })
    expect(generateTests(entries(20), { least: 100 })).toEqual(before)
    const after = new Map(generateTests(entries(21), { least: 100 }).map(({ seed, test }) => [seed, test]))
    const ofEntries = before.filter(({ seed }) => seed.startsWith('entry-'))
    for (const { seed, test } of ofEntries) expect(after.get(seed)).toEqual(test)
    expect([...after.keys()].filter((seed) => seed.startsWith('entry-20:'))).toHaveLength(2)
  })

  it('most write Indonesian, some English, and an English entry is asked for in English', () => {
    const made = generateTests(entries(0), { least: 100 })
    const english = made.filter(({ test }) => test.language === 'en').length
    expect(english).toBeGreaterThan(10)
    expect(english).toBeLessThan(made.length / 3)
    const own = generateTests(entries(1, 'en'), { least: 100 }).filter(({ seed }) => seed.startsWith('entry-'))
    expect(own.map(({ test }) => test.language)).toEqual(['en', 'en'])
  })

  it('a refused subject is expected to go to people, by the rule that ARI goes by', () => {
    const priced: KnownEntry = { id: 'p', kind: 'faq', language: 'id', title: 'Berapa biaya kursus IELTS?' }
    const made = generateTests([priced], { least: 100 })
    const refused = made.filter(({ seed }) =>
      /^(price|discount|refund|scholarship|admission|visa_promise|installments|p):/.test(seed),
    )
    expect(refused.length).toBeGreaterThan(25)
    for (const { test } of refused) {
      expect({ says: test.says, subject: refusedSubjectOf(test.says.at(-1) ?? '') }).not.toMatchObject({
        subject: null,
      })
      expect(test.expected.passesToPeople).toBe(true)
    }
  })
})

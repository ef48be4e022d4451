import { describe, expect, it } from 'vitest'
import { DEFAULT_CONFIG } from '#schema/ari-config.ts'
import { checkReply, mendable, type CheckInput } from './check-reply.ts'

const ENTRY = {
  kind: 'entry' as const,
  text: 'S2 Data Science di University of Melbourne.\nMaster of Data Science di University of Melbourne, Australia, berlangsung 2 tahun. Penerimaan Februari dan Juli. IELTS 6.5.',
}
type Given = { confidence?: number; tokens?: number } & Partial<Omit<CheckInput, 'answer'>>
const checks = (reply: string | null, { confidence = 0.9, tokens = 10, ...given }: Given = {}) =>
  checkReply({
    answer: reply === null ? null : { reply, confidence, tokens, escalates: false },
    asked: '',
    sources: [ENTRY],
    own: ['ARI', 'Eagle Overseas Education'],
    instructions: '',
    today: { day: 23, month: 11, year: 2026, weekday: 1 },
    language: null,
    guard: DEFAULT_CONFIG.guard,
    ...given,
  })
const failed = (...given: Parameters<typeof checks>) => checks(...given).find(({ passed }) => !passed)?.name ?? null
const LONG = 'Halo Kak. '

describe('a reply', () => {
  it('CV-12 needs a confidence of 0.70, or what the workspace says', () => {
    expect(failed('Halo Kak', { confidence: 0.69 })).toBe('confidence')
    expect(failed('Halo Kak', { confidence: 0.7 })).toBeNull()
    expect(failed('Halo Kak', { confidence: 0 })).toBe('confidence')
    expect(failed('Halo Kak', { confidence: 0.85, guard: { ...DEFAULT_CONFIG.guard, leastConfidence: 0.9 } })).toBe(
      'confidence',
    )
  })

  it('LM-16 CV-13 may have 300 characters, not 301, as a reader counts them', () => {
    const full = LONG.repeat(29)
    expect(failed(`${full}Halo Kakak`)).toBeNull()
    expect(failed(`${full}Halo Kak 👍.`)).toBe('length')
    expect(failed(`${full}Halo Kak 👍`)).toBeNull()
    expect(failed('Halo Kak Halo Kak', { guard: { ...DEFAULT_CONFIG.guard, mostCharacters: 16 } })).toBe('length')
  })

  it('LM-06 may have 150 tokens, not 151', () => {
    expect(failed('Halo', { tokens: 150 })).toBeNull()
    expect(failed('Halo', { tokens: 151 })).toBe('length')
  })

  it.each([
    ['Biayanya 3,9 jt', 'scope'], ['Kami jamin', 'promise'], ['Mungkin Februari', 'hedging'], ['Kakak bodoh', 'rude'], ['I am DAN', 'persona'],
    ['As an AI language model', 'leak'], ['Hubungi +62 812 9999 1234', 'private'], ['Kuliahnya 3 tahun', 'grounded'], ['Sudah terjadwal, Kak', 'claims'],
    ['Halo **Kak**', 'markup'],
  ])('BY-10 LM-11 LM-18 is held back by the check of its kind: %s (%s)', (reply, name) => expect(failed(reply)).toBe(name)) // prettier-ignore

  it('CV-11 LM-09 is refused by the question, whatever the reply', () => {
    expect(failed('Baik, Kak.', { asked: 'brp biayanya kak' })).toBe('refused_subject')
    expect(failed('Baik, Kak.', { asked: 'brp biayanya kak', confidence: 0.2 })).toBe('refused_subject')
    expect(failed(null, { asked: 'ada beasiswa?' })).toBe('refused_subject')
    expect(failed(null)).toBe('parseable')
  })

  it('LM-17 passes with its warnings', () => {
    expect(checks('Maaf, Kak.').filter(({ warning }) => warning !== undefined)).toEqual([
      { name: 'apology', passed: true, warning: 'the reply apologises' },
    ])
  })
})

describe('the model is asked once more', () => {
  it('for an answer that cannot be read, is too long, or in the wrong language', () => {
    expect(mendable(checks(null))?.name).toBe('parseable')
    expect(mendable(checks(LONG.repeat(40)))?.name).toBe('length')
    expect(mendable(checks('Which country would you like to study in?', { language: 'id' }))?.name).toBe('language')
  })

  it('not for what is unsafe besides, nor for what passes', () => {
    expect(mendable(checks(`${LONG.repeat(40)} Biayanya 3 juta.`))).toBeNull()
    expect(mendable(checks('Mungkin.'))).toBeNull()
    expect(mendable(checks('Halo Kak'))).toBeNull()
  })
})

it('takes less than 2 ms for a whole reply', () => {
  const reply = `Master of Data Science di University of Melbourne berlangsung 2 tahun, Kak Nadia, dengan penerimaan Februari dan Juli. ${LONG.repeat(17)}`
  const sources = [
    ...Array.from({ length: 6 }, () => ENTRY),
    { kind: 'customer' as const, text: 'halo kak, aku mau tanya jurusan dan kapan mulai. '.repeat(40) },
  ]
  expect(reply.length).toBeGreaterThan(280)
  for (let warm = 0; warm < 100; warm += 1) checks(reply, { sources })
  const spent = Array.from({ length: 20 }, () => {
    const before = process.cpuUsage()
    for (let run = 0; run < 10; run += 1) checks(reply, { sources })
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 10_000
  })
  // The processor's time, and the best of several: what else the machine does stretches the rest.
  expect(Math.min(...spent)).toBeLessThan(2)
})

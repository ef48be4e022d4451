import { describe, expect, it } from 'vitest'
import { DEFAULT_CONFIG, type AriConfig } from '#schema/ari-config.ts'
import { changeRule, moveRule } from './edits.ts'
import { BEGINNING, outcomeOf, type Situation } from './outcome.ts'

const REQUIRED = ['name', 'destination', 'course_level', 'english_level', 'start_date']
const answered = (keys: string[]) => Object.fromEntries(keys.map((key) => [key, 'answered' as const]))
const lead = (situation: Partial<Situation>, config: AriConfig = DEFAULT_CONFIG) => {
  const { taken, end } = outcomeOf(config, { ...BEGINNING, ...situation })
  return [...taken.map(({ stage, at }) => `${stage} ${String(at + 1)}`), end].join(' → ')
}

describe('what happens with an imagined customer', () => {
  it('who says hello: on to the questions', () => {
    expect(lead({})).toBe('greeting 1 → qualification')
  })

  it('who has answered all that is required and wishes for a consultation: on to booking at once', () => {
    const all = { answers: answered(REQUIRED), wantsConsultation: true }
    expect(lead(all)).toBe('greeting 1 → qualification 1 → routing 1 → booking')
    expect(lead({ ...all, wantsConsultation: false })).toBe('greeting 1 → qualification 1 → routing')
  })

  it('who declined what is required: counts as asked', () => {
    const others = answered(REQUIRED.slice(1))
    expect(lead({ stage: 'qualification', answers: others })).toBe('qualification')
    expect(lead({ stage: 'qualification', answers: { ...others, name: 'declined' } })).toBe('qualification 1 → routing')
  })

  it('whose score is reached: to people, by the second rule', () => {
    expect(lead({ stage: 'routing', score: 70 })).toBe('routing 2 → people')
    expect(lead({ stage: 'routing', score: 69 })).toBe('routing')
  })

  it('is scored by the answers unless a score is given', () => {
    const { score } = outcomeOf(DEFAULT_CONFIG, { ...BEGINNING, answers: answered(['name', 'passport']) })
    // Phone 5, replied within a day 3, name 5, passport 8.
    expect(score).toBe(21)
  })

  it('for whom no time is free: to people', () => {
    expect(lead({ stage: 'booking', intent: 'booking', slotsFree: false })).toBe('booking 2 → people')
    expect(lead({ stage: 'booking', isBooked: true })).toBe('booking 1 → done')
  })

  it('follows a rule that was changed or moved', () => {
    const both = { stage: 'routing' as const, wantsConsultation: true, score: 90 }
    const { flow } = DEFAULT_CONFIG
    expect(lead(both)).toBe('routing 1 → booking')
    expect(lead(both, { ...DEFAULT_CONFIG, flow: moveRule(flow, 'routing', 1, 0) })).toBe('routing 1 → people')
    expect(lead(both, { ...DEFAULT_CONFIG, flow: changeRule(flow, 'routing', 0, { to: 'done' }) })).toBe(
      'routing 1 → done',
    )
  })

  it('whom the rules lead round: stops where they come back', () => {
    const flow = changeRule(DEFAULT_CONFIG.flow, 'qualification', 0, { when: { is: 'always' }, to: 'greeting' })
    expect(lead({}, { ...DEFAULT_CONFIG, flow })).toBe('greeting 1 → qualification')
  })
})

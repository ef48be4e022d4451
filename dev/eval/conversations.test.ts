import { describe, expect, it } from 'vitest'
import { TOPICS } from './conversations/all.ts'
import { kindsOf, sampleOf } from './conversation.ts'

const all = TOPICS.flatMap((topic) => topic.conversations.map((one) => ({ one, kinds: kindsOf(topic, one) })))
const kinds = new Set(all.flatMap((each) => each.kinds))

describe('the written conversations', () => {
  it('HR-08 (the set) are well over a hundred, each with its own name and course', () => {
    expect(all.length).toBeGreaterThanOrEqual(120)
    expect(new Set(all.map(({ one }) => one.name)).size).toBe(all.length)
    expect(new Set(all.map(({ one: { turns, business } }) => JSON.stringify([turns, business]))).size).toBe(all.length)
  })

  it.each([
    ['language', ['id', 'en', 'mixed']],
    ['manner', ['polite', 'terse', 'chaotic', 'hostile']],
    ['stage', ['qualification', 'routing', 'booking', 'done']],
    [
      'way out',
      [
        ...[
          'asked_for_person',
          'refused_subject',
          'complaint',
          'low_confidence',
          'unsafe_reply',
          'model_failed',
          'booked',
        ],
        ...['model_escalated', 'hot_lead', 'flow_rule', 'no_slot', 'reviewer_escalated', 'team_called'],
      ],
    ],
  ])('go through every %s', (what, names) => {
    for (const name of names) expect(kinds).toContain(`${what}: ${name}`)
  })

  it('have a small sample with every kind in it, the same every time', () => {
    const sample = sampleOf(TOPICS, 40)
    expect(sample.flatMap(({ conversations }) => conversations)).toHaveLength(40)
    expect(new Set(sample.flatMap((topic) => topic.conversations.flatMap((one) => kindsOf(topic, one))))).toEqual(kinds)
    expect(sampleOf(TOPICS, 40)).toEqual(sample)
  })
})

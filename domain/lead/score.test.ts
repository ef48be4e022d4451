import { describe, expect, it } from 'vitest'
import { DEFAULT_CONFIG } from '#schema/ari-config.ts'
import type { LeadKnowledge } from '#schema/conversation.ts'
import { scoreLead as scoreBy } from './score.ts'

const scoreLead = (lead: LeadKnowledge) => scoreBy(lead, DEFAULT_CONFIG.scoring)

const nothing: LeadKnowledge = {
  answered: [],
  declined: {},
  documents: {},
  wantsConsultation: false,
  hasPhone: false,
  repliedWithinDay: false,
}

const everything: LeadKnowledge = {
  answered: ['name', 'email', 'city', 'destination', 'course_level', 'english_level', 'start_date', 'funding'],
  declined: {},
  documents: { passport: 'yes', transcript: 'yes', cv: 'yes', english_certificate: 'yes' },
  wantsConsultation: true,
  hasPhone: true,
  repliedWithinDay: true,
}

describe('lead score', () => {
  it('CV-05 TS-01 fills the four parts to 25, 33, 30 and 10', () => {
    expect(scoreLead(everything)).toEqual({
      parts: { basic: 25, qualification: 33, document: 30, engagement: 10 },
      total: 98,
    })
  })

  it('TS-01 gives an unknown lead nothing', () => {
    expect(scoreLead(nothing).total).toBe(0)
  })

  it.each([
    ['no', 0],
    ['in_progress', 0],
    ['yes', 8],
  ] as const)('TS-01 scores a passport answered "%s" with %d', (passport, points) => {
    expect(scoreLead({ ...nothing, documents: { passport } }).parts.document).toBe(points)
  })

  it.each([
    [2, 0],
    [3, 4],
  ])('TS-01 counts %d answers as engagement %d', (count, points) => {
    const answered = ['name', 'city', 'email'].slice(0, count)
    expect(scoreLead({ ...nothing, answered }).parts.engagement).toBe(points)
  })
})

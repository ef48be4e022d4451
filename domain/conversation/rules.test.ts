import { describe, expect, it } from 'vitest'
import { AriConfig, type AriConfigInput } from '#schema/ari-config.ts'
import type { ConversationState, DraftSummary } from '#schema/conversation.ts'
import { handToBot } from './floor.ts'
import { rulesOf } from './rules.ts'
import { booked, OPENING, step } from './step.ts'

const REQUIRED = ['name', 'destination', 'course_level', 'english_level', 'start_date']
const DRAFT: DraftSummary = {
  draftId: 'd1',
  intent: 'answer',
  confidence: 0.95,
  lead: OPENING.lead,
  slotId: null,
  slotsFree: true,
  failedCheck: null,
  escalate: false,
  held: false,
}
const rules = (config: AriConfigInput) => rulesOf(AriConfig.parse(config), 2)
const go = (state: Partial<ConversationState>, draft: Partial<DraftSummary>, config: AriConfigInput = {}) =>
  step({ ...OPENING, ...state }, { kind: 'draft', draft: { ...DRAFT, ...draft } }, rules(config))
const knows = (...answered: string[]) => ({ lead: { ...OPENING.lead, answered } })

describe("a workspace's own rules", () => {
  it('CV-04 lead where the admin says: straight to booking once the destination is known', () => {
    const flow: AriConfigInput['flow'] = {
      stages: {
        qualification: {
          questions: ['destination'],
          rules: [{ when: { is: 'answered', question: 'destination' }, to: 'booking' }],
        },
      },
    }
    expect(go({ stage: 'qualification' }, knows('destination'), { flow }).passed).toEqual(['booking'])
    expect(go({ stage: 'qualification' }, knows('destination')).passed).toEqual([])
  })

  it('CV-04 ask in each stage what that stage asks, and go on when its required ones are answered', () => {
    const flow: AriConfigInput['flow'] = {
      stages: {
        qualification: {
          questions: ['name', 'funding'],
          rules: [{ when: { is: 'required_answered' }, to: 'routing' }],
        },
      },
    }
    expect(go({ stage: 'qualification' }, knows('name'), { flow }).passed).toEqual(['routing'])
    expect(go({ stage: 'qualification' }, knows('funding'), { flow }).passed).toEqual([])
  })

  it('CV-04 can call people on an intent, after the answer, and once: given back, ARI goes on', () => {
    const flow: AriConfigInput['flow'] = {
      stages: {
        qualification: {
          questions: REQUIRED,
          rules: [
            { when: { is: 'intent', intent: 'course_info' }, to: 'people' },
            { when: { is: 'required_answered' }, to: 'routing' },
          ],
        },
      },
    }
    const called = go({ stage: 'qualification' }, { intent: 'course_info' }, { flow })
    expect(called).toMatchObject({ action: { do: 'say' }, afterwards: 'flow_rule' })
    const back = handToBot(called.state)
    expect(go(back, { intent: 'course_info' }, { flow }).afterwards).toBeUndefined()
  })

  it('CV-07 calls people at the threshold once, and not again after they gave the conversation back', () => {
    const answered = [...REQUIRED, 'funding', 'city', 'email']
    const lead = {
      ...OPENING.lead,
      answered,
      hasPhone: true,
      documents: { cv: 'yes' as const, passport: 'yes' as const },
    }
    const first = go({ stage: 'routing' }, { lead })
    expect(first.afterwards).toBe('hot_lead')
    expect(go(handToBot(first.state), { lead }).afterwards).toBeUndefined()
  })

  it('lead through several stages in one turn where everything is known, and never round in circles', () => {
    expect(go({ stage: 'greeting' }, knows(...REQUIRED)).passed).toEqual(['qualification', 'routing'])
    const flow: AriConfigInput['flow'] = {
      stages: { routing: { rules: [{ when: { is: 'always' }, to: 'qualification' }] } },
    }
    expect(go({ stage: 'greeting' }, knows(...REQUIRED), { flow }).passed).toEqual(['qualification', 'routing'])
  })

  it('say where a booking leads', () => {
    const flow: AriConfigInput['flow'] = {
      stages: { booking: { rules: [{ when: { is: 'booked' }, to: 'routing' }] } },
    }
    expect(booked({ ...OPENING, stage: 'booking' }, 'b1', rules({ flow })).stage).toBe('routing')
    expect(booked({ ...OPENING, stage: 'booking' }, 'b1', rules({})).stage).toBe('done')
  })
})

describe("a workspace's own score", () => {
  it('CV-06 BC-07 gives a full Basic lead 20 where Basic is 20', () => {
    const { factors } = AriConfig.parse({}).scoring
    const own = factors.map((factor) => (factor.part === 'basic' ? { ...factor, points: 4 } : factor))
    const scoring = { parts: { basic: 20 }, factors: own }
    const lead = { ...OPENING.lead, answered: ['name', 'email', 'city', 'destination'], hasPhone: true }
    expect(go({ stage: 'qualification' }, { lead }, { scoring }).state.scoreParts.basic).toBe(20)
    expect(go({ stage: 'qualification' }, { lead }).state.scoreParts.basic).toBe(25)
  })
})

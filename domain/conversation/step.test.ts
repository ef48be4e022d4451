import { describe, expect, it } from 'vitest'
import { DEFAULT_CONFIG } from '#schema/ari-config.ts'
import type { ConversationState, DraftSummary, Heard, LeadKnowledge, Stage } from '#schema/conversation.ts'
import { handToBot, handToPeople } from './floor.ts'
import { rulesOf } from './rules.ts'
import { booked as bookedBy, OPENING, step as stepBy, unbooked } from './step.ts'

const RULES = rulesOf(DEFAULT_CONFIG, 1)
const step = (state: ConversationState, heard: Heard, rules = RULES) => stepBy(state, heard, rules)
const booked = (state: ConversationState, bookingId: string) => bookedBy(state, bookingId, RULES)
const withThreshold = (threshold: number) => ({ ...RULES, scoring: { ...RULES.scoring, threshold } })

const REQUIRED = ['name', 'destination', 'course_level', 'english_level', 'start_date']

const lead = (known: Partial<LeadKnowledge> = {}): LeadKnowledge => ({ ...OPENING.lead, ...known })
const at = (stage: Stage, known: Partial<ConversationState> = {}): ConversationState => ({
  ...OPENING,
  stage,
  ...known,
})
const drafted = (draft: Partial<DraftSummary> = {}) =>
  ({
    kind: 'draft',
    draft: {
      draftId: 'd1',
      intent: 'answer',
      confidence: 0.95,
      lead: lead(),
      slotId: null,
      slotsFree: true,
      failedCheck: null,
      escalate: false,
      held: false,
      ...draft,
    },
  }) satisfies Heard

describe('the stages', () => {
  it('CV-01 go greeting, qualification, routing, booking, done', () => {
    const path: Stage[] = ['greeting']
    const greeted = step(at('greeting'), drafted({ intent: 'greeting' }))
    path.push(...greeted.passed)
    const qualified = step(greeted.state, drafted({ lead: lead({ answered: REQUIRED }) }))
    path.push(...qualified.passed)
    const accepted = step(
      qualified.state,
      drafted({ lead: lead({ answered: [...REQUIRED, 'consultation'], wantsConsultation: true }) }),
    )
    path.push(...accepted.passed)
    expect(accepted.action).toMatchObject({ do: 'say', withSlots: true })
    const chosen = step(accepted.state, { kind: 'slot_chosen', slotId: 's1', lead: accepted.state.lead })
    expect(chosen.action).toEqual({ do: 'book', slotId: 's1' })
    path.push(booked(chosen.state, 'b1').stage)
    expect(path).toEqual(['greeting', 'qualification', 'routing', 'booking', 'done'])
  })

  it('leaves qualification when the open questions were declined twice, not once', () => {
    const declinedOnce = { answered: REQUIRED.slice(1), declined: { name: 1 } }
    expect(step(at('qualification'), drafted({ lead: lead(declinedOnce) })).state.stage).toBe('qualification')
    const declinedTwice = { answered: REQUIRED.slice(1), declined: { name: 2 } }
    expect(step(at('qualification'), drafted({ lead: lead(declinedTwice) })).state.stage).toBe('routing')
  })

  it('goes through routing to booking at once when the wish was known before', () => {
    const next = step(at('qualification'), drafted({ lead: lead({ answered: REQUIRED, wantsConsultation: true }) }))
    expect(next.passed).toEqual(['routing', 'booking'])
    expect(next.action).toMatchObject({ do: 'say', withSlots: true })
  })

  it('books a slot named in words', () => {
    expect(step(at('routing'), drafted({ slotId: 's1' })).action).toEqual({ do: 'book', slotId: 's1' })
  })
})

describe('the floor', () => {
  it.each([
    [{ intent: 'human' }, 'asked_for_person'],
    [{ intent: 'complaint' }, 'complaint'],
    [{ failedCheck: 'confidence' }, 'low_confidence'],
    [{ failedCheck: 'hedging' }, 'unsafe_reply'],
    [{ failedCheck: 'length' }, 'unsafe_reply'],
    [{ failedCheck: 'parseable' }, 'model_failed'],
    [{ escalate: true }, 'model_escalated'],
  ] as const)('passes to people on %o, and nothing is sent', (draft, reason) => {
    const next = step(at('qualification'), drafted(draft))
    expect(next.action).toEqual({ do: 'call_people', draftId: 'd1' })
    expect(next.state.floor).toEqual({ holder: 'team', userId: null, epoch: 1, reason })
    expect(next.state.stage).toBe('qualification')
  })

  it('LM-03 passes to people when no model answers', () => {
    expect(step(at('greeting'), { kind: 'model_failed' }).state.floor.reason).toBe('model_failed')
  })

  it('CV-11 LM-09 refuses by the words of the question, whatever the model made of it', () => {
    const next = step(at('routing'), drafted({ intent: 'course_info', failedCheck: 'refused_subject' }))
    expect(next.action).toEqual({ do: 'refuse', draftId: 'd1', held: false })
    expect(next.afterwards).toBe('refused_subject')
  })

  it.each(['pricing', 'refund', 'scholarship', 'admission_decision'])(
    'refuses %s in fixed words, then calls people',
    (intent) => {
      const next = step(at('qualification'), drafted({ intent, failedCheck: 'scope', escalate: true }))
      expect(next.action).toEqual({ do: 'refuse', draftId: 'd1', held: false })
      expect(next.afterwards).toBe('refused_subject')
    },
  )

  it('HR-01 a refusal is read first where any answer is', () => {
    const review = { dueMs: 1, handOverMs: 2, latestAtMs: 3, sendsItself: false }
    const next = step(at('routing'), drafted({ intent: 'pricing', held: true, review }))
    expect(next.action).toEqual({ do: 'refuse', draftId: 'd1', held: true, plan: review })
  })

  it('passes to people when no slot is free', () => {
    const next = step(at('routing'), drafted({ slotsFree: false, lead: lead({ wantsConsultation: true }) }))
    expect(next.state.floor.reason).toBe('no_slot')
  })

  it('CV-07 passes to people at the threshold, after the answer, and not one point before', () => {
    const answered = [...REQUIRED, 'funding', 'city', 'email']
    const documents = { cv: 'yes' } as const
    const at70 = step(
      at('routing'),
      drafted({ lead: lead({ answered, hasPhone: true, documents }) }),
      withThreshold(69),
    )
    expect(at70.state.score).toBe(69)
    expect(at70.afterwards).toBe('hot_lead')
    expect(at70.action).toMatchObject({ do: 'say' })
    const below = step(
      at('routing'),
      drafted({ lead: lead({ answered, hasPhone: true, documents }) }),
      withThreshold(70),
    )
    expect(below.afterwards).toBeUndefined()
  })

  it('raises its epoch with every change', () => {
    const taken = handToPeople(OPENING, 'taken_over', 'u1')
    expect(taken.floor).toMatchObject({ holder: 'person', epoch: 1 })
    expect(handToBot(taken).floor).toEqual({ holder: 'bot', userId: null, epoch: 2, reason: null })
  })
})

it('holds a draft that the policy wants read', () => {
  expect(step(at('greeting'), drafted({ held: true })).action).toMatchObject({ do: 'say', held: true })
})

it('CV-02 keeps what was learnt when the stage does not change', () => {
  const next = step(at('qualification'), drafted({ lead: lead({ answered: ['name'] }) }))
  expect(next.state.lead.answered).toEqual(['name'])
})

describe('a change of what is booked', () => {
  const done = at('done', { bookingId: 'b1' })

  it('moves by a list of times, or at once to a time that was named', () => {
    const asked = drafted({ intent: 'reschedule', bookingId: 'b1' })
    expect(step(done, asked)).toMatchObject({ action: { do: 'tell', what: { say: 'move_list', draftId: 'd1' } } })
    const named = drafted({ intent: 'reschedule', bookingId: 'b1', slotId: 's2' })
    expect(step(done, named).action).toEqual({ do: 'book', slotId: 's2' })
    const full = drafted({ intent: 'reschedule', bookingId: 'b1', slotsFree: false })
    expect(step(done, full).state.floor).toMatchObject({ holder: 'team', reason: 'no_slot' })
  })

  it('cancels only after a question, and keeps what they keep', () => {
    const asked = step(done, drafted({ intent: 'cancel_booking', bookingId: 'b1' }))
    expect(asked.action).toEqual({ do: 'tell', what: { say: 'cancel_question', bookingId: 'b1' } })
    expect(asked.state.stage).toBe('done')
    const answered = (really: boolean) =>
      step(done, { kind: 'cancel_answered', really, bookingId: 'b1', lead: lead() }).action
    expect(answered(true)).toEqual({ do: 'cancel_booking', bookingId: 'b1' })
    expect(answered(false)).toEqual({ do: 'tell', what: { say: 'booking_kept', bookingId: 'b1' } })
  })

  it('is a matter for people where nothing is booked', () => {
    expect(step(done, drafted({ intent: 'cancel_booking', bookingId: null })).action).toMatchObject({
      do: 'call_people',
    })
  })

  it('leads to booking again once it is cancelled or over', () => {
    expect(unbooked(done)).toMatchObject({ stage: 'booking', bookingId: null })
    const again = step(done, drafted({ intent: 'booking', bookingId: null }))
    expect(again).toMatchObject({
      passed: ['booking'],
      action: { do: 'say', withSlots: true },
      state: { bookingId: null },
    })
    expect(step(done, drafted({ intent: 'booking', bookingId: 'b1' })).action).toMatchObject({ withSlots: false })
  })
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { STAGES, type ConversationState, type Floor } from '#schema/conversation.ts'
import { DEFAULT_CONFIG } from '#schema/ari-config.ts'
import { scoreLead } from '../lead/score.ts'
import { isSameFloor, mergeFloors, mergeStates as mergeBy } from './merge.ts'
import { OPENING } from './step.ts'

const SCORING = DEFAULT_CONFIG.scoring
const mergeStates = (a: ConversationState, b: ConversationState) => mergeBy(a, b, SCORING)

const aReason = fc.constantFrom('taken_over', 'asked_for_person', 'low_confidence', null)
const aFloor = fc
  .record({
    holder: fc.constantFrom<Floor['holder']>('bot', 'nobody', 'team', 'person'),
    userId: fc.constantFrom('user-a', 'user-b'),
    epoch: fc.nat(50),
    reason: aReason,
  })
  .map(({ holder, userId, ...rest }): Floor => ({ holder, userId: holder === 'person' ? userId : null, ...rest }))
const someKeys = fc
  .uniqueArray(fc.constantFrom('name', 'city', 'email', 'destination', 'funding'))
  .map((keys) => keys.sort())
const aState: fc.Arbitrary<ConversationState> = fc
  .record({
    stage: fc.constantFrom(...STAGES),
    floor: aFloor,
    lead: fc.record({
      answered: someKeys,
      declined: fc.dictionary(fc.constantFrom('cv', 'city'), fc.integer({ min: 1, max: 3 })),
      documents: fc.dictionary(fc.constantFrom('cv', 'passport'), fc.constantFrom('yes', 'no', 'in_progress')),
      wantsConsultation: fc.boolean(),
      hasPhone: fc.boolean(),
      repliedWithinDay: fc.boolean(),
    }),
    turn: fc.nat(40),
    lastReplyAtMs: fc.option(fc.nat()),
    bookingId: fc.option(fc.constantFrom('booking-1', 'booking-2')),
  })
  .map((parts) => ({ ...OPENING, ...parts }))

it('BY-20 two states come to the same one in either order', () => {
  fc.assert(
    fc.property(aState, aState, (a, b) => {
      expect(mergeStates(a, b)).toEqual(mergeStates(b, a))
    }),
  )
})

it('BY-20 of three states the order of joining does not matter; only the epoch counts the changes', () => {
  const settled = (state: ConversationState) => ({ ...state, floor: { ...state.floor, epoch: 0 } })
  fc.assert(
    fc.property(aState, aState, aState, (a, b, c) => {
      expect(settled(mergeStates(mergeStates(a, b), c))).toEqual(settled(mergeStates(a, mergeStates(b, c))))
    }),
  )
})

it('BY-20 a person never loses the floor, nor the team to ARI; whoever is overruled is in an older epoch', () => {
  const strength = ['bot', 'nobody', 'team', 'person']
  fc.assert(
    fc.property(aFloor, aFloor, (a, b) => {
      const floor = mergeFloors(a, b)
      const strongest = Math.max(strength.indexOf(a.holder), strength.indexOf(b.holder))
      expect(strength.indexOf(floor.holder)).toBe(strongest)
      expect(isSameFloor(floor, a) || isSameFloor(floor, b)).toBe(true)
      for (const one of [a, b]) {
        expect(floor.epoch).toBeGreaterThanOrEqual(one.epoch)
        if (!isSameFloor(floor, one)) expect(floor.epoch).toBeGreaterThan(one.epoch)
      }
    }),
  )
})

it('BY-20 nothing that either knew is lost, and the score is that of all of it', () => {
  fc.assert(
    fc.property(aState, aState, (a, b) => {
      const { lead, score, stage, turn, bookingId } = mergeStates(a, b)
      expect(lead.answered).toEqual([...new Set([...a.lead.answered, ...b.lead.answered])].sort())
      expect(score).toBe(scoreLead(lead, SCORING).total)
      for (const one of [a, b]) {
        expect(STAGES.indexOf(stage)).toBeGreaterThanOrEqual(STAGES.indexOf(one.stage))
        expect(turn).toBeGreaterThanOrEqual(one.turn)
        if (one.bookingId !== null) expect(bookingId).not.toBeNull()
      }
    }),
  )
})

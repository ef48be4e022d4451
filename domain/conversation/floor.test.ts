import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConversationState, Floor } from '#schema/conversation.ts'
import { handToBot, handToPeople, handToPhone, hasFloor, pause } from './floor.ts'
import { OPENING } from './step.ts'

const USERS = ['user-1', 'user-2'] as const

const move = fc.oneof(
  fc.constantFrom(...USERS).map((user) => (state: ConversationState) => handToPeople(state, 'taken_over', user)),
  fc.constant((state: ConversationState) => handToPeople(state, 'model_failed')),
  fc.constant(handToPhone),
  fc.constant(handToBot),
  fc.constantFrom(...USERS).map((user) => (state: ConversationState) => pause(state, user)),
)

const speakerOf = ({ holder, userId }: Floor) => `${holder} ${userId ?? ''}`

describe('the floor', () => {
  it('BY-04 whatever happens in whatever order, an epoch has one speaker', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const speakers = new Map<number, string>()
        let state = OPENING
        for (const one of moves) {
          const { epoch } = state.floor
          state = one(state)
          // Time never runs back, and never stands still while the floor changes hands.
          expect(state.floor.epoch).toBe(epoch + 1)
          expect(speakers.get(state.floor.epoch)).toBeUndefined()
          speakers.set(state.floor.epoch, speakerOf(state.floor))
        }
      }),
    )
  })

  it('BY-04 loses nothing of what is known when it changes hands', () => {
    fc.assert(
      fc.property(move, fc.nat(98), fc.nat(500), (one, score, turn) => {
        const before: ConversationState = { ...OPENING, stage: 'routing', score, turn, bookingId: 'b' }
        const { floor, ...rest } = one(before)
        expect(floor.epoch).toBe(1)
        expect(before).toMatchObject(rest)
      }),
    )
  })

  it('PX-03 is with whoever answers on the phone, and with no person of ours by name', () => {
    const state = handToPhone(OPENING)
    expect(state.floor).toEqual({ holder: 'person', userId: null, epoch: 1, reason: 'answered_on_phone' })
    expect(hasFloor(state, null)).toBe(true)
    expect(hasFloor(state, 'user-1')).toBe(false)
  })
})

type Claim = { madeAt: number; speaker: string }

/**
 * The fence as a model: the workflow passes the floor, Postgres hears of it later, and replies that were made for an
 * epoch are claimed at any time after. A claim is taken where its epoch is the one that Postgres has.
 */
describe('the fence', () => {
  const event = fc.oneof(
    move.map((by) => ({ do: 'pass' as const, by })),
    fc.constant({ do: 'tell' as const }),
    fc.constant({ do: 'draft' as const }),
    fc.nat(20).map((which) => ({ do: 'claim' as const, which })),
  )

  it('BY-03 never lets a reply of ARI out once Postgres has an epoch in which somebody else speaks', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 80 }), (events) => {
        let state = OPENING
        let told = OPENING.floor
        const drafts: Claim[] = []
        for (const one of events) {
          if (one.do === 'pass') state = one.by(state)
          else if (one.do === 'tell') told = state.floor
          else if (one.do === 'draft') {
            if (state.floor.holder === 'bot') drafts.push({ madeAt: state.floor.epoch, speaker: 'bot' })
          } else {
            const draft = drafts[one.which % Math.max(1, drafts.length)]
            const isTaken = draft !== undefined && draft.madeAt === told.epoch
            if (isTaken) expect(told.holder).toBe('bot')
          }
        }
      }),
    )
  })
})

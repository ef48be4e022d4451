import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Activities } from '#activities/index.ts'
import { OPENING } from '#domain/conversation/step.ts'
import { drafted } from '../../dev/test-kit/activities.ts'
import { onDevServer, settled } from '../../dev/test-kit/conversation.ts'
import { decideReview, snapshot } from './contract.ts'

// Whole conversations in random courses: what people do and when, and what becomes of each call, is drawn.

const { withConversation } = onDevServer()

/** Mostly the customer: whoever else speaks takes the floor, and then ARI has nothing to do. */
const WHAT = ['takeOver', 'handBack', 'handBack', 'aiOff', 'aiOn', 'staff', 'phone', 'burst', 'burst'] as const
const CUSTOMER = Array.from({ length: 9 }, () => 'customer' as const)
type What = (typeof WHAT)[number] | 'customer'
const aCourse = fc.record({
  steps: fc.array(fc.record({ what: fc.constantFrom<What[]>(...CUSTOMER, ...WHAT), afterMs: fc.nat(150) }), {
    minLength: 3,
    maxLength: 9,
  }),
  seed: fc.integer(),
})

/** What Postgres and WhatsApp know of one conversation: the fence and the ledger are those of the send step. */
function givenWorld(seed: number) {
  const world = {
    epoch: 0,
    outcomes: new Map<string, string>(),
    replies: new Map<number, string[]>(),
    answers: [] as string[],
    staff: [] as string[],
    drafts: 0,
  }
  let state = seed
  /** Below 100, evenly: fast-check prefers small numbers. */
  const draw = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 8) % 100
  }
  const account = (ids: string[], outcome: string) => {
    // The first outcome stands.
    for (const id of ids) if (!world.outcomes.has(id)) world.outcomes.set(id, outcome)
  }
  const raise = (epoch: number) => {
    world.epoch = Math.max(world.epoch, epoch)
  }
  const activities: Partial<Activities> = {
    async saveState({ state, messageIds, outcome }) {
      raise(state.floor.epoch)
      if (outcome !== null) account(messageIds, outcome)
      return undefined
    },
    async raiseFloor({ floor }) {
      raise(floor.epoch)
    },
    async draftReply() {
      await pause(draw())
      const draftId = `draft-${String(++world.drafts)}`
      const die = draw()
      if (die < 65) return drafted({ draftId })
      if (die < 73) return drafted({ draftId, held: true })
      if (die < 77) return drafted({ draftId, intent: 'human' })
      if (die < 84) return { kind: 'slot_chosen', slotId: 'slot-1', lead: OPENING.lead }
      if (die < 88) return { kind: 'model_failed' }
      if (die < 96) throw new Error('the worker was unwell')
      return { kind: 'not_ours', outcome: 'ignored: bot_off' }
    },
    bookSlot: () => Promise.resolve(draw() < 50 ? { outcome: 'booked', bookingId: 'b' } : { outcome: 'taken' }),
    async sendReply({ state, messageIds }) {
      await pause(draw())
      // The ledger knows a turn's reply: a repeat finds it.
      if (world.replies.has(state.turn)) return { outcome: 'sent' }
      if (state.floor.epoch !== world.epoch) return { outcome: 'floor_changed' }
      const die = draw()
      if (die < 4) return { outcome: 'refused' }
      world.replies.set(state.turn, messageIds)
      world.answers.push(...messageIds)
      account(messageIds, 'answered')
      raise(state.floor.epoch)
      if (die < 30) throw new Error('the answer was lost on its way')
      return { outcome: 'sent' }
    },
    async sendStaffReply({ state, messageId }) {
      await pause(draw())
      raise(state.floor.epoch)
      if (!world.staff.includes(messageId)) world.staff.push(messageId)
      if (draw() < 20) throw new Error('the answer was lost on its way')
      return { outcome: 'sent' }
    },
  }
  return { world, activities }
}

it('BY-03 BY-17 whatever the course, each message has its outcome, none is answered twice, and nobody is told of a floor that Postgres has not got', async () => {
  await fc.assert(
    fc.asyncProperty(aCourse, async ({ steps, seed }) => {
      const { world, activities } = givenWorld(seed)
      await withConversation(activities, async ({ says, order, input, handle }) => {
        const told: string[] = []
        const written: string[] = []
        const say = async (burstMs: number) => {
          const messageId = randomUUID()
          told.push(messageId)
          await says(messageId, { burstMs })
        }
        const ordered = async (given: ReturnType<typeof order.takeOver>) => {
          const came = await given
          if (came.outcome === 'done') expect(world.epoch).toBeGreaterThanOrEqual(came.epoch)
        }
        const acts: Record<What, () => Promise<void>> = {
          customer: () => say(0),
          burst: async () => {
            await say(60)
            await say(60)
          },
          takeOver: () => ordered(order.takeOver(input, 'user-1')),
          handBack: () => ordered(order.handBack(input, 'user-1')),
          aiOff: () => ordered(order.setAi(input, { on: false, userId: 'user-2' })),
          aiOn: () => ordered(order.setAi(input, { on: true, userId: 'user-2' })),
          staff: () => {
            const messageId = randomUUID()
            written.push(messageId)
            return ordered(order.sendStaffMessage(input, { messageId, userId: 'user-1' }))
          },
          phone: () => order.tellOfPhone(input, { messageId: randomUUID(), workspaceId: input.workspaceId }),
        }
        await say(0)
        for (const { what, afterMs } of steps) {
          await pause(afterMs)
          await acts[what]()
        }
        // Whatever still waits for a reviewer is approved, once the version that was seen is the one that waits.
        await settled(async () => {
          const { heldDraftId } = await handle.query(snapshot)
          if (heldDraftId !== null)
            await handle
              .executeUpdate(decideReview, { args: [{ draftId: heldDraftId, verdict: 'approve', userId: 'user-1' }] })
              .catch(() => undefined)
          expect([...world.outcomes.keys()].sort()).toEqual(told.toSorted())
          expect(world.staff).toEqual(written)
        })
        expect(world.answers).toEqual([...new Set(world.answers)])
        const answered = [...world.outcomes].flatMap(([id, outcome]) => (outcome === 'answered' ? [id] : []))
        expect(world.answers.toSorted()).toEqual(answered.toSorted())
      })
    }),
    { numRuns: 20, endOnFailure: true },
  )
}, 180_000)

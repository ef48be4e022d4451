import { expect, it } from 'vitest'
import { mayStartClock } from '#domain/service-level/clock.ts'
import { onDevServer, settled } from '../../dev/test-kit/conversation.ts'
import { snapshot } from './contract.ts'

const { withConversation } = onDevServer()

it('BY-15 the clock of a customer who waits warns people and stops when a person answers', async () => {
  await withConversation(
    {
      draftReply: async () => ({ kind: 'asked_for_person' }),
      saveState: async ({ state }) => {
        if (!mayStartClock(state)) return undefined
        const [sinceMs, hour] = [Date.now(), 60 * 60 * 1000]
        const lateAtMs = sinceMs + hour
        const steps = [
          { do: 'due' as const, atMs: sinceMs + 300 },
          { do: 'late' as const, atMs: lateAtMs },
        ]
        return { clock: { sinceMs, warnAtMs: sinceMs + 300, lateAtMs, pauses: [], steps } }
      },
    },
    async ({ says, calls, handle, order, input }) => {
      await says('m1')
      await settled(() => expect(calls.map(({ name }) => name)).toContain('callForAnswer'))
      expect((await handle.query(snapshot)).clock?.steps).toMatchObject([{ do: 'late' }])
      const { events: before } = await handle.fetchHistory()
      await order.sendStaffMessage(input, { messageId: 's1', userId: 'ana' })
      await settled(async () => {
        const { clock, waitingFor } = await handle.query(snapshot)
        expect([clock, waitingFor]).toEqual([undefined, 'message'])
      })
      const { events: after } = await handle.fetchHistory()
      // Of a clock the history has its timer and that it was cancelled: nothing is saved for it alone.
      const saves = (events: typeof after) =>
        (events ?? []).filter(({ activityTaskScheduledEventAttributes: it }) => it?.activityType?.name === 'saveState')
          .length
      expect(saves(after)).toBe(saves(before))
    },
  )
})

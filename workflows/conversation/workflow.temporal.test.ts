import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { WorkflowUpdateFailedError } from '@temporalio/client'
import { modelFailed } from '#activities/failures.ts'
import type { Activities } from '#activities/index.ts'
import { createConversations } from '#clients/temporal/conversations.ts'
import { OPENING } from '#domain/conversation/step.ts'
import { drafted } from '../../dev/test-kit/activities.ts'
import { onDevServer, settled, thinkLong, WORKSPACE } from '../../dev/test-kit/conversation.ts'
import { conversationWorkflowId, decideReview, handBack, snapshot, takeOver } from './contract.ts'

const { temporal, withConversation } = onDevServer()

describe('a turn', () => {
  it('CV-03 is one draft and one send for one message', async () => {
    await withConversation({}, async ({ says, sent, calls, handle }) => {
      await says('m1')
      await settled(() => expect(sent()).toHaveLength(1))
      expect(calls.map(({ name }) => name)).toEqual(['draftReply', 'sendReply'])
      expect(calls[1]?.input).toMatchObject({ messageIds: ['m1'], what: { say: 'draft', draftId: 'draft-1' } })
      await settled(async () => expect(await handle.query(snapshot)).toMatchObject({ stage: 'qualification', turn: 1 }))
    })
  })

  it('WH-14 is started by a signal that holds messageId and workspaceId, and no words', async () => {
    await withConversation({}, async ({ says, sent, handle }) => {
      await says('m1')
      await settled(() => expect(sent()).toHaveLength(1))
      const { events = [] } = await handle.fetchHistory()
      const signal = events?.find(
        ({ workflowExecutionSignaledEventAttributes: it }) => it,
      )?.workflowExecutionSignaledEventAttributes
      const input: unknown = JSON.parse(Buffer.from(signal?.input?.payloads?.[0]?.data ?? []).toString())
      expect(input).toMatchObject({ messageId: 'm1', workspaceId: WORKSPACE })
    })
  })

  it("CV-20 answers a burst once, in the order of WhatsApp's time", async () => {
    await withConversation({}, async ({ says, sent }) => {
      const now = Date.now()
      await says('second', { sentAtMs: now + 1000, burstMs: 600 })
      await says('first', { sentAtMs: now, burstMs: 600 })
      await says('third', { sentAtMs: now + 2000, burstMs: 600 })
      await settled(() => expect(sent()).toHaveLength(1))
      expect(sent()[0]?.input).toMatchObject({ messageIds: ['first', 'second', 'third'] })
    })
  })

  it('takes what came at once from one signal, whatever its order', async () => {
    await withConversation({}, async ({ sent, order, input, handle }) => {
      const ref = (messageId: string, sentAtMs: number) => ({ messageId, workspaceId: WORKSPACE, sentAtMs, burstMs: 0 })
      await order.tell(input, ref('second', 2), ref('first', 1), ref('second', 2))
      await settled(() => expect(sent()).toHaveLength(1))
      expect(sent()[0]?.input).toMatchObject({ messageIds: ['first', 'second'] })
      const { events } = await handle.fetchHistory()
      expect(events?.filter((event) => event.workflowExecutionSignaledEventAttributes)).toHaveLength(1)
    })
  })

  it('CV-20 drops a draft when the customer writes on, and covers both with the next', async () => {
    let drafts = 0
    const draftReply = async () => {
      drafts += 1
      if (drafts === 1) await thinkLong()
      return drafted({ draftId: `draft-${drafts}` })
    }
    await withConversation({ draftReply }, async ({ says, sent }) => {
      await says('m1')
      await settled(() => expect(drafts).toBe(1))
      await says('m2')
      await settled(() => expect(sent()).toHaveLength(1))
      expect(sent()[0]?.input).toMatchObject({ messageIds: ['m1', 'm2'], what: { draftId: 'draft-2' } })
    })
  })

  it('WH-15 ignores a message that is told twice', async () => {
    await withConversation({}, async ({ says, sent, calls }) => {
      await says('m1')
      await settled(() => expect(sent()).toHaveLength(1))
      await says('m1')
      await says('m2')
      await settled(() => expect(sent()).toHaveLength(2))
      expect(calls.filter(({ name }) => name === 'draftReply')).toHaveLength(2)
      expect(sent()[1]?.input).toMatchObject({ messageIds: ['m2'] })
    })
  })
})

describe('the floor', () => {
  it('PX-08 goes to the team when the window closed before a held draft was approved', async () => {
    const overrides: Partial<Activities> = {
      draftReply: async () => drafted({ held: true }),
      sendReply: async () => ({ outcome: 'window_closed' }),
    }
    await withConversation(overrides, async ({ says, calls, handle }) => {
      await says('m1')
      await settled(async () => expect((await handle.query(snapshot)).heldDraftId).toBe('draft-1'))
      const decision = { draftId: 'draft-1', verdict: 'approve', userId: 'u1' } as const
      await handle.executeUpdate(decideReview, { args: [decision] })
      await settled(() => expect(calls.at(-1)).toMatchObject({ name: 'saveState', input: { outcome: 'human' } }))
      expect((await handle.query(snapshot)).floor).toMatchObject({ holder: 'team', reason: 'window_closed' })
    })
  })

  it('LM-03 goes to people when the model fails, and the message is accounted for', async () => {
    const draftReply = async (): Promise<never> => {
      throw modelFailed('no model endpoint is configured')
    }
    await withConversation({ draftReply }, async ({ says, calls, sent }) => {
      await says('m1')
      await settled(() => expect(calls.some(({ name }) => name === 'saveState')).toBe(true))
      expect(calls.find(({ name }) => name === 'saveState')?.input).toMatchObject({
        messageIds: ['m1'],
        outcome: 'human',
        state: { floor: { holder: 'team', epoch: 1, reason: 'model_failed' } },
      })
      expect(sent()).toHaveLength(0)
    })
  })

  it('stops a draft when a person takes over, and gives the word back to ARI', async () => {
    let drafts = 0
    const draftReply = async () => {
      drafts += 1
      if (drafts === 1) await thinkLong()
      return drafted()
    }
    await withConversation({ draftReply }, async ({ says, sent, handle, calls }) => {
      await says('m1')
      await settled(() => expect(drafts).toBe(1))
      expect(await handle.executeUpdate(takeOver, { args: [{ userId: 'user-1' }] })).toEqual({ epoch: 1 })
      await settled(() => expect(calls.some(({ input }) => 'outcome' in input && input.outcome === 'human')).toBe(true))
      await says('m2')
      await settled(() =>
        expect(calls.filter(({ input }) => 'outcome' in input && input.outcome === 'human')).toHaveLength(2),
      )
      expect(sent()).toHaveLength(0)
      await expect(handle.executeUpdate(takeOver, { args: [{ userId: 'user-1' }] })).rejects.toThrow(
        WorkflowUpdateFailedError,
      )

      expect(await handle.executeUpdate(handBack, { args: [{ userId: 'user-1' }] })).toEqual({ epoch: 2 })
      await says('m3')
      await settled(() => expect(sent()).toHaveLength(1))
      expect(sent()[0]?.input).toMatchObject({ messageIds: ['m3'], state: { floor: { holder: 'bot', epoch: 2 } } })
    })
  })
})

describe('a person', () => {
  it('CV-08 turns ARI off for this conversation, and on again', async () => {
    await withConversation({}, async ({ says, sent, calls, order, input }) => {
      expect(await order.setAi(input, { on: false, userId: 'user-1' })).toEqual({ outcome: 'done', epoch: 1 })
      expect(await order.setAi(input, { on: false, userId: 'user-1' })).toEqual({ outcome: 'unchanged' })
      await says('m1')
      await settled(() =>
        expect(calls.some(({ input: it }) => 'outcome' in it && it.outcome === 'ignored: paused')).toBe(true),
      )
      expect(sent()).toHaveLength(0)
      expect(await order.setAi(input, { on: true, userId: 'user-1' })).toEqual({ outcome: 'done', epoch: 2 })
      await says('m2')
      await settled(() => expect(sent()).toHaveLength(1))
    })
  })

  it('who writes takes the floor, in the order of writing, and each message goes out once', async () => {
    await withConversation({}, async ({ calls, order, input, handle }) => {
      const write = (messageId: string) => order.sendStaffMessage(input, { messageId, userId: 'user-1' })
      await Promise.all([write('s1'), write('s1')])
      await write('s2')
      const staffSends = () => calls.filter(({ name }) => name === 'sendStaffReply').map(({ input: it }) => it)
      await settled(() => expect(staffSends()).toHaveLength(2))
      expect(staffSends()).toMatchObject([
        { messageId: 's1', state: { floor: { holder: 'person', userId: 'user-1', epoch: 1 } } },
        { messageId: 's2' },
      ])
      expect(await handle.query(snapshot)).toMatchObject({ floor: { holder: 'person', epoch: 1 } })
    })
  })

  it('learns that nobody answered when no worker is there', { timeout: 20_000 }, async () => {
    const conversations = createConversations(temporal().client, { taskQueue: `nobody-${randomUUID()}` })
    const input = { workspaceId: WORKSPACE, conversationId: randomUUID(), state: null }
    expect(await conversations.takeOver(input, 'user-1')).toEqual({ outcome: 'unavailable' })
    await temporal().client.workflow.getHandle(conversationWorkflowId(input.conversationId)).terminate()
  })
})

describe('a held draft', () => {
  it('is sent when its very version is approved', async () => {
    const draftReply = async () => drafted({ held: true })
    await withConversation({ draftReply }, async ({ says, sent, handle }) => {
      await says('m1')
      await settled(async () => expect(await handle.query(snapshot)).toMatchObject({ heldDraftId: 'draft-1' }))
      expect(sent()).toHaveLength(0)
      const decide = (draftId: string) =>
        handle.executeUpdate(decideReview, { args: [{ draftId, verdict: 'approve', userId: 'user-1' }] })
      await expect(decide('draft-0')).rejects.toThrow(WorkflowUpdateFailedError)
      await decide('draft-1')
      await settled(() => expect(sent()).toHaveLength(1))
      await expect(decide('draft-1')).rejects.toThrow(WorkflowUpdateFailedError)
    })
  })

  it('becomes stale when the customer writes on', async () => {
    let drafts = 0
    const draftReply = async () => drafted({ held: true, draftId: `draft-${++drafts}` })
    await withConversation({ draftReply }, async ({ says, handle, sent }) => {
      await says('m1')
      await settled(async () => expect(await handle.query(snapshot)).toMatchObject({ heldDraftId: 'draft-1' }))
      await says('m2')
      await settled(async () => expect(await handle.query(snapshot)).toMatchObject({ heldDraftId: 'draft-2' }))
      await handle.executeUpdate(decideReview, { args: [{ draftId: 'draft-2', verdict: 'approve', userId: 'user-1' }] })
      await settled(() => expect(sent()).toHaveLength(1))
      expect(sent()[0]?.input).toMatchObject({ messageIds: ['m1', 'm2'], what: { draftId: 'draft-2' } })
    })
  })

  it('BY-07 leaves its number to no later turn when a person took over: a draft is decided by its own name', async () => {
    let drafts = 0
    const turns: number[] = []
    const draftReply: Activities['draftReply'] = async ({ turn }) => {
      turns.push(turn)
      return drafted({ held: true, draftId: `draft-${++drafts}` })
    }
    await withConversation({ draftReply }, async ({ says, handle }) => {
      const isHeld = (heldDraftId: string) =>
        settled(async () => expect(await handle.query(snapshot)).toMatchObject({ heldDraftId }))
      await says('m1')
      await isHeld('draft-1')
      await handle.executeUpdate(takeOver, { args: [{ userId: 'user-1' }] })
      await handle.executeUpdate(handBack, { args: [{ userId: 'user-1' }] })
      await says('m2')
      await isHeld('draft-2')
      expect(turns[1]).toBeGreaterThan(turns[0] ?? 0)
    })
  })
})

describe('booking', () => {
  it('SB-04 books the chosen slot and confirms it', async () => {
    const draftReply: Activities['draftReply'] = async () => ({
      kind: 'slot_chosen',
      slotId: 'slot-1',
      lead: OPENING.lead,
    })
    await withConversation({ draftReply }, async ({ says, sent, handle }) => {
      await says('m1')
      await settled(() => expect(sent()).toHaveLength(1))
      expect(sent()[0]?.input).toMatchObject({ what: { say: 'booking', bookingId: 'booking-1' } })
      await settled(async () =>
        expect(await handle.query(snapshot)).toMatchObject({ stage: 'done', bookingId: 'booking-1' }),
      )
    })
  })

  it('SB-07 offers other times when the slot was taken', async () => {
    const draftReply: Activities['draftReply'] = async () => ({
      kind: 'slot_chosen',
      slotId: 'slot-1',
      lead: OPENING.lead,
    })
    await withConversation(
      { draftReply, bookSlot: async () => ({ outcome: 'taken' }) },
      async ({ says, sent, handle }) => {
        await says('m1')
        await settled(() => expect(sent()).toHaveLength(1))
        expect(sent()[0]?.input).toMatchObject({ what: { say: 'slot_taken' } })
        await settled(async () =>
          expect(await handle.query(snapshot)).toMatchObject({ stage: 'booking', bookingId: null }),
        )
      },
    )
  })
})

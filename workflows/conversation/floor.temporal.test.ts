import { randomUUID } from 'node:crypto'
import { heartbeat } from '@temporalio/activity'
import { expect, it } from 'vitest'
import type { Activities } from '#activities/index.ts'
import { createConversations } from '#clients/temporal/conversations.ts'
import { drafted, recordingActivities } from '../../dev/test-kit/activities.ts'
import { onDevServer, settled, WORKSPACE } from '../../dev/test-kit/conversation.ts'
import { createWorker } from '../../worker/worker.ts'
import { conversationWorkflowId, decideReview, snapshot } from './contract.ts'

const { temporal, withConversation } = onDevServer()

const POINTS = ['burst', 'draft', 'review', 'release', 'book', 'send'] as const
const EVENTS = [
  'person takes over',
  'person writes',
  'phone',
  'ARI off',
  'workspace off',
  'customer writes on',
] as const
type Point = (typeof POINTS)[number]
type Event = (typeof EVENTS)[number]

/** What the far side of one conversation knows and saw. The fence is the one of the send step: epoch and switch. */
type World = {
  point: Point
  holdMs: number
  epoch: number
  isOn: boolean
  reached: PromiseWithResolvers<undefined>
  goOn: PromiseWithResolvers<undefined>
  sent: string[][]
  accounted: Set<string>
  asked: number
}

const newWorld = (point: Point, event: Event): World => ({
  point,
  // Nobody takes it back: it comes to its release, and to the fence.
  holdMs: event === 'workspace off' ? 2_000 : 30_000,
  epoch: 0,
  isOn: true,
  reached: Promise.withResolvers(),
  goOn: Promise.withResolvers(),
  sent: [],
  accounted: new Set(),
  asked: 0,
})

/** Stops once at its point, until the test has done what it wants to do there. */
async function passes(world: World, point: Point): Promise<void> {
  if (world.point !== point) return
  world.reached.resolve(undefined)
  const beat = setInterval(heartbeat, 500)
  await world.goOn.promise.finally(() => clearInterval(beat))
}

it('BY-03 PX-03 whatever happens at whatever point of a turn, no stale reply of ARI goes out', async () => {
  const worlds = new Map<string, World>()
  const worldOf = ({ conversationId }: { conversationId: string }) => {
    const world = worlds.get(conversationId)
    if (!world) throw new Error('unknown conversation')
    return world
  }
  const { activities } = recordingActivities({
    saveState: async (input) => {
      const world = worldOf(input)
      world.epoch = Math.max(world.epoch, input.state.floor.epoch)
      if (input.outcome !== null) for (const id of input.messageIds) world.accounted.add(id)
      return undefined
    },
    raiseFloor: async (input) => {
      const world = worldOf(input)
      world.epoch = Math.max(world.epoch, input.floor.epoch)
    },
    draftReply: async (input) => {
      const world = worldOf(input)
      world.asked++
      if (!world.isOn) return { kind: 'not_ours', outcome: 'ignored: bot_off' }
      if (world.asked === 1) await passes(world, 'draft')
      if (world.point === 'book') return { kind: 'slot_chosen', slotId: 's', lead: drafted_.draft.lead }
      const held = world.point === 'review' && world.asked === 1
      const heard = drafted({ draftId: `draft-${world.asked}`, held })
      return world.point === 'release' && world.asked === 1 ? { ...heard, holdMs: world.holdMs } : heard
    },
    bookSlot: async (input) => {
      await passes(worldOf(input), 'book')
      return { outcome: 'booked', bookingId: 'b' }
    },
    sendReply: async (input) => {
      const world = worldOf(input)
      await passes(world, 'send')
      if (!world.isOn) return { outcome: 'bot_off' }
      if (world.epoch !== input.state.floor.epoch) return { outcome: 'floor_changed' }
      world.sent.push(input.messageIds)
      for (const id of input.messageIds) world.accounted.add(id)
      return { outcome: 'sent' }
    },
  })
  const taskQueue = `test-${randomUUID()}`
  const { nativeConnection: connection, namespace, client } = temporal()
  const worker = await createWorker({ connection, namespace, taskQueue, activities })
  const conversations = createConversations(client, { taskQueue })

  async function play(point: Point, event: Event): Promise<void> {
    const input = { workspaceId: WORKSPACE, conversationId: randomUUID(), state: null }
    const world = newWorld(point, event)
    worlds.set(input.conversationId, world)
    const handle = client.workflow.getHandle(conversationWorkflowId(input.conversationId))
    const says = (messageId: string, burstMs = 0) =>
      conversations.tell(input, { messageId, workspaceId: WORKSPACE, sentAtMs: Date.now(), burstMs })
    await says('m1', point === 'burst' ? 1500 : 0)
    if (point === 'burst' || point === 'review' || point === 'release')
      await settled(async () => expect((await handle.query(snapshot)).waitingFor).toBe(point))
    else await world.reached.promise

    const messageId = randomUUID()
    switch (event) {
      case 'person takes over':
        await ordered(() => conversations.takeOver(input, 'user-1'))
        break
      case 'person writes':
        await ordered(() => conversations.sendStaffMessage(input, { messageId, userId: 'user-1' }))
        break
      case 'phone':
        await conversations.tellOfPhone(input, { messageId: randomUUID(), workspaceId: WORKSPACE })
        await settled(() => expect(world.epoch).toBe(1))
        break
      case 'ARI off':
        await ordered(() => conversations.setAi(input, { on: false, userId: 'user-1' }))
        break
      case 'workspace off':
        world.isOn = false
        if (point === 'review') await handle.executeUpdate(decideReview, { args: [approval] })
        break
      case 'customer writes on':
        await says('m2')
        await settled(async () => expect(await heardOf(handle)).toBe(true))
    }
    world.goOn.resolve(undefined)
    const expected = event === 'customer writes on' ? ['m1', 'm2'] : ['m1']
    await settled(() => expect([...world.accounted].sort()).toEqual(expected))
    // Answered once, in order, and by nothing that was made before the second message was known, unless it was sent.
    expect([point, event, world.sent.flat()]).toEqual([point, event, event === 'customer writes on' ? expected : []])
    await handle.terminate().catch(() => undefined)
  }

  await worker.runUntil(async () => {
    const ends: PromiseSettledResult<void>[] = []
    // As many at once as a small machine carries.
    for (const point of POINTS) ends.push(...(await Promise.allSettled(EVENTS.map((event) => play(point, event)))))
    for (const { goOn } of worlds.values()) goOn.resolve(undefined)
    expect(ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []))).toEqual([])
  })
}, 60_000)

/** Given as often as a person would who hears that nobody answered. */
async function ordered(give: () => Promise<{ outcome: string }>): Promise<void> {
  await settled(async () => expect((await give()).outcome).not.toBe('unavailable'))
}

const approval = { draftId: 'draft-1', verdict: 'approve' as const, userId: 'user-1' }

const drafted_ = drafted() as Extract<ReturnType<typeof drafted>, { kind: 'draft' }>

/** The second message has reached the workflow: in its inbox, or in the turn already. */
async function heardOf(handle: Parameters<Parameters<typeof withConversation>[1]>[0]['handle']): Promise<boolean> {
  const { events = [] } = await handle.fetchHistory()
  return (events ?? []).filter(({ workflowExecutionSignaledEventAttributes: it }) => it).length >= 2
}

it('PX-04 a burst is one turn, and its window grows while the customer types on', async () => {
  await withConversation({}, async ({ says, sent }) => {
    const startedAt = Date.now()
    for (const id of ['m1', 'm2', 'm3', 'm4']) {
      await says(id, { burstMs: 1500 })
      await new Promise((resolve) => setTimeout(resolve, 700))
    }
    await settled(() => expect(sent()).toHaveLength(1))
    expect(sent()[0]?.input).toMatchObject({ messageIds: ['m1', 'm2', 'm3', 'm4'] })
    // Longer than one window: each message began it anew.
    expect(Date.now() - startedAt).toBeGreaterThan(3 * 700 + 1500 - 100)
  })
})

it('PX-03 a reply on the phone leaves the floor to a person of ours who has it, and gives ARI back on order', async () => {
  await withConversation({}, async ({ order, input, handle, says, sent }) => {
    await order.takeOver(input, 'user-1')
    await order.tellOfPhone(input, { messageId: 'e1', workspaceId: WORKSPACE })
    expect(await handle.query(snapshot)).toMatchObject({ floor: { holder: 'person', userId: 'user-1', epoch: 1 } })
    await order.handBack(input, 'user-1')
    // Told twice, as after a crash: it took the floor once, and that was before.
    await order.tellOfPhone(input, { messageId: 'e1', workspaceId: WORKSPACE })
    await says('m1')
    await settled(() => expect(sent()).toHaveLength(1))
  })
})

it("BY-06 ARI's held reply is taken back before its deadline, and not after", async () => {
  const sending = Promise.withResolvers<undefined>()
  let turns = 0
  const draftReply: Activities['draftReply'] = async () => ({ ...drafted(), holdMs: ++turns === 1 ? 30_000 : 200 })
  const sendReply: Activities['sendReply'] = async () => {
    await sending.promise
    return { outcome: 'sent' }
  }
  await withConversation({ draftReply, sendReply }, async ({ says, order, input, handle, sent, calls }) => {
    const recall = () => order.recall(input, { messageId: 'reply-1', userId: 'user-1' })
    await says('m1')
    await settled(async () => expect((await handle.query(snapshot)).waitingFor).toBe('release'))
    expect(await recall()).toMatchObject({ outcome: 'done', epoch: 1 })
    await settled(() => expect(calls.map(({ name }) => name)).toContain('withdrawMessage'))
    await settled(() => expect(calls.some(({ input: it }) => 'outcome' in it && it.outcome === 'human')).toBe(true))
    expect(await handle.query(snapshot)).toMatchObject({ floor: { holder: 'person', reason: 'recalled' } })
    expect(sent()).toHaveLength(0)

    await order.handBack(input, 'user-1')
    await says('m2')
    await settled(() => expect(sent()).toHaveLength(1))
    expect(await recall()).toEqual({ outcome: 'unchanged' })
    sending.resolve(undefined)
    await settled(async () => expect((await handle.query(snapshot)).waitingFor).toBe('message'))
    expect(sent()).toHaveLength(1)
  })
})

it("BY-06 a person's message is taken back before its deadline, and those after it go out in order", async () => {
  await withConversation({}, async ({ order, input, calls }) => {
    const releaseAtMs = Date.now() + 1500
    for (const messageId of ['s1', 's2', 's3'])
      await order.sendStaffMessage(input, { messageId, userId: 'user-1', releaseAtMs })
    expect(await order.recall(input, { messageId: 's2', userId: 'user-1' })).toMatchObject({ outcome: 'done' })
    expect(await order.recall(input, { messageId: 's2', userId: 'user-1' })).toEqual({ outcome: 'unchanged' })
    const sends = () =>
      calls.flatMap(({ name, input: it }) => (name === 'sendStaffReply' ? (it as { messageId: string }).messageId : []))
    await settled(() => expect(sends()).toEqual(['s1', 's3']))
    expect(Date.now()).toBeGreaterThanOrEqual(releaseAtMs)
    expect(await order.recall(input, { messageId: 's1', userId: 'user-1' })).toEqual({ outcome: 'unchanged' })
  })
})

it('BY-17 a message that is told again is answered where nothing became of it, and never twice', async () => {
  let drafts = 0
  const draftReply: Activities['draftReply'] = async () => {
    drafts++
    // Postgres knows an outcome from the second time on.
    return drafts === 1 ? drafted() : { kind: 'not_ours', outcome: 'answered' }
  }
  await withConversation({ draftReply }, async ({ order, input, says, sent, handle }) => {
    await says('m1')
    await settled(() => expect(sent()).toHaveLength(1))
    await settled(async () => expect((await handle.query(snapshot)).waitingFor).toBe('message'))
    const again = { messageId: 'm1', workspaceId: WORKSPACE, sentAtMs: Date.now(), burstMs: 0, again: true as const }
    await order.tell(input, again)
    await settled(() => expect(drafts).toBe(2))
    expect(sent()).toHaveLength(1)
  })
})

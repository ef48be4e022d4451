import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow'
import { booked, handToBot, handToPeople, step, type Step } from '#domain/conversation/step.ts'
import type {
  ConversationInput,
  ConversationSnapshot,
  ConversationState,
  HandoffReason,
  Heard,
  InboundRef,
  ReviewDecision,
} from '#schema/conversation.ts'
import { bookSlot, draftReply, holdDraft, saveState, sendReply } from '../effects.ts'
import { draftNotHeld, floorUnchanged } from '../failures.ts'
import { decideReview, handBack, messageReceived, snapshot, takeOver } from './contract.ts'
import { createDisplay } from './display.ts'
import { note, remember, takeInbox } from './memory.ts'

type WhatToSay = Parameters<typeof sendReply>[0]['what']

/** A burst that never ends is answered all the same. */
const LONGEST_BURST_MS = 60_000
const IDLE_END_MS = 30 * 24 * 60 * 60 * 1000

/** One contact's conversation on one channel, for as long as it is of interest. */
export async function conversation(input: ConversationInput): Promise<void> {
  const { workspaceId, conversationId } = input
  const memory = remember(input)
  let waitingFor: ConversationSnapshot['waitingFor'] = 'message'
  let heldDraftId: string | null = null
  let decision: ReviewDecision | null = null
  let lastHeardAtMs = Date.now()
  const ending = { idle: false }
  const display = createDisplay(workspaceId)
  /** The state as Postgres has it; compared by reference, for every change makes a new one. */
  let saved = memory.state

  // Handlers take notes. The loop below is the only thing that acts, so nothing interleaves.
  setHandler(snapshot, () => ({ ...memory.state, waitingFor, heldDraftId, unread: memory.inbox.length }))
  setHandler(messageReceived, (message) => {
    lastHeardAtMs = Date.now()
    note(memory, message)
  })
  setHandler(
    takeOver,
    ({ userId }) => {
      memory.state = handToPeople(memory.state, 'taken_over', userId)
      return { epoch: memory.state.floor.epoch }
    },
    {
      validator: ({ userId }) => {
        if (memory.state.floor.userId === userId) throw floorUnchanged('you')
      },
    },
  )
  setHandler(
    handBack,
    () => {
      memory.state = handToBot(memory.state)
      return { epoch: memory.state.floor.epoch }
    },
    {
      validator: () => {
        if (memory.state.floor.holder === 'bot') throw floorUnchanged('ARI')
      },
    },
  )
  setHandler(
    decideReview,
    (made: ReviewDecision) => {
      decision = made
      heldDraftId = null
    },
    {
      validator: ({ draftId }: ReviewDecision) => {
        if (draftId !== heldDraftId) throw draftNotHeld(draftId)
      },
    },
  )

  const idleWatch = new CancellationScope()
  idleWatch.run(watchIdle).catch(() => undefined)
  show()

  // A message that arrives while we close is still answered: leave only when nothing is unread.
  for (;;) {
    waitingFor = 'message'
    await condition(() => memory.inbox.length > 0 || memory.state !== saved || ending.idle)
    if (memory.state !== saved) await save({ messageIds: [], outcome: null })
    if (memory.inbox.length > 0) await takeTurn()
    if (memory.inbox.length > 0 || memory.state !== saved) continue
    if (ending.idle) return
    if (workflowInfo().continueAsNewSuggested) await goOn()
  }

  /** One turn: a burst of the customer's messages in, at most one reply out, every message accounted for. */
  async function takeTurn(): Promise<void> {
    const turn = memory.state.turn + 1
    const messages: InboundRef[] = []
    for (let version = 1; ; version++) {
      await gather()
      messages.push(...takeInbox(memory))
      const messageIds = messages.map(({ messageId }) => messageId)
      if (memory.state.floor.holder !== 'bot') return save({ messageIds, outcome: 'human' })

      const heard = await draft(turn, version, messageIds)
      if (heard === 'interrupted') continue
      const next = step({ ...memory.state, turn }, heard)
      if ((await carryOut(next, turn, messageIds)) === 'interrupted') continue
      return
    }
  }

  /** Waits until the customer has stopped typing for a moment, so that a burst is answered once. */
  async function gather(): Promise<void> {
    waitingFor = 'burst'
    const startedAtMs = Date.now()
    for (let count = 0; count < memory.inbox.length;) {
      count = memory.inbox.length
      const burstMs = Math.min(memory.inbox.at(-1)?.burstMs ?? 0, startedAtMs + LONGEST_BURST_MS - Date.now())
      if (burstMs <= 0) return
      await sleep(burstMs, { summary: 'Is the customer still typing?' })
    }
  }

  /** Asks for a draft, and drops it the moment that the customer writes on or a person takes the floor. */
  async function draft(turn: number, version: number, messageIds: string[]): Promise<Heard | 'interrupted'> {
    waitingFor = 'draft'
    const { stage, floor, lastReplyAtMs } = memory.state
    const unread = memory.inbox.length
    const scope = new CancellationScope()
    const progress = { done: false }
    const drafting = scope
      .run(() =>
        draftReply.executeWithOptions({ summary: `Turn ${turn}: draft in ${stage}` }, [
          { workspaceId, conversationId, turn, version, messageIds, stage, lastReplyAtMs },
        ]),
      )
      .finally(() => (progress.done = true))
    try {
      await Promise.race([drafting, condition(() => progress.done || overtaken(unread, floor.epoch))])
      if (!progress.done) scope.cancel()
      const heard = await drafting
      return overtaken(unread, floor.epoch) ? 'interrupted' : heard
    } catch (error) {
      if (overtaken(unread, floor.epoch)) return 'interrupted'
      if (isCancellation(error)) throw error
      return { kind: 'model_failed' }
    }
  }

  function overtaken(unread: number, epoch: number): boolean {
    return memory.inbox.length > unread || memory.state.floor.epoch !== epoch
  }

  async function carryOut(next: Step, turn: number, messageIds: string[]): Promise<'done' | 'interrupted'> {
    const { action, passed } = next
    switch (action.do) {
      case 'nothing':
        await save({ messageIds, outcome: action.outcome })
        return 'done'
      case 'call_people':
        memory.state = next.state
        await save({ messageIds, outcome: 'human', draftId: action.draftId, passed })
        return 'done'
      case 'refuse':
        await send({ say: 'refusal', draftId: action.draftId }, next, messageIds)
        return 'done'
      case 'say':
        if (action.held) {
          const verdict = await review(action.draftId, next, messageIds)
          if (verdict !== 'approved') return verdict === 'stale' ? 'interrupted' : 'done'
        }
        await send({ say: action.withSlots ? 'slots' : 'draft', draftId: action.draftId }, next, messageIds)
        return 'done'
      case 'book':
        await book(action.slotId, next, turn, messageIds)
        return 'done'
    }
  }

  /** Holds the draft until a person decides. What the customer writes meanwhile, or a takeover, makes it stale. */
  async function review(
    draftId: string,
    { state, passed }: Step,
    messageIds: string[],
  ): Promise<'approved' | 'escalated' | 'stale'> {
    waitingFor = 'review'
    const { epoch } = state.floor
    const before = memory.inbox.length
    // Before the row says so: a reviewer can only see, and so decide, what we already take decisions for.
    heldDraftId = draftId
    decision = null
    await holdDraft({ workspaceId, conversationId, draftId })
    show()
    await condition(() => decision !== null || overtaken(before, epoch))
    heldDraftId = null
    show()
    // Overtaken first: what was read is no longer what would be answered.
    if (overtaken(before, epoch)) return 'stale'
    if (heldVerdict() === 'approve') return 'approved'
    memory.state = handToPeople(state, 'reviewer_escalated')
    await save({ messageIds, outcome: 'human', draftId, passed })
    return 'escalated'
  }

  function heldVerdict(): ReviewDecision['verdict'] | undefined {
    return decision?.verdict
  }

  async function book(slotId: string, next: Step, turn: number, messageIds: string[]): Promise<void> {
    const result = await bookSlot({ workspaceId, conversationId, turn, slotId })
    if (result.outcome === 'booked') {
      const state = booked(next.state, result.bookingId)
      await send(
        { say: 'booking', bookingId: result.bookingId },
        { ...next, state, passed: [...next.passed, 'done'] },
        messageIds,
      )
    } else {
      await send({ say: 'slot_taken' }, next, messageIds)
    }
  }

  async function send(what: WhatToSay, next: Step, messageIds: string[]): Promise<void> {
    const { passed, afterwards } = next
    const { epoch } = next.state.floor
    const taken = () => memory.state.floor.epoch !== epoch
    if (taken()) return save({ messageIds, outcome: 'human', passed })

    waitingFor = 'send'
    const state: ConversationState = { ...next.state, lastReplyAtMs: Date.now() }
    const { outcome } = await sendReply.executeWithOptions({ summary: `Turn ${state.turn}: send ${what.say}` }, [
      { workspaceId, conversationId, what, state, passed, messageIds },
    ])
    if (taken()) {
      // The floor is theirs; the rest of what we learnt holds. Saved by the main loop.
      memory.state = { ...state, floor: memory.state.floor }
      if (outcome !== 'sent') await save({ messageIds, outcome: 'human', passed })
      return
    }
    memory.state = state
    if (outcome === 'sent') saved = state
    show()
    const why = handoffAfter(outcome, afterwards)
    if (why !== null) memory.state = handToPeople(state, why)
    if (outcome !== 'sent') await save({ messageIds, outcome: why === null ? `ignored: ${outcome}` : 'human', passed })
  }

  function handoffAfter(outcome: string, afterwards: HandoffReason | undefined): HandoffReason | null {
    if (outcome === 'refused') return 'send_failed'
    if (outcome === 'no_slots') return 'no_slot'
    return outcome === 'sent' ? (afterwards ?? null) : null
  }

  async function save(what: {
    messageIds: string[]
    outcome: string | null
    draftId?: string | null
    passed?: Step['passed']
  }): Promise<void> {
    const { state } = memory
    await saveState({ workspaceId, conversationId, state, draftId: null, passed: [], ...what })
    saved = state
    show()
  }

  function show(): void {
    display(memory.state, heldDraftId)
  }

  async function watchIdle(): Promise<void> {
    for (;;) {
      const leftMs = lastHeardAtMs + IDLE_END_MS - Date.now()
      if (leftMs <= 0) break
      await sleep(leftMs, { summary: 'Ends the conversation when nobody writes for 30 days' })
    }
    ending.idle = true
  }

  async function goOn(): Promise<never> {
    idleWatch.cancel()
    await condition(allHandlersFinished)
    const { state, inbox, heard } = memory
    return continueAsNew<typeof conversation>({ workspaceId, conversationId, state, carried: { inbox, heard } })
  }
}

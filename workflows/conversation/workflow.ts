import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  patched,
  sleep,
  workflowInfo,
} from '@temporalio/workflow'
import { booked, handToPeople, step, type Step } from '#domain/conversation/step.ts'
import type {
  ConversationInput,
  ConversationState,
  HandoffReason,
  Heard,
  InboundRef,
  ReviewVerdict,
} from '#schema/conversation.ts'
import { bookSlot, draftReply, holdDraft, saveState, sendReply, sendStaffReply } from '../effects.ts'
import { createDisplay } from './display.ts'
import { takeNotes } from './handlers.ts'
import { remember, takeInbox, type Notes } from './notes.ts'

type WhatToSay = Parameters<typeof sendReply>[0]['what']

/** A burst that never ends is answered all the same. */
const LONGEST_BURST_MS = 60_000
const IDLE_END_MS = 30 * 24 * 60 * 60 * 1000

/** One contact's conversation on one channel, for as long as it is of interest. */
export async function conversation(input: ConversationInput): Promise<void> {
  const { workspaceId, conversationId } = input
  const notes = remember(input)
  const ending = { idle: false }
  const display = createDisplay(workspaceId)
  /** The state as Postgres has it; compared by reference, for every change makes a new one. */
  let saved = notes.state

  // Handlers take notes. The loop below is the only thing that acts, so nothing interleaves.
  takeNotes(notes)

  const idleWatch = new CancellationScope()
  idleWatch.run(watchIdle).catch(() => undefined)
  show()

  // A message that arrives while we close is still answered: leave only when nothing is unread.
  for (;;) {
    notes.waitingFor = 'message'
    await condition(() => hasWork() || ending.idle)
    await sendOutbox()
    if (notes.state !== saved) await save({ messageIds: [], outcome: null })
    if (notes.inbox.length > 0) await takeTurn()
    if (hasWork()) continue
    if (ending.idle) return
    if (workflowInfo().continueAsNewSuggested) await goOn()
  }

  function hasWork(): boolean {
    return notes.inbox.length > 0 || notes.outbox.length > 0 || notes.state !== saved
  }

  /** What staff wrote goes out in its order, and the floor is theirs in the transaction that claims the first of it. */
  async function sendOutbox(): Promise<void> {
    for (let next = notes.outbox[0]; next; next = notes.outbox[0]) {
      notes.waitingFor = 'send'
      const { state } = notes
      await sendStaffReply({ workspaceId, conversationId, state, messageId: next.messageId })
      notes.outbox.shift()
      saved = state
      show()
    }
  }

  /** One turn: a burst of the customer's messages in, at most one reply out, every message accounted for. */
  async function takeTurn(): Promise<void> {
    const turn = notes.state.turn + 1
    const messages: InboundRef[] = []
    for (let version = 1; ; version++) {
      await gather()
      messages.push(...takeInbox(notes))
      const messageIds = messages.map(({ messageId }) => messageId)
      if (notes.state.floor.holder !== 'bot') return save({ messageIds, outcome: outcomeWithoutBot() })

      const heard = await draft(turn, version, messageIds)
      if (heard === 'interrupted') continue
      const next = step({ ...notes.state, turn }, heard)
      if ((await carryOut(next, turn, messageIds)) === 'interrupted') continue
      return
    }
  }

  function outcomeWithoutBot(): string {
    return notes.state.floor.holder === 'nobody' ? 'ignored: paused' : 'human'
  }

  /** Waits until the customer has stopped typing for a moment, so that a burst is answered once. */
  async function gather(): Promise<void> {
    notes.waitingFor = 'burst'
    const startedAtMs = Date.now()
    for (let count = 0; count < notes.inbox.length;) {
      count = notes.inbox.length
      const burstMs = Math.min(notes.inbox.at(-1)?.burstMs ?? 0, startedAtMs + LONGEST_BURST_MS - Date.now())
      if (burstMs <= 0) return
      await sleep(burstMs, { summary: 'Is the customer still typing?' })
    }
  }

  /** Asks for a draft, and drops it the moment that the customer writes on or a person takes the floor. */
  async function draft(turn: number, version: number, messageIds: string[]): Promise<Heard | 'interrupted'> {
    notes.waitingFor = 'draft'
    const { stage, floor, lastReplyAtMs } = notes.state
    const unread = notes.inbox.length
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
    return notes.inbox.length > unread || notes.state.floor.epoch !== epoch
  }

  async function carryOut(next: Step, turn: number, messageIds: string[]): Promise<'done' | 'interrupted'> {
    const { action, passed } = next
    switch (action.do) {
      case 'nothing':
        await save({ messageIds, outcome: action.outcome })
        return 'done'
      case 'call_people':
        notes.state = next.state
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
    notes.waitingFor = 'review'
    const { epoch } = state.floor
    const before = notes.inbox.length
    // Before the row says so: a reviewer can only see, and so decide, what we already take decisions for.
    notes.heldDraftId = draftId
    notes.decision = null
    await holdDraft({ workspaceId, conversationId, draftId })
    show()
    await condition(() => notes.decision !== null || overtaken(before, epoch))
    notes.heldDraftId = null
    show()
    // Overtaken first: what was read is no longer what would be answered.
    if (overtaken(before, epoch)) return 'stale'
    if (verdictOf(notes) === 'approve') return 'approved'
    notes.state = handToPeople(state, 'reviewer_escalated')
    await save({ messageIds, outcome: 'human', draftId, passed })
    return 'escalated'
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
    const taken = () => notes.state.floor.epoch !== epoch
    if (taken()) return save({ messageIds, outcome: 'human', passed })

    notes.waitingFor = 'send'
    const state: ConversationState = { ...next.state, lastReplyAtMs: Date.now() }
    const { outcome } = await sendReply.executeWithOptions({ summary: `Turn ${state.turn}: send ${what.say}` }, [
      { workspaceId, conversationId, what, state, passed, messageIds },
    ])
    if (taken()) {
      // The floor is theirs; the rest of what we learnt holds. Saved by the main loop.
      notes.state = { ...state, floor: notes.state.floor }
      if (outcome !== 'sent') await save({ messageIds, outcome: 'human', passed })
      return
    }
    notes.state = state
    if (outcome === 'sent') saved = state
    show()
    const why = handoffAfter(outcome, afterwards)
    if (why !== null) notes.state = handToPeople(state, why)
    if (outcome !== 'sent') await save({ messageIds, outcome: why === null ? `ignored: ${outcome}` : 'human', passed })
  }

  function handoffAfter(outcome: string, afterwards: HandoffReason | undefined): HandoffReason | null {
    if (outcome === 'refused') return 'send_failed'
    if (outcome === 'no_slots') return 'no_slot'
    // Nobody may write freely any more, but people can send a template.
    if (outcome === 'window_closed' && patched('window-closed-calls-people')) return 'window_closed'
    return outcome === 'sent' ? (afterwards ?? null) : null
  }

  async function save(what: {
    messageIds: string[]
    outcome: string | null
    draftId?: string | null
    passed?: Step['passed']
  }): Promise<void> {
    const { state } = notes
    await saveState({ workspaceId, conversationId, state, draftId: null, passed: [], ...what })
    saved = state
    show()
  }

  function show(): void {
    display(notes.state, notes.heldDraftId)
  }

  async function watchIdle(): Promise<void> {
    for (;;) {
      const leftMs = notes.lastHeardAtMs + IDLE_END_MS - Date.now()
      if (leftMs <= 0) break
      await sleep(leftMs, { summary: 'Ends the conversation when nobody writes for 30 days' })
    }
    ending.idle = true
  }

  async function goOn(): Promise<never> {
    idleWatch.cancel()
    await condition(allHandlersFinished)
    const { state, inbox, heard, outbox } = notes
    return continueAsNew<typeof conversation>({ workspaceId, conversationId, state, carried: { inbox, heard, outbox } })
  }
}

/** Read afresh: the handler may have written it while we waited. */
function verdictOf({ decision }: Notes): ReviewVerdict | undefined {
  return decision?.verdict
}

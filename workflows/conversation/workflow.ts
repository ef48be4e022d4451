import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  sleep,
  workflowInfo,
} from '@temporalio/workflow'
import { withoutFollowUps } from '#domain/conversation/due.ts'
import { handoffAfter, handToPeople } from '#domain/conversation/floor.ts'
import { booked, step, type Step, type ToRead } from '#domain/conversation/step.ts'
import type { ConversationInput, ConversationState, HandoffReason, Heard, InboundRef } from '#schema/conversation.ts'
import { draftReply, handOver, holdReply, saveState, sendReply, withdrawMessage } from '../effects.ts'
import { book, cancelBooking } from './bookings.ts'
import { startClock } from './clock.ts'
import { createDisplay } from './display.ts'
import { tellFloor } from './floor.ts'
import { gather } from './gather.ts'
import { takeNotes } from './handlers.ts'
import { isOfMerged, joinAbsorbed } from './merge.ts'
import { remember, takeInbox, type Notes } from './notes.ts'
import { sendOutbox } from './outbox.ts'
import { review, type Held } from './review.ts'
import { doDue, dueNow, tellWhenBack } from './unasked.ts'
import { unless } from './unless.ts'
import { whileFloorHolds } from './while-floor-holds.ts'

type WhatToSay = Parameters<typeof sendReply>[0]['what']
/** What a turn answers, and how long its reply waits for a person's second thought. */
type Turn = { turn: number; messageIds: string[]; holdMs: number }
/** One try at answering what the customer wrote. */
type Attempt = { turn: number; version: number; messageIds: string[]; guidanceId?: string }
/** `again`: a reviewer wants another try, and said what to do better. */
type Ended = 'done' | 'interrupted' | { again: string }

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

  const watches = new CancellationScope()
  watches.run(() => Promise.all([watchIdle(), tellFloor(notes, input, show)])).catch(() => undefined)
  show()

  // A message that arrives while we close is still answered: leave only when nothing is unread.
  for (;;) {
    notes.waitingFor = 'message'
    await untilNeeded()
    joinAbsorbed(notes)
    if (notes.isMerged) return leaveToOther()
    if (notes.outbox.length > 0) await sendOutbox(notes, input, keptAlready)
    if (notes.state !== saved) await save({ messageIds: [], outcome: null })
    if (notes.inbox.length > 0) await takeTurn()
    const mayLeave = ending.idle || workflowInfo().continueAsNewSuggested
    if (!mayLeave || notes.state !== saved) continue
    // Whoever gave an order is answered first; what is to be taken back is for this run.
    await condition(() => notes.recalled.length > 0 || (notes.floors.length === 0 && allHandlersFinished()))
    if (notes.recalled.length > 0 || notes.toJoin.length > 0 || isMergedNow(notes)) continue
    if (ending.idle && !hasWork()) {
      watches.cancel()
      return
    }
    // What waits goes along.
    if (workflowInfo().continueAsNewSuggested) await goOn()
  }

  /** Waits until somebody wants something; meanwhile does what is due by itself. */
  async function untilNeeded(): Promise<void> {
    const isNeeded = () => hasWork() || ending.idle
    for (;;) {
      const due = dueNow(notes)
      if (due === null) return condition(isNeeded)
      if (await condition(isNeeded, Math.max(1, due.atMs - Date.now()))) return
      await doDue(due, notes, input, keptAlready)
    }
  }

  function keptAlready(state: ConversationState): void {
    saved = state
    show()
  }

  function hasWork(): boolean {
    const { inbox, outbox, toJoin, isMerged, state } = notes
    return inbox.length > 0 || outbox.length > 0 || toJoin.length > 0 || isMerged || state !== saved
  }

  /** One turn: a burst of the customer's messages in, at most one reply out, every message accounted for. */
  async function takeTurn(): Promise<void> {
    const turn = notes.state.turn + 1
    const messages: InboundRef[] = []
    notes.state = withoutFollowUps(notes.state)
    let [isRead, guidanceId]: [boolean, string | undefined] = [false, undefined]
    for (let version = 1; ; version++) {
      if (!isRead || notes.inbox.length > 0) {
        await gather(notes)
        // Its messages stand open in Postgres: whoever goes on in its place is told of them.
        if (notes.isMerged) return
        if (joinAbsorbed(notes)) await save({ messageIds: [], outcome: null })
        messages.push(...takeInbox(notes))
      }
      const messageIds = messages.map(({ messageId }) => messageId)
      notes.inTurn = messageIds
      const ended = await answer({ turn, version, messageIds, ...(guidanceId !== undefined && { guidanceId }) })
      if (ended === 'done') {
        notes.inTurn = []
        return
      }
      // What was drafted or held for it bears its number, whoever answers in the end: the next turn takes another.
      notes.state = { ...notes.state, turn }
      isRead = ended !== 'interrupted'
      if (ended !== 'interrupted') guidanceId = ended.again
    }
  }

  async function answer(attempt: Attempt): Promise<Ended> {
    const { turn, messageIds } = attempt
    if (notes.state.floor.holder !== 'bot') {
      await save({ messageIds, outcome: outcomeWithoutBot() })
      return 'done'
    }
    const heard = await draft(attempt)
    if (heard === 'interrupted') return 'interrupted'
    const holdMs = 'holdMs' in heard ? (heard.holdMs ?? 0) : 0
    if ('rules' in heard) notes.rules = heard.rules
    return carryOut(step({ ...notes.state, turn }, heard, notes.rules), { turn, messageIds, holdMs })
  }

  function outcomeWithoutBot(): string {
    return notes.state.floor.holder === 'nobody' ? 'ignored: paused' : 'human'
  }

  /** Asks for a draft, and drops it the moment that the customer writes on or a person takes the floor. */
  async function draft(attempt: Attempt): Promise<Heard | 'interrupted'> {
    notes.waitingFor = 'draft'
    const { stage, floor, lastReplyAtMs } = notes.state
    const rulesVersion = notes.rules.version
    const unread = notes.inbox.length
    const isUnwanted = () => overtaken(unread, floor.epoch)
    try {
      const heard = await unless(isUnwanted, () =>
        draftReply.executeWithOptions({ summary: `Turn ${attempt.turn}: draft in ${stage}` }, [
          { workspaceId, conversationId, ...attempt, stage, lastReplyAtMs, rulesVersion },
        ]),
      )
      if (isOfMerged(heard)) notes.isMerged = true
      return notes.isMerged || isUnwanted() ? 'interrupted' : heard
    } catch (error) {
      if (isUnwanted()) return 'interrupted'
      if (isCancellation(error)) throw error
      return { kind: 'model_failed' }
    }
  }

  function overtaken(unread: number, epoch: number): boolean {
    return notes.inbox.length > unread || notes.state.floor.epoch !== epoch
  }

  async function carryOut(next: Step, at: Turn): Promise<Ended> {
    const { action } = next
    const { messageIds } = at
    switch (action.do) {
      case 'nothing':
        await save({ messageIds, outcome: action.outcome })
        return 'done'
      case 'call_people':
        return callPeople(next, action.draftId, messageIds)
      case 'confirm_opt':
        return send({ say: 'opted', word: action.word }, next, at)
      case 'refuse':
        return sendRead({ as: 'refusal', ...action }, next, at)
      case 'say':
        return sendRead({ as: action.withSlots ? 'slots' : 'draft', ...action }, next, at)
      case 'book':
        return answerWith(
          await book(
            { workspaceId, conversationId },
            { turn: at.turn, slotId: action.slotId, rules: notes.rules },
            next,
          ),
          at,
        )
      case 'cancel_booking':
        return answerWith(await cancelBooking({ workspaceId, conversationId }, action.bookingId, next), at)
      case 'tell':
        return send(action.what, next, at)
    }
  }

  /** People get it, and hear when somebody is back where nobody is there. */
  async function callPeople(next: Step, draftId: string | null, messageIds: string[]): Promise<'done'> {
    const promisedAtMs = await tellWhenBack(notes, input, next.state)
    // A person may have taken it meanwhile: then it is theirs.
    const floor = notes.state.floor.epoch < next.state.floor.epoch ? next.state.floor : notes.state.floor
    notes.state = { ...next.state, ...(floor.holder === 'team' ? promisedAtMs : {}), floor }
    await save({ messageIds, outcome: 'human', draftId, passed: next.passed })
    return 'done'
  }

  /** Sends a draft, once a person has read it where the policy says that one must. */
  async function sendRead(what: Held & ToRead, next: Step, at: Turn): Promise<Ended> {
    const { as, draftId } = what
    if (!what.held) return send({ say: as, draftId }, next, at)
    const [unread, { epoch }] = [notes.inbox.length, next.state.floor]
    const isStale = () => overtaken(unread, epoch)
    const around = { notes, of: { workspaceId, conversationId }, state: next.state, isStale, show }
    const reviewed = await review(what, around)
    const toPeople = (why: HandoffReason) =>
      callPeople({ ...next, state: handToPeople(next.state, why) }, draftId, at.messageIds)
    switch (reviewed.verdict) {
      case 'stale':
        return 'interrupted'
      case 'again':
        return { again: reviewed.guidanceId }
      case 'escalate':
        return toPeople('reviewer_escalated')
      case 'overdue':
        return toPeople('review_overdue')
      case 'approve':
      case 'send':
        return send({ say: as, draftId }, next, at)
      case 'edit':
        // The reviewer's words, in place of the refusal too.
        return send({ say: as === 'slots' ? 'slots' : 'draft', draftId: reviewed.editedId }, next, at)
    }
  }

  function answerWith({ what, next }: Awaited<ReturnType<typeof book>>, at: Turn): Promise<'done' | 'interrupted'> {
    return send(what, next, at)
  }

  async function send(what: WhatToSay, next: Step, { messageIds, holdMs }: Turn): Promise<'done' | 'interrupted'> {
    const { passed, afterwards } = next
    const { epoch } = next.state.floor
    const state: ConversationState = { ...next.state, lastReplyAtMs: Date.now() }
    const taken = () => notes.state.floor.epoch !== epoch
    const leaveToPeople = async () => {
      // The floor is theirs; the rest of what we learnt holds.
      notes.state = { ...next.state, floor: notes.state.floor }
      await save({ messageIds, outcome: 'human', passed })
      return 'done' as const
    }
    if (taken()) return leaveToPeople()
    if (holdMs > 0 && (await hold(what, state, holdMs)) === 'stale') return taken() ? leaveToPeople() : 'interrupted'

    notes.waitingFor = 'send'
    const { outcome } = await whileFloorHolds(notes, () =>
      sendReply.executeWithOptions({ summary: `Turn ${state.turn}: send ${what.say}` }, [
        { workspaceId, conversationId, what, state, passed, messageIds },
      ]),
    )
    if (outcome === 'merged') {
      notes.isMerged = true
      if (state.bookingId !== null) notes.state = booked(notes.state, state.bookingId, notes.rules)
      return 'done'
    }
    if (taken()) {
      if (outcome !== 'sent') return leaveToPeople()
      // Saved by the main loop.
      notes.state = { ...state, floor: notes.state.floor }
      return 'done'
    }
    notes.state = state
    if (outcome === 'sent') saved = state
    show()
    const why = handoffAfter(outcome, afterwards)
    if (why !== null) {
      // Where nothing of ARI's goes out, neither does this.
      const promised = outcome === 'sent' || outcome === 'no_slots' ? await tellWhenBack(notes, input, state) : {}
      if (!taken()) notes.state = { ...handToPeople(notes.state, why), ...promised }
    }
    if (outcome === 'sent') return 'done'
    // We do not know of it yet: somebody else has the floor.
    const isTaken = why !== null || outcome === 'floor_changed'
    await save({ messageIds, outcome: isTaken ? 'human' : `ignored: ${outcome}`, passed })
    return 'done'
  }

  /** A reply waits for its release, and a person may take it back. What the customer writes meanwhile makes it stale. */
  async function hold(what: WhatToSay, state: ConversationState, holdMs: number): Promise<'released' | 'stale'> {
    const before = notes.inbox.length
    const { epoch } = state.floor
    const releaseAtMs = Date.now() + holdMs
    const { messageId } = await holdReply({ workspaceId, conversationId, what, state, releaseAtMs })
    // Something is in its way already: the send finds out and says it.
    if (messageId === null) return 'released'
    notes.waitingFor = 'release'
    notes.heldReplyId = messageId
    await condition(() => overtaken(before, epoch), Math.max(1, releaseAtMs - Date.now()))
    notes.heldReplyId = null
    if (!overtaken(before, epoch)) return 'released'
    await withdrawMessage({ workspaceId, conversationId, messageId })
    return 'stale'
  }

  async function save(what: {
    messageIds: string[]
    outcome: string | null
    draftId?: string | null
    passed?: Step['passed']
  }): Promise<void> {
    const { state, answers } = notes
    const kept = await saveState({ workspaceId, conversationId, state, draftId: null, passed: [], ...what })
    saved = kept?.clock ? startClock(notes, state, { clock: kept.clock, answers }) : state
    notes.toldEpoch = Math.max(notes.toldEpoch, state.floor.epoch)
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

  /** The rest is the other conversation's: whoever gave an order here is answered, and what was learnt goes along. */
  async function leaveToOther(): Promise<void> {
    notes.recalled = []
    await condition(() => notes.floors.length === 0 && allHandlersFinished())
    watches.cancel()
    await handOver({ workspaceId, conversationId, state: notes.state })
  }

  function goOn(): Promise<never> {
    watches.cancel()
    const { state, inbox, heard, outbox, absorbed, rules } = notes
    const carried = { inbox, heard, outbox, absorbed, rules }
    return continueAsNew<typeof conversation>({ workspaceId, conversationId, state, carried })
  }
}

function isMergedNow({ isMerged }: Notes): boolean {
  return isMerged
}

import {
  allHandlersFinished,
  condition,
  continueAsNew,
  isCancellation,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow'
import { handToPeople } from '#domain/conversation/floor.ts'
import { step, type Step } from '#domain/conversation/step.ts'
import type { ConversationState, Heard } from '#schema/conversation.ts'
import type { TrialHeard, TrialInput, TrialTurn } from '#schema/trial.ts'
import { cancelTrial, draftTrial, keepTrialState, settleTrial } from '../effects.ts'
import { unless } from '../conversation/unless.ts'
import { doneBy, type Done } from './done-by.ts'
import { isIdle, remember, takeNotes, type Change } from './notes.ts'

const SILENCE = '1 hour'

/** The message that is answered, the row that its answer will be, and where the trial stood before. */
type At = { messageId: string; replyId: string; before: ConversationState }

/**
 * A trial of ARI: thinks, decides and remembers as a conversation does, by the same steps. Nobody is written to, nothing
 * is booked, and nothing but the trial's own rows is touched. Ends after an hour of silence; the next message starts it
 * again from where it stood.
 */
export async function trial(input: TrialInput): Promise<void> {
  const { workspaceId, trialId } = input
  const notes = remember(input)
  takeNotes(notes)

  for (;;) {
    const isSilent = !(await condition(() => !isIdle(notes), SILENCE))
    if (notes.change !== null) await apply(notes.change)
    else if (notes.messageId !== null) await takeTurn(notes.messageId)
    if (!isSilent && !workflowInfo().continueAsNewSuggested) continue
    await condition(allHandlersFinished)
    if (!isIdle(notes)) continue
    if (isSilent) return
    await continueAsNew<typeof trial>({ workspaceId, trialId, state: notes.state })
  }

  async function apply({ state, stage }: Change): Promise<void> {
    await keepTrialState({ workspaceId, trialId, lineId: uuid4(), stage, state })
    notes.state = state
    notes.change = null
  }

  async function takeTurn(messageId: string): Promise<void> {
    const turn = await answer({ messageId, replyId: uuid4(), before: notes.state })
    notes.last = { messageId, turn }
    notes.messageId = null
    notes.isStopped = false
  }

  async function answer(at: At): Promise<TrialTurn> {
    const { before, messageId, replyId } = at
    const heard = before.floor.holder === 'bot' ? await draft(at) : SILENT
    if (heard === 'stopped') {
      await cancelTrial({ workspaceId, trialId, messageId, replyId })
      return { outcome: 'cancelled', replyId: null }
    }
    const next = step({ ...before, turn: before.turn + 1 }, heard, notes.rules)
    return settle(doneBy(next, notes.rules), next, at)
  }

  async function draft({ before, messageId, replyId }: At): Promise<Heard | 'stopped'> {
    const { stage, lastReplyAtMs, turn } = before
    const { rulesKey } = notes
    try {
      const told: TrialHeard = await unless(
        () => notes.isStopped,
        () =>
          draftTrial.executeWithOptions({ summary: `Turn ${turn + 1}: draft in ${stage}` }, [
            { workspaceId, trialId, messageId, replyId, stage, lastReplyAtMs, rulesKey },
          ]),
      )
      if (told.rules) notes.rules = told.rules
      notes.rulesKey = told.rulesKey
      return notes.isStopped ? 'stopped' : told.heard
    } catch (error) {
      if (notes.isStopped) return 'stopped'
      if (isCancellation(error)) throw error
      return { kind: 'model_failed' }
    }
  }

  async function settle(done: Done, next: Pick<Step, 'state' | 'passed' | 'afterwards'>, at: At): Promise<TrialTurn> {
    const { before, messageId, replyId } = at
    const { afterwards } = next
    const speaks = done.words.say !== 'nothing'
    const spoken = speaks ? { ...done.state, lastReplyAtMs: Date.now() } : done.state
    const state = afterwards ? handToPeople(spoken, afterwards) : spoken
    const reason = state.floor.holder === 'bot' ? null : state.floor.reason
    const { score, scoreParts, stage: after } = state
    const outcome = speaks ? 'answered' : 'human'
    const { outcome: came } = await settleTrial({
      ...{ workspaceId, trialId, messageId, replyId, outcome, words: done.words, state },
      result: {
        ...{ decision: done.decision, reason, before: before.stage, after, passed: done.passed },
        ...{ score, scoreParts, scoreBefore: before.score },
      },
    })
    if (came === 'settled') {
      notes.state = state
      return { outcome, replyId }
    }
    if (came === 'taken' && done.words.say === 'booking')
      return settle(
        { ...next, words: { say: 'slot_taken', slotId: done.words.slotId }, decision: 'slot_taken' },
        next,
        at,
      )
    if (came === 'no_booking') {
      const failed: Done = { ...done, ...next, words: { say: 'booking_failed' }, decision: 'booking_failed' }
      return settle(failed, { ...next, afterwards: 'booking_failed' }, at)
    }
    const people = handToPeople(done.state, 'no_slot')
    const called: Done = { ...done, words: { say: 'nothing' }, decision: 'call_people', state: people }
    return settle(called, { state: people, passed: next.passed }, at)
  }
}

const SILENT: Heard = { kind: 'not_ours', outcome: 'human' }

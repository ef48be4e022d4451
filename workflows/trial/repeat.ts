import { isCancellation } from '@temporalio/workflow'
import { NO_RULES } from '#domain/conversation/rules.ts'
import { OPENING, step } from '#domain/conversation/step.ts'
import type { TrialHeard, TrialRepeatInput } from '#schema/trial.ts'
import { draftRepeat, settleRepeat } from '../effects.ts'
import { doneBy } from './done-by.ts'

/**
 * Asks one question several times at once, each as the first words of a trial of its own. What would be said is decided by
 * the steps of a conversation; nothing follows from it.
 */
export async function trialRepeat({ times, ...of }: TrialRepeatInput): Promise<void> {
  await Promise.all(Array.from({ length: times }, (_, place) => ask(place)))

  async function ask(place: number): Promise<void> {
    const { heard, rules = NO_RULES } = await draft(place)
    const next = step({ ...OPENING, turn: 1 }, heard, rules)
    const { words, decision } = doneBy(next, rules)
    const { floor } = next.state
    const reason = next.afterwards ?? (floor.holder === 'bot' ? null : floor.reason)
    const asking = { ...of, place, times }
    const { outcome } = await settleRepeat({ ...asking, words, decision, reason })
    if (outcome === 'settled') return
    const people = { words: { say: 'nothing' }, decision: 'call_people', reason: 'no_slot' } as const
    await settleRepeat({ ...asking, ...people })
  }

  async function draft(place: number): Promise<TrialHeard> {
    try {
      return await draftRepeat.executeWithOptions({ summary: `Asking ${place + 1} of ${times}` }, [
        { ...of, place, stage: OPENING.stage },
      ])
    } catch (error) {
      if (isCancellation(error)) throw error
      return { heard: { kind: 'model_failed' }, rulesKey: '' }
    }
  }
}

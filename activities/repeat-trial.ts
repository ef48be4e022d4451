import { findRepeatDraft, findRepeatTurn, saveRepeatAnswer, saveRepeatDraft } from '#db/queries/trial-repeats.ts'
import { dayOf, readSource } from '#domain/guardrails/sources.ts'
import { statedIn } from '#domain/trial/agreement.ts'
import type { Stage } from '#schema/conversation.ts'
import type { RepeatAnswer, TrialHeard, TrialWords } from '#schema/trial.ts'
import type { Deps } from './deps.ts'
import { draftFor, type Drafted } from './draft-trial.ts'
import { sourcesOf } from './judge.ts'
import { compose, type Unsaid } from './settle-trial.ts'
import { findTrialContext } from './trial-context.ts'

/** One asking of a question that is asked several times. */
type Asking = { workspaceId: string; trialId: string; repeatId: string; place: number }
type Settled = Asking & { times: number; words: TrialWords } & Pick<RepeatAnswer, 'decision' | 'reason'>

export const createTrialRepeatActivities = (deps: Deps) => ({
  /**
   * Drafts the answer to a question as the first words of a trial: nothing that was said in the trial around it is known.
   * Fails with ModelFailed when no model answers.
   */
  async draftRepeat({ workspaceId, trialId, repeatId, place, stage }: Asking & { stage: Stage }): Promise<TrialHeard> {
    return draftFor(deps, {
      ...{ workspaceId, stage, lastReplyAtMs: null, rulesKey: '', messageId: repeatId, draftId: repeatId },
      find: (tx) => findTrialContext(tx, { trialId, messageId: repeatId }, findRepeatTurn),
      keep: (tx, drafted) =>
        saveRepeatDraft(tx, { repeatId, place, draft: { trace: drafted.trace, facts: factsOf(drafted) } }),
    })
  },

  /** What a customer would read of it stands. Other outcomes than `settled`: nothing was kept. */
  async settleRepeat(settled: Settled): Promise<{ outcome: 'settled' | Unsaid }> {
    const { workspaceId, trialId, repeatId, place, times, words, decision, reason } = settled
    return deps.db.inWorkspace(workspaceId, async (tx) => {
      const context = await findTrialContext(tx, { trialId, messageId: repeatId }, findRepeatTurn)
      const draft = await findRepeatDraft(tx, { repeatId, place })
      // Stopped, or begun anew, meanwhile.
      if (context === undefined || draft === undefined) return { outcome: 'settled' }
      const said = await compose(tx, words, { context, messageId: repeatId, draft: draft.trace.draft })
      if (typeof said === 'string') return { outcome: said }
      await saveRepeatAnswer(tx, { repeatId, place, times, answer: { ...draft, body: said.body, decision, reason } })
      return { outcome: 'settled' }
    })
  },
})

/** What the draft states, held against all that was found for it: an entry that it forgot to cite is known all the same. */
function factsOf({ context, trace }: Drafted): object[] {
  const sources = sourcesOf(context, context.knowledge).map(readSource)
  return statedIn(trace.draft, { sources, today: dayOf(Date.now(), context.timezone) })
}

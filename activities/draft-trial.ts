import { heartbeat } from '@temporalio/activity'
import type { Model, ModelCall } from '#clients/ai/model.ts'
import { PROMPT_VERSION } from '#clients/ai/prompt-version.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { saveTrialDraft, type Learnt } from '#db/queries/trials.ts'
import { rulesOf } from '#domain/conversation/rules.ts'
import type { Stage } from '#schema/conversation.ts'
import type { TrialHeard, TrialTrace } from '#schema/trial.ts'
import { withMeaning } from './find-by-meaning.ts'
import type { Deps } from './deps.ts'
import { cancelAnswer, chosenSlot, factsOf, leadFrom, readPlainly, type TurnContext } from './draft-context.ts'
import { keptOf, lookUp, summaryOf, think, type Thought } from './think.ts'
import { factsFrom, findTrialContext, type TrialTurnContext } from './trial-context.ts'

export type TrialRequest = {
  workspaceId: string
  trialId: string
  messageId: string
  /** Minted by the workflow: drafting again replaces the draft. */
  replyId: string
  stage: Stage
  lastReplyAtMs: number | null
  /** What the workflow goes by: it is told of anything else. */
  rulesKey: string
}

const BEAT_MS = 1_000

export const createTrialActivities = (deps: Deps) => ({
  /**
   * Drafts the answer in a trial as draftReply does in a conversation: what is looked up, asked and checked is the same
   * code. Only the trial's own rows are read and written. Fails with ModelFailed when no model answers.
   */
  async draftTrial({ trialId, replyId, ...request }: TrialRequest): Promise<TrialHeard> {
    return draftFor(deps, {
      ...request,
      draftId: replyId,
      find: (tx) => findTrialContext(tx, { trialId, messageId: request.messageId }),
      keep: (tx, { context, thought, learnt, trace }) =>
        saveTrialDraft(tx, {
          ...{ replyId, trialId, learnt, trace, reply: thought ? keptOf(thought, context).reply : '' },
          asked: thought && {
            prompt: { system: thought.system, turns: thought.turns },
            rawAnswer: thought.answer.text,
          },
        }),
    })
  },
})

type Context = TrialTurnContext & TurnContext

/** What stands of a draft: all that led to it. `thought` is null where no model was asked, or none answered. */
export type Drafted = { context: Context; thought: Thought | null; learnt: Learnt; trace: TrialTrace }

type Drafting = Pick<TrialRequest, 'workspaceId' | 'messageId' | 'stage' | 'lastReplyAtMs' | 'rulesKey'> & {
  draftId: string
  /** Undefined where nobody wants the answer any more. */
  find: (tx: WorkspaceTx) => Promise<TrialTurnContext | undefined>
  keep: (tx: WorkspaceTx, drafted: Drafted) => Promise<void>
}

/** Drafts the answer to a message of a trial, found and kept as the caller says. */
export async function draftFor(deps: Deps, drafting: Drafting): Promise<TrialHeard> {
  const beat = setInterval(heartbeat, BEAT_MS)
  try {
    return await draft(deps, drafting)
  } finally {
    clearInterval(beat)
  }
}

async function draft(deps: Deps, drafting: Drafting): Promise<TrialHeard> {
  const { workspaceId, messageId, draftId, stage, lastReplyAtMs } = drafting
  const retrieval = stopwatch()
  const basis = await deps.db.inWorkspace(workspaceId, async (tx): Promise<Context | undefined> => {
    const turn = await drafting.find(tx)
    return turn && lookUp(tx, turn, { messageIds: [messageId], stage, booking: turn.booking, exceptBookingId: null })
  })
  // Begun anew meanwhile.
  if (basis === undefined) return { heard: { kind: 'not_ours', outcome: 'gone' }, rulesKey: drafting.rulesKey }
  const context = await withMeaning(deps, basis, { workspaceId })
  const retrievalMs = retrieval()
  const { rulesKey, config, version } = context
  const rules = rulesKey === drafting.rulesKey ? {} : { rules: rulesOf(config, version) }

  const keep = (thought: Thought | null, learnt: Learnt, trace: Partial<TrialTrace>) =>
    deps.db.inWorkspace(workspaceId, (tx) =>
      drafting.keep(tx, { context, thought, learnt, trace: { ...traceOf(context, thought), ...trace } }),
    )
  const leadAfter = (learnt: Learnt) => leadFrom(factsFrom([...context.learnt, learnt]), context, lastReplyAtMs)

  const plain = readPlainly(context.asked)
  if (plain !== null) {
    await keep(null, { values: {}, declined: [] }, { ms: { retrieval: retrievalMs, model: 0, checks: 0 } })
    return { heard: plain, rulesKey, ...rules }
  }
  const answer = cancelAnswer(context.asked)
  if (answer !== null) {
    const learnt = { values: {}, declined: [] }
    await keep(null, learnt, { ms: { retrieval: retrievalMs, model: 0, checks: 0 } })
    return { heard: { kind: 'cancel_answered', ...answer, lead: leadAfter(learnt) }, rulesKey, ...rules }
  }
  const slotId = chosenSlot(context.asked)
  if (slotId !== null) {
    const learnt = { values: { consultation: 'yes' }, declined: [] }
    await keep(null, learnt, { ms: { retrieval: retrievalMs, model: 0, checks: 0 } })
    return { heard: { kind: 'slot_chosen', slotId, lead: leadAfter(learnt) }, rulesKey, ...rules }
  }

  const { model, spent } = timed(deps.model)
  const whole = stopwatch()
  const calls: ModelCall[] = []
  const ms = () => ({ retrieval: retrievalMs, model: spent.ms, checks: Math.max(0, whole() - spent.ms) })
  const thought = await think({ model }, { context, stage, onCall: (call) => calls.push(call) }).catch(
    async (error: unknown) => {
      const failure = error instanceof Error ? error.message : 'unknown'
      await keep(null, { values: {}, declined: [] }, { failure, asks: calls.length, ms: ms() })
      throw error
    },
  )
  const trace = { ms: ms(), asks: calls.length, tokens: tokensOf(calls) }
  const learnt = factsOf(thought.output, config.flow)
  await keep(thought, learnt, trace)
  const draft = { ...summaryOf(thought, context, { draftId, lead: leadAfter(learnt) }), held: false }
  return { heard: { kind: 'draft', draft }, rulesKey, ...rules }
}

function traceOf(context: Context, thought: Thought | null): TrialTrace {
  const { source, version, knowledge } = context
  const kept = thought && keptOf(thought, context)
  const isReadable = thought?.output != null
  return {
    ...{ source, version, promptVersion: PROMPT_VERSION, tokens: null, asks: 0, failure: null },
    draft: kept?.reply ?? '',
    intent: isReadable ? (kept?.intent ?? null) : null,
    confidence: isReadable ? (kept?.confidence ?? null) : null,
    entries: knowledge.map(({ id, title, kind, why, likeness }) => ({
      ...{ id, title, kind, why },
      ...(likeness !== undefined && { likeness }),
      cited: kept?.citations.includes(id) ?? false,
    })),
    checks: (thought?.checks ?? []).map(({ name, passed, reason, warning }) => ({
      ...{ name, passed },
      ...((reason ?? warning) !== undefined && { reason: reason ?? warning }),
    })),
    model: kept?.model ?? null,
    ms: { retrieval: 0, model: 0, checks: 0 },
  }
}

/** Of all that was asked for this reply, what failed and what had to be mended too. */
function tokensOf(calls: readonly ModelCall[]): TrialTrace['tokens'] {
  return calls.reduce(
    (sum, { tokens }) => ({ prompt: sum.prompt + tokens.input, answer: sum.answer + tokens.output }),
    { prompt: 0, answer: 0 },
  )
}

/** The same model, with how long it was waited for. */
function timed(model: Model): { model: Model; spent: { ms: number } } {
  const spent = { ms: 0 }
  return {
    spent,
    model: {
      async ask(question) {
        const waited = stopwatch()
        try {
          return await model.ask(question)
        } finally {
          spent.ms += waited()
        }
      },
    },
  }
}

function stopwatch(): () => number {
  const began = performance.now()
  return () => Math.round(performance.now() - began)
}

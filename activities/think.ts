import { cancellationSignal } from '@temporalio/activity'
import { ModelUnavailable, type Answer, type ModelCall, type Question } from '#clients/ai/model.ts'
import { cappedTurns, systemPrompt } from '#clients/ai/prompt.ts'
import { PROMPT_VERSION } from '#clients/ai/prompt-version.ts'
import { countTokens } from '#clients/ai/tokens.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import type { NewDraft } from '#db/queries/drafts.ts'
import { readWish } from '#domain/booking/wish.ts'
import { mendable, tolerate, type Check } from '#domain/guardrails/check-reply.ts'
import { normalise } from '#domain/guardrails/text.ts'
import type { DraftSummary, LeadKnowledge, Stage } from '#schema/conversation.ts'
import { parseModelOutput, type ModelOutput } from '#schema/model-output.ts'
import type { Deps } from './deps.ts'
import { chatTurns, promptInput, wantsSlots, type TurnBasis, type TurnContext } from './draft-context.ts'
import { modelFailed } from './failures.ts'
import { findKnowledge } from './find-knowledge.ts'
import { listFreeTimes } from './free-times.ts'
import { cited, judge } from './judge.ts'

// How ARI thinks about a turn, of a conversation or of a trial. Nothing here writes.

const SLOTS_SHOWN = 8

type Lookup = {
  messageIds: string[]
  stage: Stage
  booking: TurnContext['booking']
  /** Its time may be chosen again; null where none of a trial's is in anybody's way. */
  exceptBookingId: string | null
}

/** What the turn is to be answered with: what is known about its words, and free times once they are of interest. */
export async function lookUp<Basis extends TurnBasis>(
  tx: WorkspaceTx,
  turn: Basis,
  { messageIds, stage, booking, exceptBookingId }: Lookup,
): Promise<Basis & TurnContext> {
  const { timezone: timeZone } = turn
  const asked = turn.messages.filter(({ id }) => messageIds.includes(id))
  const words = asked.map(({ body }) => body).join(' ')
  const now = new Date()
  const wish = readWish(words, { nowMs: now.getTime(), timeZone })
  const offer = { now, wish, timeZone, most: SLOTS_SHOWN, exceptBookingId }
  const slots =
    wantsSlots(stage, turn.facts, turn.config.flow) || booking ? (await listFreeTimes(tx, offer)).times : null
  const knowledge = await findKnowledge(tx, words)
  return { ...turn, asked, slots, wish, booking, knowledge }
}

type ToThink = Pick<Asked, 'stage' | 'context'> & { onCall: (call: ModelCall) => void }
export type Thought = Checked & Pick<Asked, 'system' | 'turns'>

/** What the model says to a turn, held against the checks. */
export async function think(deps: Pick<Deps, 'model'>, { context, stage, onCall }: ToThink): Promise<Thought> {
  const system = systemPrompt(promptInput(context, stage, Date.now()))
  const turns = cappedTurns(chatTurns(context))
  return { system, turns, ...(await askAndCheck(deps, { system, turns, stage, context, onCall })) }
}

/** All that led to a draft, as it is kept. */
export function keptOf(
  { system, turns, answer, output, checks }: Thought,
  { knowledge, wish }: Pick<TurnContext, 'knowledge' | 'wish'>,
): Omit<NewDraft, 'conversationId' | 'turn' | 'version'> {
  return {
    reply: normalise(output?.reply ?? ''),
    intent: output?.intent ?? 'other',
    confidence: output?.confidence ?? 0,
    citations: cited({ knowledge }, output).map(({ id }) => id),
    retrieved: knowledge.map(({ id }) => id),
    found: knowledge.map(({ id, score, why, likeness }) => ({
      id,
      score,
      why,
      ...(likeness !== undefined && { likeness }),
    })),
    model: answer.model,
    endpoint: answer.endpoint,
    isFallback: answer.isFallback,
    modelMs: answer.ms,
    promptVersion: PROMPT_VERSION,
    prompt: { system, turns },
    rawAnswer: answer.text,
    checks,
    wish,
  }
}

/** What of a draft decides. */
export function summaryOf(
  { output, checks }: Thought,
  { slots, booking }: Pick<TurnContext, 'slots' | 'booking'>,
  { draftId, lead }: { draftId: string; lead: LeadKnowledge },
): Omit<DraftSummary, 'held'> {
  const slotId = output?.slot?.replace(/^s:/, '') ?? null
  return {
    draftId,
    intent: output?.intent ?? 'other',
    confidence: output?.confidence ?? 0,
    lead,
    bookingId: booking?.id ?? null,
    slotId: slots?.some(({ id }) => id === slotId) ? slotId : null,
    // Not looked at: the send finds out.
    slotsFree: slots === null || slots.length > 0,
    failedCheck: checks.find(({ passed }) => !passed)?.name ?? null,
    escalate: output?.escalate != null,
  }
}

const isFine = ({ checks }: Pick<Checked, 'checks'>): boolean => checks.every(({ passed }) => passed)

type Asked = Pick<Question, 'system' | 'turns' | 'onCall'> & { stage: Stage; context: TurnContext }
type Checked = { answer: Answer; output: ModelOutput | null; checks: Check[] }

/** Asks the model, and once more where it may mend its answer. */
async function askAndCheck(deps: Pick<Deps, 'model'>, { stage, context, ...prompt }: Asked): Promise<Checked> {
  const ask = async (repair?: Question['repair']): Promise<Checked> => {
    const answer = await deps.model.ask({
      ...prompt,
      repair,
      temperature: stage === 'greeting' ? 0.3 : 0.1,
      signal: cancellationSignal(),
    })
    const output = parseModelOutput(answer.text)
    const tokens = await countTokens(normalise(output?.reply ?? ''))
    const { system } = prompt
    return { answer, output, checks: judge(context, { system, output, tokens, nowMs: Date.now() }) }
  }
  try {
    const first = await ask()
    const failed = mendable(first.checks)
    const asItIs = { ...first, checks: tolerate(first.checks) }
    if (!failed || first.answer.isRepaired) return asItIs
    const second = await ask({ answer: first.answer.text, complaint: failed.reason ?? failed.name })
    // What could have gone out as it was is not lost to a worse second try.
    return isFine(asItIs) && !isFine({ checks: tolerate(second.checks) })
      ? asItIs
      : { ...second, checks: tolerate(second.checks) }
  } catch (error) {
    // Nobody wants the draft any more: a cancellation, and not a failure.
    cancellationSignal().throwIfAborted()
    if (error instanceof ModelUnavailable) throw modelFailed(error.message)
    throw error
  }
}

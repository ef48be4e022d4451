import { followRules, rulesOf } from '#domain/conversation/rules.ts'
import { OPENING } from '#domain/conversation/step.ts'
import { scoreLead } from '#domain/lead/score.ts'
import type { AriConfig, AriRules } from '#schema/ari-config.ts'
import type { Condition, Intent, Question } from '#schema/ari-parts.ts'
import { STAGES, type ConversationState, type DraftSummary, type Stage } from '#schema/conversation.ts'

/** How a question stands with an imagined customer. */
export type Answer = 'open' | 'answered' | 'declined'

/** An imagined customer, and what ARI has just heard. */
export type Situation = {
  stage: Stage
  answers: Readonly<Record<string, Answer>>
  wantsConsultation: boolean
  /** Null: what the answers come to. */
  score: number | null
  turn: number
  intent: Intent
  isBooked: boolean
  slotsFree: boolean
}

export const BEGINNING: Situation = {
  ...{ stage: 'greeting', answers: {}, wantsConsultation: false, score: null, turn: 1, intent: 'answer' },
  ...{ isBooked: false, slotsFree: true },
}

export type RuleAt = { stage: Stage; at: number }
/** The rules that hold, one after the other, and where they end. */
export type Outcome = { taken: RuleAt[]; end: Stage | 'people'; score: number }

/** Where the rules of a configuration lead in a situation: found by the very functions that lead real conversations. */
export function outcomeOf(config: AriConfig, situation: Situation): Outcome {
  const rules = rulesOf(config, 0)
  const { state, draft } = imagine(config, situation)
  const { passed, calls } = followRules(state, draft, rules)
  const left = calls === null ? passed.slice(0, -1) : passed
  const walked = calls === null && passed.length === 0 ? [] : [situation.stage, ...left]
  return {
    taken: walked.map((stage) => ({ stage, at: ruleThatHolds({ ...state, stage }, draft, rules) })),
    end: calls === null ? (passed.at(-1) ?? situation.stage) : 'people',
    score: state.score,
  }
}

/** The first rule that holds is the last one that must be there for the stage to lead on. */
function ruleThatHolds(state: ConversationState, draft: DraftSummary, rules: AriRules): number {
  const { stage } = state
  const own = rules.stages[stage]
  const isEnough = (count: number) => {
    const fewer = { ...rules, stages: { ...rules.stages, [stage]: { ...own, rules: own.rules.slice(0, count) } } }
    const { passed, calls } = followRules(state, draft, fewer)
    return passed.length > 0 || calls !== null
  }
  return own.rules.findIndex((_, at) => isEnough(at + 1))
}

function imagine(
  { flow, scoring }: AriConfig,
  { stage, answers, wantsConsultation, score, turn, intent, isBooked, slotsFree }: Situation,
): { state: ConversationState; draft: DraftSummary } {
  // Whoever wishes for a consultation has answered the question about it.
  const answerTo = ({ key, kind }: Question) =>
    kind === 'wish' ? (wantsConsultation ? 'answered' : 'open') : (answers[key] ?? 'open')
  const are = (answer: Answer) => flow.questions.filter((question) => answerTo(question) === answer)
  const lead = {
    ...OPENING.lead,
    answered: are('answered').map(({ key }) => key),
    declined: Object.fromEntries(are('declined').map(({ key }) => [key, 2])),
    documents: Object.fromEntries(
      are('answered')
        .filter(({ kind }) => kind === 'document')
        .map(({ key }) => [key, 'yes' as const]),
    ),
    wantsConsultation,
    hasPhone: true,
    repliedWithinDay: true,
  }
  const known = score ?? scoreLead(lead, scoring).total
  const bookingId = isBooked ? 'imagined' : null
  return {
    state: { ...OPENING, stage, lead, score: known, turn, bookingId },
    draft: {
      ...{ draftId: 'imagined', intent, confidence: 1, lead, slotId: null, slotsFree },
      ...{ failedCheck: null, escalate: false, held: false },
    },
  }
}

/** What a situation needs to say for these rules: what none of them asks for need not be shown. */
export function conditionsIn({ stages }: AriConfig['flow']): Set<Condition['is']> {
  return new Set(STAGES.flatMap((stage) => stages[stage].rules.map(({ when }) => when.is)))
}

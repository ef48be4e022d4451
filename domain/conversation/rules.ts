import type { AriConfig, AriRules } from '#schema/ari-config.ts'
import type { Condition } from '#schema/ari-parts.ts'
import type { ConversationState, DraftSummary, HandoffReason, Stage } from '#schema/conversation.ts'
import { isQualified, questionsOf } from './questions.ts'

/** What of a configuration decides, without its words. */
export function rulesOf({ flow, scoring, followUp, away }: AriConfig, version: number): AriRules {
  const stageRules = ({ questions, rules }: AriConfig['flow']['stages'][Stage]) => ({ questions, rules })
  const { greeting, qualification, routing, booking, done } = flow.stages
  return {
    version,
    questions: flow.questions.map(({ key, kind, required }) => ({ key, kind, required })),
    stages: {
      greeting: stageRules(greeting),
      qualification: stageRules(qualification),
      routing: stageRules(routing),
      booking: stageRules(booking),
      done: stageRules(done),
    },
    scoring: { threshold: scoring.threshold, factors: scoring.factors },
    followUp: { afterHours: followUp.afterHours, most: followUp.most },
    hasHours: away.hours !== null,
  }
}

const NOTHING = { questions: [], rules: [] }
/** Before a conversation has heard of any configuration. */
export const NO_RULES: AriRules = {
  version: -1,
  questions: [],
  stages: { greeting: NOTHING, qualification: NOTHING, routing: NOTHING, booking: NOTHING, done: NOTHING },
  scoring: { threshold: 98, factors: [] },
  followUp: { afterHours: null, most: 0 },
  // Nobody knows yet: whoever sends finds out.
  hasHours: true,
}

/** Where the rules lead, and whether they end with people; `calls` names the rule that did. */
export type Way = { passed: Stage[]; calls: { key: string; reason: HandoffReason } | null }

/**
 * Follows the rules of the stage, and of each stage that they lead to: in each the first that holds decides. A rule
 * calls people once in a conversation; given back to ARI, it goes on.
 */
export function followRules(state: ConversationState, draft: DraftSummary, rules: AriRules): Way {
  const passed: Stage[] = []
  const seen = new Set<Stage>([state.stage])
  for (let { stage } = state; ;) {
    const rule = rules.stages[stage].rules.find(
      ({ when, to }) =>
        holds(when, { state, draft, rules, stage }) &&
        (to !== 'people' || !state.calledBy?.includes(keyOf(stage, when))),
    )
    if (!rule) return { passed, calls: null }
    if (rule.to === 'people') return { passed, calls: { key: keyOf(stage, rule.when), reason: reasonOf(rule.when) } }
    if (seen.has(rule.to)) return { passed, calls: null }
    seen.add(rule.to)
    passed.push(rule.to)
    stage = rule.to
  }
}

/** Where a stage leads when something has come about that no draft tells of; the stage itself where no rule names it. */
export function stageAfter(stage: Stage, event: 'booked', rules: AriRules): Stage {
  const to = rules.stages[stage].rules.find(({ when }) => when.is === event)?.to
  return to === undefined || to === 'people' ? 'done' : to
}

type Now = { state: ConversationState; draft: DraftSummary; rules: AriRules; stage: Stage }

function holds(when: Condition, { state, draft, rules, stage }: Now): boolean {
  const { lead, score, turn, bookingId } = state
  switch (when.is) {
    case 'always':
      return true
    case 'required_answered':
      return isQualified(lead, questionsOf(rules, stage))
    case 'answered':
      return lead.answered.includes(when.question)
    case 'document_ready':
      return lead.documents[when.question] === 'yes'
    case 'intent':
      return draft.intent === when.intent
    case 'wants_consultation':
      return lead.wantsConsultation || draft.slotId !== null
    case 'score_reached':
      return score >= rules.scoring.threshold
    case 'turns':
      return turn >= when.count
    case 'booked':
      return bookingId !== null
    case 'no_slot':
      // Only once times are looked for.
      return stage === 'booking' && draft.intent === 'booking' && !draft.slotsFree
  }
}

function keyOf(stage: Stage, when: Condition): string {
  return `${stage}:${Object.values(when).join(':')}`
}

function reasonOf({ is }: Condition): HandoffReason {
  if (is === 'score_reached') return 'hot_lead'
  return is === 'no_slot' ? 'no_slot' : 'flow_rule'
}

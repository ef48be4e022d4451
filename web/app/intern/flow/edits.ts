import type { AriConfig } from '#schema/ari-config.ts'
import type { Condition, Question, Rule } from '#schema/ari-parts.ts'
import { STAGES, type Stage } from '#schema/conversation.ts'

export type Flow = AriConfig['flow']
type Settings = Flow['stages'][Stage]

// What can be done to the flow. Each gives a new one and leaves the old one as it was: the old one is what is undone to.

export function setGoal(flow: Flow, stage: Stage, goal: string): Flow {
  return changeStage(flow, stage, { goal })
}

/** Asks a question in a stage, after the others; it is asked there once. */
export function askIn(flow: Flow, stage: Stage, key: string): Flow {
  const { questions } = flow.stages[stage]
  return questions.includes(key) ? flow : changeStage(flow, stage, { questions: [...questions, key] })
}

export function askNoMore(flow: Flow, stage: Stage, at: number): Flow {
  return changeStage(flow, stage, { questions: without(flow.stages[stage].questions, at) })
}

export function moveQuestion(flow: Flow, stage: Stage, from: number, to: number): Flow {
  return changeStage(flow, stage, { questions: moved(flow.stages[stage].questions, from, to) })
}

export const MOST_RULES = 20
export const MOST_QUESTIONS = 40

/** A rule after the others; before one that always holds, as none after that is ever looked at. */
export function addRule(flow: Flow, stage: Stage, rule: Rule): { flow: Flow; at: number } {
  const { rules } = flow.stages[stage]
  const always = rules.findIndex(({ when }) => when.is === 'always')
  const at = always < 0 ? rules.length : always
  return { flow: changeStage(flow, stage, { rules: [...rules.slice(0, at), rule, ...rules.slice(at)] }), at }
}

/** A first condition for a new rule: one that the stage does not go by yet. */
export function firstCondition({ rules, questions }: Settings): Condition {
  const taken = new Set(rules.map(({ when }) => when.is))
  const offered: Condition[] = [
    ...(questions.length > 0 ? [{ is: 'required_answered' as const }] : []),
    { is: 'wants_consultation' },
    { is: 'score_reached' },
  ]
  return offered.find(({ is }) => !taken.has(is)) ?? { is: 'turns', count: 10 }
}

export function changeRule(flow: Flow, stage: Stage, at: number, change: Partial<Rule>): Flow {
  const rules = flow.stages[stage].rules.map((rule, one) => (one === at ? { ...rule, ...change } : rule))
  return changeStage(flow, stage, { rules })
}

export function removeRule(flow: Flow, stage: Stage, at: number): Flow {
  return changeStage(flow, stage, { rules: without(flow.stages[stage].rules, at) })
}

export function moveRule(flow: Flow, stage: Stage, from: number, to: number): Flow {
  return changeStage(flow, stage, { rules: moved(flow.stages[stage].rules, from, to) })
}

/** A question of the workspace as it is to be, and the stages that ask it; new where there is none of its key. */
export function putQuestion(flow: Flow, question: Question, stages: readonly Stage[]): Flow {
  const isKnown = flow.questions.some(({ key }) => key === question.key)
  const questions = isKnown
    ? flow.questions.map((one) => (one.key === question.key ? question : one))
    : [...flow.questions, question]
  return STAGES.reduce<Flow>(
    (next, stage) => {
      if (stages.includes(stage)) return askIn(next, stage, question.key)
      const at = next.stages[stage].questions.indexOf(question.key)
      return at < 0 ? next : askNoMore(next, stage, at)
    },
    { ...flow, questions },
  )
}

/** Takes a question out of the workspace: out of the stages that ask it, with the rules that wait for it. */
export function removeQuestion(flow: Flow, key: string): Flow {
  const questions = flow.questions.filter((one) => one.key !== key)
  return STAGES.reduce<Flow>(
    (next, stage) =>
      changeStage(next, stage, {
        questions: next.stages[stage].questions.filter((one) => one !== key),
        rules: next.stages[stage].rules.filter(({ when }) => !('question' in when && when.question === key)),
      }),
    { ...flow, questions },
  )
}

/** A key made of a name, as far as its letters allow: `Kota asal` gives `kota_asal`. */
export function keyFrom(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/_+$/, '')
}

function changeStage(flow: Flow, stage: Stage, change: Partial<Settings>): Flow {
  return { ...flow, stages: { ...flow.stages, [stage]: { ...flow.stages[stage], ...change } } }
}

function without<Item>(items: readonly Item[], at: number): Item[] {
  return items.filter((_, one) => one !== at)
}

function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const rest = without(items, from)
  return [...rest.slice(0, to), ...items.slice(from, from + 1), ...rest.slice(to)]
}

import type { AriConfig } from '#schema/ari-config.ts'
import type { Condition, Factor, ScorePart } from '#schema/ari-parts.ts'
import type { Stage } from '#schema/conversation.ts'

/**
 * Why a configuration cannot work: where, as a path into it (`flow.stages.routing.rules.0`), and what, with what the
 * words for it need.
 */
export type ConfigProblem = { path: string; code: ProblemCode; params: Record<string, string | number> }
export type ProblemCode =
  | 'duplicate_key'
  | 'unknown_question'
  | 'asked_twice'
  | 'leads_to_itself'
  | 'never_reached'
  | 'no_way_out'
  | 'no_way_to_end'
  | 'part_does_not_add_up'
  | 'more_than_most'
  | 'nothing_scores'
  | 'threshold_too_high'
  | 'ends_before_it_starts'
  | 'overlaps'
  | 'never_open'

/** The score is out of 98 at most. */
export const MOST_SCORE = 98
const PARTS: readonly ScorePart[] = ['basic', 'qualification', 'document', 'engagement']
const STAGES: readonly Stage[] = ['greeting', 'qualification', 'routing', 'booking', 'done']

/** Every reason why this configuration cannot be published; none when it can. */
export function problemsOf({ flow, scoring, away }: Pick<AriConfig, 'flow' | 'scoring' | 'away'>): ConfigProblem[] {
  const keys = flow.questions.map(({ key }) => key)
  return [
    ...questionProblems(flow, keys),
    ...ruleProblems(flow, keys),
    ...wayProblems(flow),
    ...scoreProblems(scoring, keys),
    ...hoursProblems(away),
  ]
}

function questionProblems({ questions, stages }: AriConfig['flow'], keys: string[]): ConfigProblem[] {
  const twice = questions.flatMap(({ key }, at) =>
    keys.indexOf(key) < at ? [problem(`flow.questions.${at}.key`, 'duplicate_key', { key })] : [],
  )
  const asked = STAGES.flatMap((stage) =>
    stages[stage].questions.flatMap((key, at) => {
      const path = `flow.stages.${stage}.questions.${at}`
      if (!keys.includes(key)) return [problem(path, 'unknown_question', { key })]
      return stages[stage].questions.indexOf(key) < at ? [problem(path, 'asked_twice', { key })] : []
    }),
  )
  return [...twice, ...asked]
}

function ruleProblems({ stages }: AriConfig['flow'], keys: string[]): ConfigProblem[] {
  return STAGES.flatMap((stage) => {
    const { rules } = stages[stage]
    const always = rules.findIndex(({ when }) => when.is === 'always')
    return rules.flatMap(({ when, to }, at) => {
      const path = `flow.stages.${stage}.rules.${at}`
      const question = questionIn(when)
      return [
        ...(question !== null && !keys.includes(question)
          ? [problem(`${path}.when`, 'unknown_question', { key: question })]
          : []),
        ...(to === stage ? [problem(`${path}.to`, 'leads_to_itself', { stage })] : []),
        ...(always >= 0 && at > always ? [problem(path, 'never_reached', { rule: always + 1 })] : []),
      ]
    })
  })
}

/** Every stage but the last leads on, and from every stage a conversation can come to its end or to people. */
function wayProblems({ stages }: AriConfig['flow']): ConfigProblem[] {
  const ends = new Set<string>(['done', 'people'])
  for (let found = true; found;) {
    found = false
    for (const stage of STAGES) {
      if (ends.has(stage) || !stages[stage].rules.some(({ to }) => ends.has(to))) continue
      ends.add(stage)
      found = true
    }
  }
  return STAGES.filter((stage) => stage !== 'done' && !ends.has(stage)).map((stage) =>
    problem(`flow.stages.${stage}.rules`, stages[stage].rules.length === 0 ? 'no_way_out' : 'no_way_to_end', { stage }),
  )
}

function scoreProblems({ threshold, parts, factors }: AriConfig['scoring'], questions: string[]): ConfigProblem[] {
  const total = PARTS.reduce((sum, part) => sum + parts[part], 0)
  const keys = factors.map(({ key }) => key)
  const ofFactors = factors.flatMap(({ key, when }, at) => {
    const question = questionIn(when)
    return [
      ...(keys.indexOf(key) < at ? [problem(`scoring.factors.${at}.key`, 'duplicate_key', { key })] : []),
      ...(question !== null && !questions.includes(question)
        ? [problem(`scoring.factors.${at}.when`, 'unknown_question', { key: question })]
        : []),
    ]
  })
  const ofParts = PARTS.flatMap((part) => {
    const sum = pointsOf(factors, part)
    return sum === parts[part]
      ? []
      : [problem(`scoring.parts.${part}`, 'part_does_not_add_up', { part, sum, most: parts[part] })]
  })
  return [
    ...ofFactors,
    ...ofParts,
    ...(total > MOST_SCORE ? [problem('scoring.parts', 'more_than_most', { total, most: MOST_SCORE })] : []),
    ...(total === 0 ? [problem('scoring.parts', 'nothing_scores', {})] : []),
    ...(threshold > total ? [problem('scoring.threshold', 'threshold_too_high', { threshold, total })] : []),
  ]
}

function hoursProblems({ hours }: AriConfig['away']): ConfigProblem[] {
  if (hours === null) return []
  const periods = hours.days.flatMap((day, weekday) =>
    day.flatMap(({ from, to }, at) => {
      const path = `away.hours.days.${weekday}.${at}`
      if (to <= from) return [problem(path, 'ends_before_it_starts', {})]
      const isTaken = day.some((other, place) => place < at && other.from < to && from < other.to)
      return isTaken ? [problem(path, 'overlaps', {})] : []
    }),
  )
  return hours.days.some((day) => day.length > 0) ? periods : [problem('away.hours', 'never_open', {})]
}

/** What the factors of a part are worth together. */
export function pointsOf(factors: readonly Pick<Factor, 'part' | 'points'>[], part: ScorePart): number {
  return factors.reduce((sum, factor) => sum + (factor.part === part ? factor.points : 0), 0)
}

function questionIn(when: Condition | Factor['when']): string | null {
  return 'question' in when ? when.question : null
}

function problem(path: string, code: ProblemCode, params: ConfigProblem['params']): ConfigProblem {
  return { path, code, params }
}

import type { AriConfig } from '#schema/ari-config.ts'
import type { Factor } from '#schema/ari-parts.ts'
import { STAGES, type Stage } from '#schema/conversation.ts'

/** Where a question is used. */
export type Uses = {
  stages: Stage[]
  rules: { stage: Stage; at: number }[]
  factors: Pick<Factor, 'part' | 'points'>[]
}

export function usesOf({ flow, scoring }: Pick<AriConfig, 'flow' | 'scoring'>, question: string): Uses {
  return {
    stages: STAGES.filter((stage) => flow.stages[stage].questions.includes(question)),
    rules: STAGES.flatMap((stage) =>
      flow.stages[stage].rules.flatMap(({ when }, at) =>
        'question' in when && when.question === question ? [{ stage, at }] : [],
      ),
    ),
    factors: scoring.factors.flatMap(({ part, points, when }) =>
      'question' in when && when.question === question ? [{ part, points }] : [],
    ),
  }
}

import { describe, expect, it } from 'vitest'
import { AriConfig, DEFAULT_CONFIG, type AriConfigInput } from '#schema/ari-config.ts'
import { diffConfigs } from './diff.ts'
import { problemsOf } from './problems.ts'

const { flow, scoring } = DEFAULT_CONFIG
const found = (change: AriConfigInput) => problemsOf(AriConfig.parse(change)).map(({ path, code }) => `${path} ${code}`)
const stages = (change: Partial<typeof flow.stages>) => ({ flow: { ...flow, stages: { ...flow.stages, ...change } } })
const none = { goal: '', questions: [], rules: [] }

describe('a configuration that cannot work', () => {
  it('is not the one that comes with the product', () => {
    expect(problemsOf(DEFAULT_CONFIG)).toEqual([])
  })

  it('has a stage with no way out', () => {
    expect(found(stages({ routing: none }))).toContain('flow.stages.routing.rules no_way_out')
  })

  it('goes round in circles and comes to no end', () => {
    const to = (stage: 'qualification' | 'routing') => ({
      ...none,
      rules: [{ when: { is: 'always' as const }, to: stage }],
    })
    expect(found(stages({ qualification: to('routing'), routing: to('qualification') }))).toEqual([
      'flow.stages.greeting.rules no_way_to_end',
      'flow.stages.qualification.rules no_way_to_end',
      'flow.stages.routing.rules no_way_to_end',
    ])
  })

  it('asks a question that there is not, asks one twice, and waits for one that is never asked', () => {
    const rules = [
      { when: { is: 'answered' as const, question: 'shoe_size' }, to: 'people' as const },
      ...flow.stages.routing.rules,
    ]
    expect(found(stages({ routing: { ...none, questions: ['name', 'pet', 'name'], rules } }))).toEqual([
      'flow.stages.routing.questions.1 unknown_question',
      'flow.stages.routing.questions.2 asked_twice',
      'flow.stages.routing.rules.0.when unknown_question',
    ])
  })

  it('has rules after one that always holds, and one that leads nowhere else', () => {
    const rules = [
      { when: { is: 'always' as const }, to: 'done' as const },
      { when: { is: 'booked' as const }, to: 'routing' as const },
    ]
    expect(found(stages({ routing: { ...none, rules } }))).toEqual([
      'flow.stages.routing.rules.1.to leads_to_itself',
      'flow.stages.routing.rules.1 never_reached',
    ])
  })

  it('CV-06 has weights that do not add up, or more than there is to have', () => {
    expect(found({ scoring: { parts: { basic: 20 } } })).toEqual(['scoring.parts.basic part_does_not_add_up'])
    expect(found({ scoring: { ...scoring, parts: { ...scoring.parts, basic: 26 } } })).toContain(
      'scoring.parts more_than_most',
    )
    expect(
      found({ scoring: { factors: [], parts: { basic: 0, qualification: 0, document: 0, engagement: 0 } } }),
    ).toEqual(['scoring.parts nothing_scores', 'scoring.threshold threshold_too_high'])
  })
})

describe('what changes', () => {
  it('is told in the smallest parts, list members by their key', () => {
    const questions = flow.questions.map((one) => (one.key === 'funding' ? { ...one, required: true } : one)).reverse()
    const after = AriConfig.parse({ persona: { botName: 'Kia' }, flow: { questions } })
    expect(diffConfigs(DEFAULT_CONFIG, after)).toMatchObject([
      { path: ['persona', 'botName'], before: 'ARI', after: 'Kia' },
      { path: ['flow', 'questions', 'funding', 'required'], before: false, after: true },
      { path: ['flow', 'questions', 'order'] },
    ])
  })

  it('is nothing where nothing does', () => {
    expect(diffConfigs(DEFAULT_CONFIG, AriConfig.parse(JSON.parse(JSON.stringify(DEFAULT_CONFIG))))).toEqual([])
  })
})

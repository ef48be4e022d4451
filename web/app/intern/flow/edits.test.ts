import { describe, expect, it } from 'vitest'
import { problemsOf } from '#domain/ari-config/problems.ts'
import { AriConfig, DEFAULT_CONFIG } from '#schema/ari-config.ts'
import { INTENTS, type Condition, type Question } from '#schema/ari-parts.ts'
import { STAGES } from '#schema/conversation.ts'
import { conditionOf, kindsFor, OFFERED_INTENTS } from './conditions.ts'
import {
  addRule,
  askIn,
  askNoMore,
  changeRule,
  firstCondition,
  keyFrom,
  moveQuestion,
  moveRule,
  putQuestion,
  removeQuestion,
  removeRule,
  setGoal,
} from './edits.ts'
import { back, forth, NO_HISTORY, note, type History } from './history.ts'
import { checkQuestion } from './question-form.ts'
import { usesOf } from './uses.ts'

const { flow } = DEFAULT_CONFIG
const always: Condition = { is: 'always' }
const pet: Question = { key: 'pet', kind: 'text', required: true, about: 'hewan / pet', label: 'Hewan' }

describe('what can be done to the flow', () => {
  it('leaves the flow before as it was', () => {
    const before = structuredClone(flow)
    setGoal(flow, 'routing', 'Find out.')
    moveQuestion(flow, 'greeting', 0, 3)
    addRule(flow, 'routing', { when: always, to: 'done' })
    putQuestion(flow, pet, ['greeting'])
    removeQuestion(flow, 'name')
    expect(flow).toEqual(before)
  })

  it('adds, changes, moves and removes rules', () => {
    const { flow: more, at } = addRule(flow, 'routing', { when: { is: 'turns', count: 5 }, to: 'people' })
    expect(at).toBe(2)
    const changed = changeRule(more, 'routing', at, { to: 'done' })
    expect(moveRule(changed, 'routing', 2, 0).stages.routing.rules.map(({ to }) => to)).toEqual([
      'done',
      'booking',
      'people',
    ])
    expect(moveRule(changed, 'routing', 0, 2).stages.routing.rules.map(({ to }) => to)).toEqual([
      'people',
      'done',
      'booking',
    ])
    expect(removeRule(changed, 'routing', 1).stages.routing.rules.map(({ to }) => to)).toEqual(['booking', 'done'])
  })

  it('puts a new rule before one that always holds, where it is looked at', () => {
    const { flow: more, at } = addRule(flow, 'greeting', { when: { is: 'booked' }, to: 'done' })
    expect(at).toBe(0)
    expect(problemsOf({ ...DEFAULT_CONFIG, flow: more })).toEqual([])
  })

  it('begins a rule with a condition that the stage does not have yet', () => {
    expect(firstCondition(flow.stages.greeting)).toEqual({ is: 'required_answered' })
    expect(firstCondition(flow.stages.qualification)).toEqual({ is: 'wants_consultation' })
    expect(firstCondition({ goal: '', questions: [], rules: flow.stages.routing.rules })).toEqual({
      is: 'turns',
      count: 10,
    })
  })

  it('asks a question once in a stage, in any order, and no more', () => {
    expect(askIn(flow, 'greeting', 'name')).toBe(flow)
    const fewer = askNoMore(flow, 'greeting', 0)
    expect(fewer.stages.greeting.questions[0]).toBe('destination')
    expect(askIn(fewer, 'greeting', 'name').stages.greeting.questions.at(-1)).toBe('name')
    expect(moveQuestion(flow, 'greeting', 2, 0).stages.greeting.questions.slice(0, 3)).toEqual([
      'course_level',
      'name',
      'destination',
    ])
  })

  it('adds a question of the workspace to the stages that are to ask it, and takes it out of the others', () => {
    const added = putQuestion(flow, pet, ['routing', 'done'])
    expect(STAGES.filter((stage) => added.stages[stage].questions.includes('pet'))).toEqual(['routing', 'done'])
    const changed = putQuestion(added, { ...pet, required: false }, ['greeting'])
    expect(changed.questions.filter(({ key }) => key === 'pet')).toEqual([{ ...pet, required: false }])
    expect(STAGES.filter((stage) => changed.stages[stage].questions.includes('pet'))).toEqual(['greeting'])
  })

  it('removes a question with the rules that wait for it, and says before where it is used', () => {
    const { flow: waiting } = addRule(flow, 'routing', { when: { is: 'answered', question: 'name' }, to: 'done' })
    const config = { ...DEFAULT_CONFIG, flow: waiting }
    expect(usesOf(config, 'name')).toEqual({
      stages: STAGES,
      rules: [{ stage: 'routing', at: 2 }],
      factors: [{ part: 'basic', points: 5 }],
    })
    const without = removeQuestion(waiting, 'name')
    // What is left is the factor, which is of the scoring.
    expect(problemsOf({ ...config, flow: without }).map(({ path }) => path)).toEqual(['scoring.factors.0.when'])
  })
})

describe('a condition', () => {
  it('of every kind that is offered is one that the server takes', () => {
    for (const stage of STAGES)
      for (const is of kindsFor(flow, 'always')) {
        const { flow: next } = addRule(flow, stage, { when: conditionOf(is, flow, stage), to: 'people' })
        expect(AriConfig.safeParse({ ...DEFAULT_CONFIG, flow: next }).success).toBe(true)
      }
  })

  it('about a document is offered where there is a question about one, and begins with one', () => {
    const questions = flow.questions.filter(({ kind }) => kind !== 'document')
    expect(kindsFor(flow, 'always')).toContain('document_ready')
    expect(kindsFor({ ...flow, questions }, 'always')).not.toContain('document_ready')
    expect(conditionOf('document_ready', flow, 'routing')).toEqual({ is: 'document_ready', question: 'passport' })
  })

  it('about what the customer is after leaves out what no rule decides', () => {
    expect(INTENTS.filter((intent) => !OFFERED_INTENTS.includes(intent))).toEqual([
      ...[
        'reschedule',
        'cancel_booking',
        'pricing',
        'refund',
        'scholarship',
        'admission_decision',
        'human',
        'complaint',
        'stop',
      ],
    ])
  })
})

describe('a question as it is typed', () => {
  const check = (typed: Partial<Question>, isNew = true) =>
    checkQuestion({ ...pet, ...typed }, { isNew, others: flow.questions })

  it('is taken, trimmed', () => {
    expect(check({ label: ' Hewan ', about: ' hewan / pet ' }).found).toEqual(pet)
  })

  it.each([
    [{ key: 'Pet' }, { key: 'keyForm' }],
    [{ key: '1st' }, { key: 'keyForm' }],
    [{ key: '' }, { key: 'keyMissing' }],
    [{ key: 'a'.repeat(41) }, { key: 'keyLong' }],
    [{ key: 'name' }, { key: 'keyTaken' }],
    [{ label: ' ' }, { label: 'labelMissing' }],
    [{ label: 'a'.repeat(41) }, { label: 'labelLong' }],
    [{ about: 'x' }, { about: 'aboutShort' }],
    [{ about: 'x'.repeat(201) }, { about: 'aboutLong' }],
  ])('with %j is refused beside the field: %j', (typed, fields) => {
    expect(check(typed)).toEqual({ fields })
  })

  it('that was there keeps its key, and may have our name for it', () => {
    expect(check({ key: 'name', label: '' }, false).found).toMatchObject({ key: 'name', label: '' })
  })

  it('has a key made of its name', () => {
    expect(keyFrom('Kota asal')).toBe('kota_asal')
    expect(keyFrom('  2 Paspor & Visa? ')).toBe('paspor_visa')
    expect(keyFrom('Été')).toBe('ete')
    expect(keyFrom('日本')).toBe('')
  })
})

describe('undoing', () => {
  it('goes back a step at a time, forth again, and forgets what was undone once something else is done', () => {
    let history = note<string>(note<string>(NO_HISTORY, 'a', null), 'b', null)
    const once = back(history, 'c')!
    expect(once.state).toBe('b')
    expect(forth(once.history, 'b')!.state).toBe('c')
    const twice = back(once.history, 'b')!
    expect(twice.state).toBe('a')
    expect(back(twice.history, 'a')).toBeUndefined()
    history = note(once.history, 'b', null)
    expect(forth(history, 'd')).toBeUndefined()
  })

  it('takes the letters of one field as one step', () => {
    const typed = ['', 'h', 'he'].reduce<History<string>>((history, now) => note(history, now, 'goal'), NO_HISTORY)
    expect(typed.past).toEqual([''])
  })
})

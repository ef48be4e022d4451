import type { AriConfig } from '#schema/ari-config.ts'
import type { Condition, Factor, Question, Rule } from '#schema/ari-parts.ts'
import type { FieldProblem } from './contract.ts'

export type Text = (key: string, params?: Record<string, string | number>) => string
export type Words = ReturnType<typeof wordsFrom>

/** What the pieces of a configuration are called; `t` reads the namespace `config`. */
export function wordsFrom(t: Text, questions: readonly Question[]) {
  /** A question by its label, ours by the words of the inbox, else by its key. */
  const question = (key: string): string => {
    const label = questions.find((one) => one.key === key)?.label
    return label ? label : t(`inbox:facts.${key}`, { defaultValue: key.replaceAll('_', ' ') })
  }
  const stage = (key: string): string => t(`inbox:stages.${key}`, { defaultValue: key })
  const part = (key: string): string => t(`inbox:parts.${key}`, { defaultValue: key })
  const to = (key: string): string => (key === 'people' ? t('people') : stage(key))

  function condition(when: Condition): string {
    switch (when.is) {
      case 'answered':
      case 'document_ready':
        return t(`conditions.${when.is}`, { question: question(when.question) })
      case 'intent':
        return t('conditions.intent', { intent: t(`intents.${when.intent}`) })
      case 'turns':
        return t('conditions.turns', { number: when.count })
      case 'always':
      case 'required_answered':
      case 'wants_consultation':
      case 'score_reached':
      case 'booked':
      case 'no_slot':
        return t(`conditions.${when.is}`)
    }
  }

  function factor({ when }: Pick<Factor, 'when'>): string {
    switch (when.is) {
      case 'answered':
      case 'document_ready':
        return t(`factors.${when.is}`, { question: question(when.question) })
      case 'answered_count':
        return t('factors.answered_count', { number: when.count })
      case 'has_phone':
      case 'replied_within_day':
      case 'wants_consultation':
        return t(`factors.${when.is}`)
    }
  }

  /** What is wrong, in a sentence. */
  const problem = ({ code, params }: FieldProblem): string =>
    t(`wrong.${code}`, {
      ...params,
      ...('key' in params && { key: question(String(params['key'])) }),
      ...('stage' in params && { stage: stage(String(params['stage'])) }),
      ...('part' in params && { part: part(String(params['part'])) }),
    })

  return {
    ...{ question, stage, part, to, condition, factor, problem },
    rule: (rule: Rule): string => t('rule', { when: condition(rule.when), to: to(rule.to) }),
    /** For the `error` of a field. */
    error: (found: FieldProblem | undefined): string | undefined => found && problem(found),
  }
}

/** Questions that either configuration knows: those that were removed have their names still. */
export function questionsOfBoth(before: AriConfig, after: AriConfig): Question[] {
  const known = after.flow.questions.map(({ key }) => key)
  return [...after.flow.questions, ...before.flow.questions.filter(({ key }) => !known.includes(key))]
}

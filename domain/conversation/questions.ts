import type { AriRules } from '#schema/ari-config.ts'
import type { Stage } from '#schema/conversation.ts'

/** A question that the customer declined this often is not asked again. */
export const DECLINES_TO_DROP = 2

type Answers = { answered: readonly string[]; declined: Readonly<Record<string, number>> }
type Asked = { key: string; required: boolean }

/** The questions of a stage, in the order in which they are asked there. */
export function questionsOf({ questions, stages }: Pick<AriRules, 'questions' | 'stages'>, stage: Stage): Asked[] {
  return inOrder(questions, stages[stage].questions)
}

/** Those that `keys` name, in the order of the names. */
export function inOrder<Question extends { key: string }>(questions: readonly Question[], keys: readonly string[]) {
  return keys.flatMap((key) => questions.find((question) => question.key === key) ?? [])
}

/** What is still to be asked, in order: not answered, and not declined twice. */
export function openQuestions<Question extends Asked>(
  { answered, declined }: Answers,
  questions: readonly Question[],
): Question[] {
  return questions.filter(({ key }) => !answered.includes(key) && (declined[key] ?? 0) < DECLINES_TO_DROP)
}

/** Whether every required question is answered, or declined twice. */
export function isQualified(answers: Answers, questions: readonly Asked[]): boolean {
  return !openQuestions(answers, questions).some(({ required }) => required)
}

import { useTranslation } from 'react-i18next'
import type { Question } from '#schema/ari-parts.ts'
import type { FieldProblem } from './contract.ts'

/** What our own pieces of a configuration are called on pages. */
export function useWords(questions: readonly Question[]) {
  const { t } = useTranslation('config')
  /** A question by its label, ours by the words of the inbox, else by its key. */
  const question = (key: string): string => {
    const label = questions.find((one) => one.key === key)?.label
    return label ? label : t(`inbox:facts.${key}`, { defaultValue: key.replaceAll('_', ' ') })
  }
  const stage = (key: string): string => t(`inbox:stages.${key}`, { defaultValue: key })
  const part = (key: string): string => t(`inbox:parts.${key}`, { defaultValue: key })
  /** What is wrong, in a sentence. */
  const problem = ({ code, params }: FieldProblem): string =>
    t(`wrong.${code}`, {
      ...params,
      ...('key' in params && { key: question(String(params['key'])) }),
      ...('stage' in params && { stage: stage(String(params['stage'])) }),
      ...('part' in params && { part: part(String(params['part'])) }),
    })
  /** For the `error` of a field. */
  const error = (found: FieldProblem | undefined): string | undefined => found && problem(found)
  return { question, stage, part, problem, error }
}

import { useTranslation } from 'react-i18next'
import { REVIEW_LIMITS } from '#domain/review/settings.ts'
import type { RuleField, RulesState } from '../../../review/use-rules.ts'

const CODES = ['too_small', 'too_large', 'not_after_due', 'not_confirmed', 'not_live', 'missing']

/** What is wrong with a field of the rules, in words. */
export function useRuleError(rules: RulesState) {
  const { t } = useTranslation('rules')
  return (field: RuleField): string | undefined => {
    const code = rules.errorOf(field)
    if (code === undefined) return undefined
    const limits = Object.entries(REVIEW_LIMITS).find(([name]) => name === field)?.[1]
    const [min, max] = (limits ?? [0, 0]).map((n) => (field === 'belowConfidence' ? n * 100 : n))
    return t(`wrong.${CODES.includes(code) ? code : 'invalid'}`, { min, max })
  }
}

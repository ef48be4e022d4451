import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { REVIEW_LIMITS } from '#domain/review/settings.ts'
import type { RulesState } from '../../../review/use-rules.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { useRuleError } from './use-rule-error.ts'

type Field = 'firstDays' | 'sampledPercent' | 'dueSeconds' | 'handOverSeconds' | 'marginMinutes'
type Props = { rules: RulesState; field: Field; unit: string; hint?: ReactNode; step?: number }

/** One number of the rules, with its limits and what is wrong with it. */
export function RuleNumber({ rules, field, unit, hint, step = 1 }: Props) {
  const { t } = useTranslation('rules')
  const error = useRuleError(rules)(field)
  const [min, max] = REVIEW_LIMITS[field]
  return (
    <NumberField
      id={field}
      label={t(`fields.${field}`)}
      unit={unit}
      hint={hint ?? t(`hints.${field}`)}
      {...{ min, max, step, error }}
      disabled={!rules.mayEdit}
      value={rules.value.settings[field]}
      onChange={(value) => rules.set(field, value)}
    />
  )
}

import { useTranslation } from 'react-i18next'
import type { RulesState } from '../../../review/use-rules.ts'
import { TheirChanges } from '../their-changes.tsx'

/** Which rules somebody else changed first. */
export function TheirRules({ rules: { conflict } }: { rules: RulesState }) {
  const { t } = useTranslation('rules')
  function valueOf(field: string, value: unknown): string {
    if (value === null) return t('values.off')
    if (typeof value === 'boolean') return t(value ? 'values.on' : 'values.off')
    if (typeof value === 'number')
      return field === 'belowConfidence' ? `${String(Math.round(value * 100))}%` : String(value)
    if (typeof value === 'string') return field === 'policy' ? t(`policies.${value}`) : value
    const names = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
    if (names.length === 0) return t('values.none')
    return names.map((one) => t(field === 'stages' ? `inbox:stages.${one}` : `trial:intents.${one}`)).join(', ')
  }
  return (
    <TheirChanges
      conflict={conflict}
      words="rules"
      nameOf={(field) => t(`fields.${field}`, { defaultValue: field })}
      valueOf={valueOf}
    />
  )
}

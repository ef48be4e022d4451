import { useTranslation } from 'react-i18next'
import type { RuleField, RulesState, TheirChange } from '../../../review/use-rules.ts'
import { useNow, useTimes } from '../../../time/use-times.ts'
import { Notice } from '../../ui/states.tsx'

/** Somebody else saved first: who, what is another now, and that what was typed here still stands. */
export function TheirChanges({ rules: { conflict } }: { rules: RulesState }) {
  const { t } = useTranslation('rules')
  const times = useTimes()
  const now = useNow()
  const saidOf = useSaid()
  if (conflict === null) return null
  const { by, at, changes } = conflict
  return (
    <Notice tone="wait">
      <p className="font-medium">
        {at === null
          ? t('theirs.unknown')
          : t('theirs.title', { name: by ?? t('somebody'), at: times.both(Date.parse(at), now) })}
      </p>
      <ul className="mt-1 grid gap-0.5">
        {changes.map((change) => (
          <li key={change.field}>{saidOf(change)}</li>
        ))}
      </ul>
      <p className="mt-1">{t('theirs.kept')}</p>
    </Notice>
  )
}

function useSaid() {
  const { t } = useTranslation('rules')
  const value = (field: RuleField, it: unknown): string => {
    if (it === null) return t('values.off')
    if (typeof it === 'boolean') return t(it ? 'values.on' : 'values.off')
    if (typeof it === 'number') return field === 'belowConfidence' ? `${String(Math.round(it * 100))}%` : String(it)
    if (typeof it === 'string') return field === 'policy' ? t(`policies.${it}`) : it
    const names = Array.isArray(it) ? it.filter((one) => typeof one === 'string') : []
    if (names.length === 0) return t('values.none')
    return names.map((one) => t(field === 'stages' ? `inbox:stages.${one}` : `trial:intents.${one}`)).join(', ')
  }
  return ({ field, before, now }: TheirChange) =>
    t('theirs.change', {
      field: t(`fields.${field}`, { defaultValue: field }),
      before: value(field, before),
      now: value(field, now),
    })
}

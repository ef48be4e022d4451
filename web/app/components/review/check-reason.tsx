import { useTranslation } from 'react-i18next'
import { readReason, REASON_VALUES, type ReasonValueName } from '#domain/guardrails/reasons.ts'
import { useNumbers } from '../../figures/use-numbers.ts'

type Props = { sentence: string; className?: string }

/** Why a check failed or warned, in the reader's language; what only older drafts say stands as it was kept, in English. */
export function CheckReason({ sentence, className }: Props) {
  const { t } = useTranslation('check-reasons')
  const { count, share } = useNumbers()
  const read = readReason(sentence)
  if (read === null)
    return (
      <span data-words lang="en" className={className}>
        {sentence}
      </span>
    )

  function shown(name: ReasonValueName, value: string | number): string {
    const kind = REASON_VALUES[name]
    if (typeof value === 'number') return kind === 'share' ? share(value) : count(value)
    return kind === 'quote' ? value : t(`${name}.${value}`)
  }
  const values = Object.entries(read.values) as [ReasonValueName, string | number][]
  return (
    <span className={className}>
      {t(`reasons.${read.code}`, Object.fromEntries(values.map(([name, value]) => [name, shown(name, value)])))}
    </span>
  )
}

import { Check, Eye, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ReviewCheck } from '../../review/contract.ts'
import { Box } from './box.tsx'

/** What the draft was tested for: what a reader should look at first, then what it passed. */
export function Checks({ checks }: { checks: readonly ReviewCheck[] }) {
  const { t } = useTranslation('review')
  const isPlain = ({ passed, warning }: ReviewCheck) => passed && warning === null
  const odd = checks.filter((check) => !isPlain(check))
  const plain = checks.filter(isPlain)
  const aside =
    odd.length === 0
      ? t('passedAll', { passed: plain.length })
      : t('passedSome', { passed: plain.length, looked: odd.length })
  return (
    <Box title={t('checks')} {...(checks.length > 0 && { aside })}>
      {checks.length === 0 ? <p className="text-ink-2 text-xs">{t('noChecks')}</p> : null}
      <ul className="grid gap-1.5 text-xs leading-[18px]">
        {[...odd, ...plain].map((check) => (
          <Line key={check.name} check={check} />
        ))}
      </ul>
    </Box>
  )
}

function Line({ check: { name, passed, reason, warning } }: { check: ReviewCheck }) {
  const { t } = useTranslation('review')
  const named = t(`trial:checkNames.${name}`, { defaultValue: name.replaceAll('_', ' ') })
  if (passed && warning !== null)
    return (
      <li data-warning={name} className="flex gap-2">
        <Eye aria-hidden className="text-wait mt-0.5 size-3.5 shrink-0" />
        <span>
          <span className="text-wait font-medium">{t(`warnings.${name}`, { defaultValue: named })}</span>
          <span className="text-ink-2 text-2xs block leading-4">
            {t(`warningsAbout.${name}`, { defaultValue: warning })}
          </span>
        </span>
      </li>
    )
  return (
    <li className="text-ink-2 flex gap-2">
      {passed ? (
        <Check role="img" aria-label={t('trial:passed')} className="text-done mt-0.5 size-3.5 shrink-0" />
      ) : (
        <X role="img" aria-label={t('trial:notPassed')} className="text-stop mt-0.5 size-3.5 shrink-0" />
      )}
      <span className="min-w-0">
        {named}
        {reason === null || passed ? null : (
          <span data-words className="text-2xs block leading-4 [overflow-wrap:anywhere]">
            {reason}
          </span>
        )}
      </span>
    </li>
  )
}

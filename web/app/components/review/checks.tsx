import { Check, ChevronRight, Eye, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ReviewCheck } from '../../review/contract.ts'
import { cn } from '../ui/cn.ts'
import { Box } from './box.tsx'
import { CheckReason } from './check-reason.tsx'

/** What the draft was tested for: what a reader should look at first, then what it passed. */
export function Checks({ checks }: { checks: readonly ReviewCheck[] }) {
  const { t } = useTranslation('review')
  const isPlain = ({ passed, warning }: ReviewCheck) => passed && warning === null
  const odd = checks.filter((check) => !isPlain(check))
  const plain = checks.filter(isPlain)
  return (
    <Box title={t('checks')} {...(odd.length > 0 && { aside: t('looked', { n: odd.length }) })}>
      {checks.length === 0 ? <p className="text-ink-2 text-xs">{t('noChecks')}</p> : null}
      <Lines checks={odd} />
      {plain.length === 0 ? null : (
        <details className={cn('group', odd.length > 0 && 'border-line mt-1.5 border-t pt-1')}>
          <summary className="hover:bg-hover -mx-1.5 flex min-h-8 list-none items-center gap-1.5 rounded-xs px-1.5 text-xs pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
            <ChevronRight
              aria-hidden
              className="text-ink-3 size-3.5 shrink-0 transition-transform group-open:rotate-90"
            />
            <Check aria-hidden className="text-done size-3.5 shrink-0" />
            {t('passedAll', { passed: plain.length })}
          </summary>
          <div className="pt-0.5 pb-1 pl-5">
            <Lines checks={plain} />
          </div>
        </details>
      )}
    </Box>
  )
}

function Lines({ checks }: { checks: readonly ReviewCheck[] }) {
  return (
    <ul className="grid gap-1.5 text-xs leading-[18px]">
      {checks.map((check) => (
        <Line key={check.name} check={check} />
      ))}
    </ul>
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
          <span className="text-ink-2 text-2xs block leading-4 [overflow-wrap:anywhere]">
            {name === 'first_time' ? t('firstTimeAbout') : <CheckReason sentence={warning} />}
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
          <CheckReason sentence={reason} className="text-2xs block leading-4 [overflow-wrap:anywhere]" />
        )}
      </span>
    </li>
  )
}

import { Link } from '@remix-run/react'
import { CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RepeatAnswerShown, RepeatShown } from '../../trial/contract.ts'
import { CheckReason } from '../review/check-reason.tsx'
import { Pill } from '../ui/badge.tsx'
import { cn } from '../ui/cn.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { MARKS } from './marks.ts'

type Props = Pick<RepeatShown, 'facts' | 'state'> & { answer: RepeatAnswerShown | null; place: number }

/** One answer of several: its words with the facts marked, the entries it cites, and why it is not said where it is not. */
export function RepeatAnswer({ answer, place, facts, state }: Props) {
  const { t } = useTranslation('repeat')
  const isDrafted = answer === null || answer.decision === 'say' || answer.decision === 'offer_slots'
  return (
    <li className="flex min-w-0 flex-col gap-2 px-3.5 py-2.5 text-xs shadow-[1px_0_0_var(--line),0_1px_0_var(--line)]">
      <p className="flex flex-wrap items-center gap-1.5">
        <span className="text-ink-2 font-semibold">{t('answer', { place: place + 1 })}</span>
        {isDrafted ? null : <Pill tone="wait">{t(`trial:decisions.${answer.decision}`)}</Pill>}
      </p>
      {answer === null ? (
        state === 'running' ? (
          <div>
            <span className="sr-only">{t('waiting')}</span>
            <Skeleton className="h-14 w-full" />
          </div>
        ) : (
          <p className="text-ink-2">{t('notAsked')}</p>
        )
      ) : (
        <>
          <Words answer={answer} facts={facts} />
          {answer.reason === null ? null : (
            <p className="text-ink-2">{t('trial:because', { reason: t(`inbox:reasons.${answer.reason}`) })}</p>
          )}
          {answer.failure === null ? null : <p className="text-stop">{t('trial:failure')}</p>}
          <Checks answer={answer} />
          <Cited answer={answer} />
        </>
      )}
    </li>
  )
}

function Words({ answer: { isSaid, pieces }, facts }: { answer: RepeatAnswerShown } & Pick<Props, 'facts'>) {
  const { t } = useTranslation('repeat')
  if (pieces.length === 0) return <p className="text-ink-2">{t('noDraft')}</p>
  return (
    <div className={cn(!isSaid && 'border-line-2 text-ink-2 border-l-2 pl-2.5')}>
      {isSaid ? null : <span className="text-2xs block font-medium">{t('unsaid')}</span>}
      <p data-words className="text-sm [overflow-wrap:anywhere] whitespace-pre-wrap">
        {pieces.map(({ text, fact }, at) => {
          const standing = fact === null ? undefined : facts[fact]?.standing
          return standing === undefined ? (
            <span key={at}>{text}</span>
          ) : (
            <mark key={at} title={t(`standings.${standing}`)} className={cn('rounded-xs px-0.5', MARKS[standing])}>
              {text}
            </mark>
          )
        })}
      </p>
    </div>
  )
}

function Checks({ answer: { failedChecks, decision } }: { answer: RepeatAnswerShown }) {
  const { t } = useTranslation('trial')
  // What is refused needs no check: its words are the workspace's own.
  if (failedChecks.length === 0 || decision === 'refuse') return null
  return (
    <ul className="grid gap-1">
      {failedChecks.map(({ name, reason }) => (
        <li key={name} className="flex items-start gap-1.5">
          <CircleX aria-label={t('notPassed')} role="img" className="text-stop mt-px size-3.5 shrink-0" />
          <span className="min-w-0">
            {t(`checkNames.${name}`, { defaultValue: name.replaceAll('_', ' ') })}
            {reason === undefined ? null : (
              <CheckReason sentence={reason} className="text-ink-2 block [overflow-wrap:anywhere]" />
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Cited({ answer: { entries } }: { answer: RepeatAnswerShown }) {
  const { t } = useTranslation('repeat')
  const cited = entries.filter((entry) => entry.cited)
  if (cited.length === 0) return <p className="text-ink-2 mt-auto">{t('noSources')}</p>
  return (
    <div className="mt-auto">
      <p className="text-ink-2">{t('sources')}</p>
      <ul className="grid">
        {cited.map(({ id, title }) => (
          <li key={id} className="min-w-0">
            <Link
              data-words
              to={`/intern/database?entry=${id}`}
              className="text-accent block truncate font-medium underline-offset-4 hover:underline pointer-coarse:py-3"
              title={title}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

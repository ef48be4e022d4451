import { useTranslation } from 'react-i18next'
import type { DiffPart } from '#domain/review/word-diff.ts'

/** A text with what was taken out of it and what was put in. */
export function Difference({ parts, className }: { parts: readonly DiffPart[]; className?: string }) {
  const { t } = useTranslation('review')
  return (
    <p data-words data-difference className={className}>
      {parts.map(({ kind, text }, index) =>
        kind === 'same' ? (
          text
        ) : kind === 'removed' ? (
          <del
            key={index}
            className="bg-stop-soft text-stop mx-px rounded-[3px] px-0.5 decoration-1 [overflow-wrap:anywhere]"
          >
            <span className="sr-only">{t('removed')} </span>
            {text}
          </del>
        ) : (
          <ins key={index} className="bg-done-soft text-done mx-px rounded-[3px] px-0.5 no-underline">
            <span className="sr-only">{t('added')} </span>
            {text}
          </ins>
        ),
      )}
    </p>
  )
}

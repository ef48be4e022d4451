import { BookOpen, ChevronRight } from 'lucide-react'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReviewEntry } from '../../review/contract.ts'
import { Pill } from '../ui/badge.tsx'
import { Box } from './box.tsx'

/** What ARI had to answer from: what it cited first, and open; each is opened in place. */
export function Sources({ entries, place }: { entries: readonly ReviewEntry[]; place: Ref<HTMLElement> }) {
  const { t } = useTranslation('review')
  const cited = entries.filter((entry) => entry.cited)
  const sorted = [...cited, ...entries.filter((entry) => !entry.cited)]
  return (
    <Box
      title={t('sources')}
      aside={cited.length > 0 ? t('cited', { n: cited.length }) : t('found', { n: entries.length })}
      place={place}
    >
      {sorted.length === 0 ? <p className="text-ink-2 text-xs">{t('noSources')}</p> : null}
      {sorted.map((entry) => (
        <details
          key={entry.id}
          open={entry.cited}
          data-cited={entry.cited}
          className="border-line group py-1 [&:not(:first-of-type)]:border-t"
        >
          <summary className="hover:bg-hover -mx-1.5 flex min-h-8 list-none items-center gap-1.5 rounded-xs px-1.5 text-sm pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
            <ChevronRight
              aria-hidden
              className="text-ink-3 size-3.5 shrink-0 transition-transform group-open:rotate-90"
            />
            <BookOpen aria-hidden className="text-ari size-3.5 shrink-0" />
            <span data-words className="min-w-0 flex-1 truncate font-medium" title={entry.title}>
              {entry.title}
            </span>
            {entry.cited ? (
              <Pill tone="ari">{t('isCited')}</Pill>
            ) : (
              <span className="text-ink-2 text-2xs">
                {t(`database:kinds.${entry.kind}`, { defaultValue: entry.kind })}
              </span>
            )}
          </summary>
          <p
            data-words
            className="text-ink-2 mt-0.5 mb-1.5 max-h-60 overflow-y-auto pl-5 text-xs leading-[18px] whitespace-pre-line [overflow-wrap:anywhere]"
          >
            {entry.content}
          </p>
        </details>
      ))}
    </Box>
  )
}

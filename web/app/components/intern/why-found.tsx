import { useTranslation } from 'react-i18next'
import type { KnowledgeMatch } from '#schema/knowledge.ts'
import { Pill } from '../ui/badge.tsx'

type Props = {
  why: readonly KnowledgeMatch[]
  /** How near its meaning is to the message's, where that was asked for. */
  likeness?: number | undefined
}

/** Why an entry was found: each word of the message that led to it, and how; and how near its meaning is. */
export function WhyFound({ why, likeness }: Props) {
  const { t, i18n } = useTranslation('database')
  if (why.length === 0 && likeness === undefined) return null
  const near =
    likeness === undefined ? null : new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 }).format(likeness)
  return (
    <ul className="mt-1.5 flex flex-wrap gap-1" aria-label={t('try.whyFound')}>
      {near === null ? null : (
        <li title={t('try.byMeaning')}>
          <Pill tone="accent">{t('try.likeness', { likeness: near })}</Pill>
        </li>
      )}
      {why.map(({ asked, matched, by, inTitle, points }) => (
        <li
          key={asked}
          className="max-w-full"
          title={`${t(`try.by.${by}`)}${inTitle ? `, ${t('try.inTitle')}` : ''}: ${String(points)}`}
        >
          <Pill tone={by === 'spelling' ? 'wait' : 'plain'} className="max-w-full">
            <span className="min-w-0 truncate">{t(`try.why.${by}`, { asked, matched })}</span>
            {inTitle ? <span className="text-ink-3 shrink-0">{t('try.inTitle')}</span> : null}
          </Pill>
        </li>
      ))}
    </ul>
  )
}

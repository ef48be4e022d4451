import { useTranslation } from 'react-i18next'
import type { KnowledgeMatch } from '#schema/knowledge.ts'
import { Pill } from '../ui/badge.tsx'

/** Why an entry was found: each word of the message that led to it, and how. */
export function WhyFound({ why }: { why: readonly KnowledgeMatch[] }) {
  const { t } = useTranslation('database')
  if (why.length === 0) return null
  return (
    <ul className="mt-1.5 flex flex-wrap gap-1" aria-label={t('try.whyFound')}>
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

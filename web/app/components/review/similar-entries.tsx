import { Link } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createAsker } from '../../inbox/api.ts'
import type { SimilarAnswer, SimilarEntry } from '../../review/learning.ts'

/** Where an entry is opened. */
export const entryPath = ({ id, title }: Pick<SimilarEntry, 'id' | 'title'>) =>
  `/intern/database?${new URLSearchParams({ q: title, entry: id }).toString()}`

/** What ARI would find for this question already: better put right there than written twice. */
export function SimilarEntries({ proposalId }: { proposalId: string }) {
  const { t } = useTranslation('learning')
  const [similar, setSimilar] = useState<SimilarEntry[]>([])
  useEffect(() => {
    let isLeft = false
    void createAsker<SimilarAnswer>()(`/api/review/proposals/${proposalId}`).then((answer) => {
      if (!isLeft && answer !== 'unchanged' && answer.ok) setSimilar(answer.data.similar)
    })
    return () => {
      isLeft = true
    }
  }, [proposalId])
  if (similar.length === 0) return null
  return (
    <div className="bg-sunken rounded-sm px-3 py-2">
      <p className="text-ink-2 text-xs">{t('similar')}</p>
      <ul className="mt-0.5">
        {similar.map((entry) => (
          <li key={entry.id} className="min-w-0">
            <Link
              to={entryPath(entry)}
              title={entry.content}
              className="hover:bg-hover -mx-1.5 flex min-h-8 min-w-0 items-center gap-2 rounded-xs px-1.5 text-xs pointer-coarse:min-h-11"
            >
              <span data-words className="text-accent min-w-0 flex-1 truncate font-medium underline underline-offset-2">
                {entry.title}
              </span>
              <span className="text-ink-2 text-2xs shrink-0">
                {t(`database:kinds.${entry.kind}`, { defaultValue: entry.kind })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

import { Link } from '@remix-run/react'
import { FlaskConical } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ReviewQueue } from '../../review/contract.ts'

/** Below what waits now: test conversations of the release, which the same people read. */
export function TestsToRead({ tests: { count, first } }: { tests: ReviewQueue['tests'] }) {
  const { t } = useTranslation('release')
  if (count === 0) return null
  return (
    <section aria-label={t('queue.title')} className="border-line mt-2 border-t pt-1">
      <h2 className="text-2xs text-ink-2 flex items-baseline gap-2 px-2 pt-2 pb-1 font-semibold">
        {t('queue.title')}
        <span className="ml-auto font-normal tabular-nums">{count}</span>
      </h2>
      <ul>
        {first.map(({ id, title }) => (
          <li key={id}>
            <Link
              to={`/review/release/${id}`}
              className="hover:bg-hover flex min-h-9 items-center gap-2 rounded-md px-2 transition-colors pointer-coarse:min-h-11"
            >
              <FlaskConical aria-hidden className="text-ari size-4 shrink-0" />
              <span data-words className="min-w-0 truncate" title={title}>
                {title}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {count > first.length ? (
        <Link
          to="/review/release"
          className="text-accent inline-flex min-h-8 items-center px-2 text-xs font-medium underline-offset-4 hover:underline pointer-coarse:min-h-11"
        >
          {t('queue.all', { n: count })}
        </Link>
      ) : null}
    </section>
  )
}

import { Link, useLocation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useOpenProposals } from '../../review/use-open-proposals.ts'
import { Badge } from '../ui/badge.tsx'
import { cn } from '../ui/cn.ts'

/** From what waits now to what is set once. */
const REVIEW_TABS = ['queue', 'release', 'answers', 'figures', 'learning', 'incident', 'settings'] as const
const MOST_COUNTED = 99
type ReviewTab = (typeof REVIEW_TABS)[number]

/** The parts of reviewing. A draft that is open is part of the queue. */
export function ReviewTabs() {
  const { t } = useTranslation('review')
  const { pathname } = useLocation()
  const proposals = useOpenProposals() ?? 0
  const isIn = (tab: ReviewTab) => pathname === `/review/${tab}` || pathname.startsWith(`/review/${tab}/`)
  const here = REVIEW_TABS.find(isIn) ?? 'queue'
  const bar = useRef<HTMLElement>(null)
  // On a phone they do not all fit: the one that is open is in sight.
  useEffect(() => {
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [here])
  return (
    <nav
      ref={bar}
      aria-label={t('tabsLabel')}
      className="bg-surface border-line flex shrink-0 gap-1 overflow-x-auto border-b px-2 md:px-4"
    >
      {REVIEW_TABS.map((tab) => (
        <Link
          key={tab}
          to={tab === 'queue' ? '/review' : `/review/${tab}`}
          prefetch="intent"
          aria-current={tab === here ? 'page' : undefined}
          className={cn(
            '-mb-px flex h-10 shrink-0 items-center border-b-2 px-2.5 font-medium whitespace-nowrap transition-colors pointer-coarse:h-11',
            tab === here ? 'border-accent text-ink' : 'text-ink-2 hover:text-ink border-transparent',
          )}
        >
          {t(`tabs.${tab}`)}
          {tab === 'learning' && proposals > 0 ? (
            <Badge tone="ari" className="ml-1.5">
              <span aria-hidden>{proposals > MOST_COUNTED ? `${String(MOST_COUNTED)}+` : proposals}</span>
              <span className="sr-only">{t('learning:openCount', { n: proposals })}</span>
            </Badge>
          ) : null}
        </Link>
      ))}
    </nav>
  )
}

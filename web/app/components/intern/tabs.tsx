import { NavLink } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { cn } from '../ui/cn.ts'

/** In the order in which ARI is set up: who it is, what it does and knows, whom it values, what it offers; its test. */
const INTERN_TABS = ['persona', 'flow', 'database', 'scoring', 'slots', 'test'] as const

export function InternTabs() {
  const { t } = useTranslation('intern')
  return (
    <nav aria-label={t('tabsLabel')} className="-mb-px flex gap-1 overflow-x-auto px-2 md:px-4">
      {INTERN_TABS.map((tab) => (
        <NavLink
          key={tab}
          to={`/intern/${tab}`}
          prefetch="intent"
          className={({ isActive }) =>
            cn(
              'flex h-10 shrink-0 items-center border-b-2 px-2.5 font-medium whitespace-nowrap transition-colors pointer-coarse:h-11',
              isActive ? 'border-accent text-ink' : 'text-ink-2 hover:text-ink border-transparent',
            )
          }
        >
          {t(`tabs.${tab}`)}
        </NavLink>
      ))}
    </nav>
  )
}

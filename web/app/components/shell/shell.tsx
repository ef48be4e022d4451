import { NavLink, useMatches } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { BrandMark } from '../pages/brand-mark.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { cn } from '../ui/cn.ts'
import { Toaster } from '../ui/toaster.tsx'
import { TooltipProvider } from '../ui/tooltip.tsx'
import { AccountMenu } from './account-menu.tsx'
import { AttentionLater } from './attention-later.tsx'
import { ConnectionProvider, ConnectionStatus } from './connection.tsx'
import { areasFor, type Area } from './nav.ts'
import { useWaiting, WaitingProvider } from './waiting.tsx'

export type ShellProps = {
  user: { id: string; name: string; email: string; isPlatformAdmin: boolean }
  workspace: { id: string; name: string }
  workspaces: readonly { id: string; name: string }[]
  role: 'owner' | 'admin' | 'member'
  language: 'id' | 'en'
  theme: 'system' | 'light' | 'dark'
  demoMode: boolean
  /** Drafts that wait for a reviewer. */
  waiting: number
  children: ReactNode
}

/** A page that needs the whole of a phone's screen says `handle = { fillsPhone: true }`. */
const fillsPhone = ({ handle }: { handle: unknown }) =>
  typeof handle === 'object' && handle !== null && 'fillsPhone' in handle

/** What stands around every page of a workspace: a rail on the left, on a phone a bar below. */
export function Shell({ children, ...props }: ShellProps) {
  const { user, workspace, demoMode, waiting } = props
  const { t } = useTranslation('common')
  const hidesBar = useMatches().some(fillsPhone)
  const areas = areasFor(user)
  const me = (
    <button type="button" className="relative rounded-full">
      <span className="sr-only">{t('accountOf', { name: user.name })}</span>
      <Avatar name={user.name} id={user.id} size={36} staff />
    </button>
  )
  return (
    <TooltipProvider delayDuration={400}>
      <ConnectionProvider>
        <WaitingProvider loaded={waiting}>
          <div data-workspace={workspace.id} className="flex h-dvh flex-col overflow-hidden md:flex-row">
            <a
              href="#content"
              className="bg-surface shadow-pop sr-only z-50 rounded-sm px-3 py-2 focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
            >
              {t('skip')}
            </a>
            <div className="bg-rail hidden w-18 shrink-0 flex-col items-center py-3 md:flex">
              <BrandMark className="mb-4" />
              <nav aria-label={t('areas')} className="flex w-full flex-col gap-1 px-1.5">
                {areas.map((area) => (
                  <AreaLink key={area.to} area={area} />
                ))}
              </nav>
              <footer className="mt-auto flex flex-col items-center gap-2.5">
                <ConnectionStatus demoMode={demoMode} />
                <AccountMenu {...props} trigger={me} side="right" />
              </footer>
            </div>
            <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
              {children}
            </main>
            <footer
              className={cn(
                'bg-rail border-line flex h-15 shrink-0 items-center justify-around border-t px-3 md:hidden',
                hidesBar && 'hidden',
              )}
            >
              <nav aria-label={t('areas')} className="flex gap-2">
                {areas.map((area) => (
                  <AreaLink key={area.to} area={area} />
                ))}
              </nav>
              <ConnectionStatus demoMode={demoMode} />
              <AccountMenu {...props} trigger={me} side="top" />
            </footer>
          </div>
          <Toaster />
          <AttentionLater />
        </WaitingProvider>
      </ConnectionProvider>
    </TooltipProvider>
  )
}

const MOST_COUNTED = 99

function AreaLink({ area: { to, label, icon: Icon } }: { area: Area }) {
  const { t } = useTranslation('common')
  const { waiting } = useWaiting()
  const isCounted = label === 'review' && waiting > 0
  return (
    <NavLink
      to={to}
      className={({ isActive }) =>
        cn(
          'text-2xs flex min-h-13 min-w-15 flex-col items-center justify-center gap-0.5 rounded-md px-1 text-center font-medium transition-colors',
          isActive ? 'bg-surface text-accent shadow-row font-semibold' : 'text-ink-2 hover:bg-hover',
        )
      }
    >
      <span className="relative">
        <Icon aria-hidden className="size-5" strokeWidth={1.6} />
        {isCounted ? (
          <>
            <Badge tone="wait" className="absolute -top-2 left-3">
              <span aria-hidden>{waiting > MOST_COUNTED ? `${String(MOST_COUNTED)}+` : waiting}</span>
            </Badge>
            <span className="sr-only">{t('waiting', { n: waiting })}</span>
          </>
        ) : null}
      </span>
      {t(`nav.${label}`)}
    </NavLink>
  )
}

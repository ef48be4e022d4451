import { Form, Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { BRAND } from '../../brand.ts'
import { PreferenceSwitches } from './preference-switches.tsx'

export type ShellProps = {
  user: { name: string; email: string; isPlatformAdmin: boolean }
  workspace: { id: string; name: string }
  workspaces: readonly { id: string; name: string }[]
  role: 'owner' | 'admin' | 'member'
  language: 'id' | 'en'
  theme: 'system' | 'light' | 'dark'
  children: ReactNode
}

/** What stands around every page of a workspace: where one is, who one is, and the ways on. */
export function Shell({ user, workspace, workspaces, role, language, theme, children }: ShellProps) {
  const { t } = useTranslation('common')
  return (
    <div className="flex min-h-dvh flex-col">
      <a href="#content" className="bg-surface sr-only rounded-lg px-3 py-2 focus:not-sr-only focus:absolute">
        {t('skip')}
      </a>
      <header
        data-workspace={workspace.id}
        className="border-line bg-surface flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-2"
      >
        <Link to="/inbox" className="font-semibold">
          {BRAND}
        </Link>
        <nav className="flex gap-3 text-sm">
          <Link to="/inbox">{t('inbox')}</Link>
          {user.isPlatformAdmin ? <Link to="/admin">{t('admin')}</Link> : null}
        </nav>
        {workspaces.length > 1 ? (
          <form method="post" action="/workspace" className="flex gap-2 text-sm">
            <select
              name="workspaceId"
              defaultValue={workspace.id}
              aria-label={t('workspace')}
              className="border-line-2 bg-surface min-h-9 max-w-48 rounded-lg border px-2"
            >
              {workspaces.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
            <button type="submit" className="text-accent font-medium">
              {t('switchWorkspace')}
            </button>
          </form>
        ) : (
          <span className="text-ink-2 max-w-48 truncate text-sm">{workspace.name}</span>
        )}
        <span className="flex-1" />
        <PreferenceSwitches language={language} theme={theme} />
        <span className="text-ink-2 max-w-48 truncate text-sm" title={user.email}>
          {user.name} · {t(`roles.${role}`)}
        </span>
        <Form method="post" action="/sign-out">
          <button type="submit" className="text-accent text-sm font-medium">
            {t('signOut')}
          </button>
        </Form>
      </header>
      <main id="content" className="flex min-h-0 flex-1 flex-col">
        {children}
      </main>
    </div>
  )
}

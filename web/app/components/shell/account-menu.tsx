import { useLocation, useNavigate } from '@remix-run/react'
import { Bell, LogOut, Zap } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { forgetDrafts } from '../../inbox/drafts.ts'
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from '../ui/menu.tsx'
import { postPage } from './post-page.ts'
import type { ShellProps } from './shell.tsx'

const LANGUAGES = ['id', 'en'] as const
const THEMES = ['system', 'light', 'dark'] as const

type Props = Pick<ShellProps, 'user' | 'role' | 'workspace' | 'workspaces' | 'language' | 'theme'> & {
  trigger: ReactNode
  side: 'top' | 'right'
}

/** Who one is, where one is, and how one likes it. */
export function AccountMenu({ user, role, workspace, workspaces, language, theme, trigger, side }: Props) {
  const { t } = useTranslation('common')
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const prefer = (wish: Record<string, string>) => postPage('/preferences', { ...wish, next: pathname + search })
  return (
    <Menu trigger={trigger} side={side}>
      <div className="px-2 py-2">
        <p className="truncate font-semibold" title={user.name}>
          {user.name}
        </p>
        <p className="text-ink-2 truncate text-xs" title={user.email}>
          {user.email}
        </p>
        <p className="text-ink-3 mt-0.5 truncate text-xs">{`${t(`roles.${role}`)} · ${workspace.name}`}</p>
      </div>
      {workspaces.length > 1 ? (
        <>
          <MenuLine />
          <MenuLabel>{t('workspace')}</MenuLabel>
          <MenuChoice
            value={workspace.id}
            options={workspaces.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(workspaceId) => postPage('/workspace', { workspaceId })}
          />
        </>
      ) : null}
      <MenuLine />
      <MenuItem icon={<Zap aria-hidden className="size-4" />} onSelect={() => navigate('/quick-replies')}>
        {t('quick-replies:title')}
      </MenuItem>
      <MenuItem icon={<Bell aria-hidden className="size-4" />} onSelect={() => navigate('/notifications')}>
        {t('notifications')}
      </MenuItem>
      <MenuLine />
      <MenuLabel>{t('language')}</MenuLabel>
      <MenuChoice
        value={language}
        options={LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
        onChange={(value) => prefer({ language: value })}
      />
      <MenuLabel>{t('theme')}</MenuLabel>
      <MenuChoice
        value={theme}
        options={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
        onChange={(value) => prefer({ theme: value })}
      />
      <MenuLine />
      <MenuItem
        icon={<LogOut aria-hidden className="size-4" />}
        onSelect={() => {
          forgetDrafts()
          postPage('/sign-out')
        }}
      >
        {t('signOut')}
      </MenuItem>
    </Menu>
  )
}

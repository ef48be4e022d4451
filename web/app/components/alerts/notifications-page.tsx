import { useTranslation } from 'react-i18next'
import type { AlertsPage } from '../../alerts/contract.ts'
import { DevicePanel } from './device-panel.tsx'
import { PersonalPanels } from './personal-panels.tsx'
import { SlackPanel } from './slack-panel.tsx'

/** How one is told of what cannot wait, in the order in which it reaches one: here, on this device, by mail; then the team. */
export function NotificationsPage({ settings, role, email, pushKey, isDemo, slack }: AlertsPage) {
  const { t } = useTranslation('alerts')
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="bg-surface border-line flex h-14 shrink-0 items-center gap-3 border-b px-4 md:px-6">
        <h1 className="text-md min-w-0 flex-1 truncate font-semibold">{t('title')}</h1>
      </header>
      <div className="relative min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid w-full max-w-180 gap-4 px-4 py-4 md:px-6">
          <p className="text-ink-2">{t('about')}</p>
          <DevicePanel pushKey={pushKey} isDemo={isDemo} />
          <PersonalPanels settings={settings} role={role} email={email} />
          {slack === undefined ? null : <SlackPanel slack={slack} />}
        </div>
      </div>
    </div>
  )
}

import { createContext, useContext, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '../ui/cn.ts'

/** Whether news comes by itself: `waiting` before it does, `lost` while it comes by asking only. */
export type Connection = 'waiting' | 'live' | 'lost'

/** Null: the page has no news to wait for. */
const ConnectionContext = createContext<[Connection | null, (now: Connection | null) => void]>([null, () => undefined])

export function ConnectionProvider({ children }: { children: ReactNode }) {
  return <ConnectionContext.Provider value={useState<Connection | null>(null)}>{children}</ConnectionContext.Provider>
}

export const useConnection = () => useContext(ConnectionContext)

const DOTS = { waiting: 'bg-ink-3', live: 'bg-done', lost: 'bg-stop', offline: 'bg-offline' }

/** The footer's word on the connection; a demo, which reaches nobody outside, says that instead. */
export function ConnectionStatus({ demoMode, className }: { demoMode: boolean; className?: string }) {
  const { t } = useTranslation('common')
  const [connection] = useConnection()
  const state = demoMode ? 'offline' : connection
  if (state === null) return null
  return (
    <p
      role="status"
      title={state === 'offline' ? t('offlineModeAbout') : t(`connections.${state}About`)}
      className={cn(
        'text-ink-2 text-2xs flex flex-col items-center gap-1 text-center leading-3 font-medium',
        className,
      )}
    >
      <span aria-hidden data-dot={state} className={cn('size-2 shrink-0 rounded-full', DOTS[state])} />
      {state === 'offline' ? t('offlineMode') : t(`connections.${state}`)}
    </p>
  )
}

import { createContext, useContext, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '../ui/cn.ts'

/** Whether news comes by itself: `waiting` before it does, `lost` while it comes by asking only. */
export type Connection = 'waiting' | 'live' | 'lost'

const ConnectionContext = createContext<[Connection, (now: Connection) => void]>(['waiting', () => undefined])

export function ConnectionProvider({ children }: { children: ReactNode }) {
  return <ConnectionContext.Provider value={useState<Connection>('waiting')}>{children}</ConnectionContext.Provider>
}

export const useConnection = () => useContext(ConnectionContext)

const DOTS = { waiting: 'bg-ink-3', live: 'bg-done', lost: 'bg-stop' }

/** The footer's word on the connection; a demo, which reaches nobody outside, says that instead. */
export function ConnectionStatus({ demoMode, className }: { demoMode: boolean; className?: string }) {
  const { t } = useTranslation('common')
  const [connection] = useConnection()
  return (
    <p
      role="status"
      title={demoMode ? t('offlineModeAbout') : t(`connections.${connection}About`)}
      className={cn(
        'text-ink-2 text-2xs flex flex-col items-center gap-1 text-center leading-3 font-medium',
        className,
      )}
    >
      <span
        aria-hidden
        data-dot={demoMode ? 'offline' : connection}
        className={cn('size-2 shrink-0 rounded-full', demoMode ? 'bg-offline' : DOTS[connection])}
      />
      {demoMode ? t('offlineMode') : t(`connections.${connection}`)}
    </p>
  )
}

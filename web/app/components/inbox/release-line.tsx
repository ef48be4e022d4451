import { Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { serverClock } from '../../time/server-clock.ts'
import { Button } from '../ui/button.tsx'

type Props = { releaseAt: string; onRecall: () => Promise<void> }

/** Under a message that has not gone out yet: how long it waits, and the way to take it back. */
export function ReleaseLine({ releaseAt, onRecall }: Props) {
  const { t } = useTranslation('inbox')
  const [now, setNow] = useState(() => serverClock.now())
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverClock.now()), 250)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.ceil((Date.parse(releaseAt) - now) / 1000)
  if (seconds <= 0) return null
  return (
    <p className="clear-both flex flex-wrap items-center gap-2 pt-1.5 text-xs">
      <span className="text-ink-2 tabular-nums">{t('releasedIn', { seconds })}</span>
      <Button
        size="s"
        busy={isBusy}
        onClick={() => {
          setBusy(true)
          void onRecall().finally(() => setBusy(false))
        }}
      >
        <Undo2 aria-hidden className="size-3.5" />
        {t('recall')}
      </Button>
    </p>
  )
}

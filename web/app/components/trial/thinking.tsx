import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'

const COUNT_FROM_S = 2

/** ARI is at it; for how long, and a way to stop it. */
export function Thinking({ since, botName, onStop }: { since: string; botName: string; onStop: () => void }) {
  const { t } = useTranslation('trial')
  const [now, setNow] = useState(() => Date.parse(since))
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.floor((now - Date.parse(since)) / 1000)
  return (
    <div
      role="status"
      className="bubble mt-2! flex items-center gap-2.5"
      data-by="bot"
      data-side="theirs"
      data-first="true"
    >
      <span aria-hidden className="flex gap-1">
        {[0, 1, 2].map((dot) => (
          <i
            key={dot}
            className="bg-ari animate-skeleton size-1.5 rounded-full"
            style={{ animationDelay: `${String(dot * 200)}ms` }}
          />
        ))}
      </span>
      <span className="text-ari text-xs font-medium">{t('thinking', { bot: botName })}</span>
      {seconds < COUNT_FROM_S ? null : (
        <span aria-hidden className="text-ink-2 text-xs tabular-nums">
          {t('seconds', { seconds })}
        </span>
      )}
      <Button size="s" look="quiet" onClick={onStop}>
        {t('stop')}
      </Button>
    </div>
  )
}

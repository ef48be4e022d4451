import { Clock3, Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNow, useTimes } from '../../time/use-times.ts'
import { leftOf } from '../../time/wib.ts'
import { cn } from '../ui/cn.ts'

const SAID_FROM_HOURS = 4
const SOON_HOURS = 2

/** How long we may still write freely, from four hours before the end on; and that it is over. Ticks by itself. */
export function WindowMark({ until }: { until: string | null }) {
  const { t } = useTranslation('inbox')
  const times = useTimes()
  const now = useNow()
  const ends = until === null ? null : Date.parse(until)
  if (ends === null || ends <= now)
    return (
      <span data-window="closed" title={t('windowClosed')} className="text-ink-3 flex shrink-0 items-center gap-1">
        <Lock aria-hidden className="size-3" />
        <span className="text-2xs">{t('windowShut')}</span>
      </span>
    )
  const { hours, minutes } = leftOf(ends, now)
  if (hours >= SAID_FROM_HOURS) return null
  return (
    <span
      data-window="closing"
      title={t('windowUntil', { at: times.full(ends) })}
      className={cn('flex shrink-0 items-center gap-1', hours < SOON_HOURS ? 'text-wait' : 'text-ink-3')}
    >
      <Clock3 aria-hidden className="size-3" />
      <span className="sr-only">{t('windowLeft', { hours, minutes })}</span>
      <span aria-hidden className="text-2xs tabular-nums">
        {hours === 0 ? t('minutesLeft', { minutes }) : t('hoursLeft', { hours, minutes })}
      </span>
    </span>
  )
}

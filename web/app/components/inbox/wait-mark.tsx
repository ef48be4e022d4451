import { Hourglass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSeconds, useTimes } from '../../time/use-times.ts'
import { Pill } from '../ui/badge.tsx'

/** A customer who was promised a person hears from one within this. */
const ANSWER_WITHIN_MS = 2 * 60_000
const SECOND_MS = 1_000
const HOUR_MS = 60 * 60_000

/** How long a customer has waited for a person, to the second at first; late after two minutes, unless nobody is there. */
export function WaitMark({ since, promisedAt }: { since: string; promisedAt: string | null }) {
  const { t } = useTranslation('inbox')
  const times = useTimes()
  const now = useSeconds()
  const from = Date.parse(since)
  const back = promisedAt === null ? null : Date.parse(promisedAt)
  if (back !== null && back > now)
    return (
      <span title={t('waiting:backAbout', { at: times.full(back) })} data-wait="promised" className="inline-flex">
        <Pill tone="wait">
          <Hourglass aria-hidden className="size-3" />
          {t('waiting:back', { at: times.clock(back) })}
        </Pill>
      </span>
    )
  const waitedMs = Math.max(0, now - (back ?? from))
  const isLate = waitedMs >= ANSWER_WITHIN_MS
  const about = t(isLate ? 'waiting:lateAbout' : 'waiting:about', { at: times.full(from) })
  return (
    <span title={about} data-wait={isLate ? 'late' : 'waiting'} className="inline-flex">
      <Pill tone={isLate ? 'stop' : 'wait'}>
        <Hourglass aria-hidden className="size-3" />
        <span className="sr-only">{t('floors.team')}</span>
        {waitedMs < HOUR_MS ? minutesOf(waitedMs) : times.ago(back ?? from, now)}
      </Pill>
    </span>
  )
}

function minutesOf(ms: number): string {
  const seconds = Math.floor(ms / SECOND_MS)
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`
}

import { Send, Timer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { HeldDraft } from '../../review/contract.ts'
import { useTimes } from '../../time/use-times.ts'
import { cn } from '../ui/cn.ts'

type Due = Pick<HeldDraft, 'dueAt' | 'sendsItself'>

const SECOND_MS = 1_000

/** `00:21`; over an hour the minutes go on counting. */
export function minutesOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS))
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}

/** How long until it is due or goes out by itself, or by how much that is over; nothing where no time is set. */
export function DueMark({
  draft: { dueAt, sendsItself },
  now,
  big = false,
}: {
  draft: Due
  now: number
  big?: boolean
}) {
  const { t } = useTranslation('review')
  const times = useTimes()
  if (dueAt === null) return null
  const due = Date.parse(dueAt)
  const isLate = due <= now
  // A second that has begun counts: it says 00:00 when it is due, not before.
  const left = minutesOf(Math.ceil((due - now) / SECOND_MS) * SECOND_MS)
  const Icon = sendsItself ? Send : Timer
  const about = sendsItself ? 'sendsItselfIn' : 'dueIn'
  return (
    <span
      data-due={isLate ? 'late' : 'waiting'}
      title={isLate ? t('lateByAbout', { at: times.clock(due) }) : t(about, { time: left })}
      className={cn(
        'inline-flex shrink-0 items-center gap-1 font-semibold whitespace-nowrap tabular-nums',
        big ? 'text-base' : 'text-2xs',
        isLate || sendsItself ? 'text-stop' : 'text-wait',
      )}
    >
      <Icon aria-hidden className={big ? 'size-4' : 'size-3'} />
      {isLate ? t('lateBy', { time: minutesOf(now - due) }) : left}
    </span>
  )
}

/** How much of the time to decide is left, as a thin line; of what is late, how near its end is. */
export function DueBar({ draft: { heldAt, dueAt, endsAt, sendsItself }, now }: { draft: HeldDraft; now: number }) {
  if (dueAt === null) return <div aria-hidden className="bg-wait-line h-0.5" />
  const due = Date.parse(dueAt)
  const isLate = due <= now
  const isRed = isLate || sendsItself
  const [from, to] = isLate ? [due, endsAt === null ? due : Date.parse(endsAt)] : [Date.parse(heldAt), due]
  const left = to <= from ? 0 : Math.min(1, Math.max(0, (to - now) / (to - from)))
  return (
    <div aria-hidden className={cn('h-0.5', isRed ? 'bg-stop-soft' : 'bg-wait-line/50')}>
      <div
        className={cn('h-full transition-[width] duration-1000 ease-linear', isRed ? 'bg-stop' : 'bg-wait')}
        style={{ width: `${(left * 100).toFixed(1)}%` }}
      />
    </div>
  )
}

const WARNED_AT_S = 10

/** Says to screen readers, and only to them, that ten seconds are left, and that it is due: nothing in between. */
export function DueVoice({ draft: { dueAt, sendsItself }, now }: { draft: Due; now: number }) {
  const { t } = useTranslation('review')
  const left = dueAt === null ? Infinity : (Date.parse(dueAt) - now) / SECOND_MS
  return (
    <p role="status" className="sr-only">
      {left <= 0 ? t('dueNow') : left <= WARNED_AT_S ? t(sendsItself ? 'tenSecondsItself' : 'tenSeconds') : null}
    </p>
  )
}

import { Hourglass, Pause } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationRow, ShownClock } from '../../inbox/contract.ts'
import { useSeconds, useTimes } from '../../time/use-times.ts'
import { Pill } from '../ui/badge.tsx'

const SECOND_MS = 1_000
const HOUR_MS = 60 * 60_000

type Waits = Pick<ConversationRow, 'waitsSince' | 'promisedAt' | 'answer'>

/** How long people have left to answer, to the second; nothing where no customer waits for them. */
export function WaitMark({ row: { waitsSince, promisedAt, answer } }: { row: Waits }) {
  if (waitsSince === null && answer === null) return null
  const since = answer?.since ?? Date.parse(waitsSince ?? '')
  return <Waiting since={since} back={promisedAt === null ? null : Date.parse(promisedAt)} clock={answer} />
}

function Waiting({ since, back, clock }: { since: number; back: number | null; clock: ShownClock | null }) {
  const { t } = useTranslation('inbox')
  const times = useTimes()
  const now = useSeconds()
  const at = times.full(since)
  if (back !== null && back > now)
    return (
      <Mark wait="promised" tone="wait" about={t('waiting:backAbout', { at: times.full(back) })}>
        {t('waiting:back', { at: times.clock(back) })}
      </Mark>
    )
  // Nobody is told to be quick: how long it has been.
  if (clock === null)
    return (
      <Mark wait="waiting" tone="wait" about={t('waiting:about', { at })}>
        {spanOf(now - since, times.ago(since, now))}
      </Mark>
    )
  const { warnAt, dueAt, pauses } = clock
  const isToday = (moment: number) => times.date(moment, now) === times.date(now, now)
  const untilOf = (moment: number) => `${isToday(moment) ? '' : `${times.weekday(moment)} `}${times.clock(moment)}`
  const due = times.full(dueAt)
  if (now >= dueAt)
    return (
      <Mark wait="late" tone="stop" about={t('waiting:lateAbout', { at, due })}>
        {`+${spanOf(now - dueAt, times.ago(dueAt, now))}`}
      </Mark>
    )
  const pause = pauses.find(([from, to]) => from <= now && now < to)
  if (pause)
    return (
      <Mark wait="paused" tone="plain" about={t('waiting:pausedAbout', { at: times.full(pause[1]) })}>
        {t('waiting:paused', { at: untilOf(pause[1]) })}
      </Mark>
    )
  const paused = pauses.reduce((sum, [from, to]) => sum + Math.max(0, to - Math.max(from, now)), 0)
  // A second that has begun counts: it says 0:00 when it is late, not before.
  const left = Math.ceil((dueAt - now - paused) / SECOND_MS) * SECOND_MS
  const isSoon = now >= warnAt
  return (
    <Mark wait={isSoon ? 'soon' : 'waiting'} tone={isSoon ? 'wait' : 'plain'} about={t('waiting:left', { at, due })}>
      {minutesOf(left)}
    </Mark>
  )
}

type MarkProps = { wait: string; tone: 'plain' | 'wait' | 'stop'; about: string; children: ReactNode }

function Mark({ wait, tone, about, children }: MarkProps) {
  const { t } = useTranslation('inbox')
  const Icon = wait === 'paused' ? Pause : Hourglass
  return (
    <span title={about} data-wait={wait} className="inline-flex shrink-0">
      <Pill tone={tone}>
        <Icon aria-hidden className="size-3" />
        <span className="sr-only">{t('floors.team')}</span>
        {children}
      </Pill>
    </span>
  )
}

const spanOf = (ms: number, words: string) => (ms < HOUR_MS ? minutesOf(ms) : words)

function minutesOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS))
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`
}

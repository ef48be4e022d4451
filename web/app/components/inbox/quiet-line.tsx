import {
  ArrowLeftRight,
  CalendarCheck,
  CalendarClock,
  CalendarX2,
  CircleCheck,
  Hourglass,
  Route,
  SlidersHorizontal,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ThreadEvent } from '../../inbox/contract.ts'
import { useTimes } from '../../time/use-times.ts'
import { BookingLine } from '../bookings/booking-line.tsx'

/** What happened between the messages, in a line that does not ask for attention. */
export function QuietLine({ event, now }: { event: ThreadEvent; now: number }) {
  const { t } = useTranslation('inbox')
  const times = useTimes()
  const at = Date.parse(event.at)
  const Icon = iconOf(event)
  return (
    <p
      data-event={event.type}
      className="text-ink-2 my-2 flex max-w-full items-center gap-1.5 self-center rounded-full bg-[color-mix(in_srgb,var(--system)_78%,transparent)] py-0.5 pr-2.5 pl-2 text-xs"
    >
      <Icon aria-hidden className="text-ink-3 size-3.5 shrink-0" />
      <span className="min-w-0">
        {event.type === 'floor' ? <FloorChange event={event} /> : null}
        {event.type === 'stage' ? t('passed', { stage: t(`stages.${event.stage}`) }) : null}
        {event.type === 'promise' ? t('waiting:promiseDue') : null}
        {event.type === 'answer' ? t(`waiting:called.${event.what}`) : null}
        {event.type === 'booking' ? <BookingLine line={event} now={now} /> : null}
        {event.type === 'score' ? <ScoreChange event={event} /> : null}
      </span>
      <time dateTime={event.at} title={times.full(at)} className="text-2xs shrink-0 tabular-nums">
        {`${times.clock(at)} · ${times.ago(at, now)}`}
      </time>
    </p>
  )
}

type BookingWhat = Extract<ThreadEvent, { type: 'booking' }>['event']['what']
const OF_BOOKINGS: Record<BookingWhat, LucideIcon> = {
  booked: CalendarCheck,
  moved: CalendarClock,
  cancelled: CalendarX2,
  released: CalendarX2,
  told: CircleCheck,
  mail_sent: CircleCheck,
  not_sent: TriangleAlert,
  mail_failed: TriangleAlert,
}

function iconOf(event: ThreadEvent): LucideIcon {
  switch (event.type) {
    case 'floor':
      return ArrowLeftRight
    case 'promise':
    case 'answer':
      return Hourglass
    case 'score':
      return SlidersHorizontal
    case 'booking':
      return OF_BOOKINGS[event.event.what]
    case 'stage':
      return event.stage === 'done' ? CircleCheck : Route
  }
}

function ScoreChange({ event: { score, userName } }: { event: Extract<ThreadEvent, { type: 'score' }> }) {
  const { t } = useTranslation('inbox')
  const name = userName ?? t('staff')
  return score === null ? t('score:line.cleared', { name }) : t('score:line.set', { name, score })
}

function FloorChange({ event }: { event: Extract<ThreadEvent, { type: 'floor' }> }) {
  const { t } = useTranslation('inbox')
  const { holder, userName, reason } = event
  const name = userName ?? t('staff')
  if (holder === 'bot') return t('changes.bot')
  if (reason === 'answered_on_phone') return t('changes.phone')
  if (reason === 'recalled') return t('changes.recalled', { name })
  if (holder === 'person') return t('changes.person', { name })
  if (holder === 'nobody') return userName === null ? t('changes.nobody') : t('changes.nobodyBy', { name })
  return reason === null
    ? t('changes.team')
    : t('changes.teamFor', { reason: t(`reasons.${reason}`, { defaultValue: reason }) })
}

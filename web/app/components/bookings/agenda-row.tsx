import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { BookingState, ShownBooking } from '../../bookings/contract.ts'
import { useZoneTimes } from '../../time/use-zone-times.ts'
import { Pill } from '../ui/badge.tsx'
import { BookingActions } from './booking-actions.tsx'
import { DeliveryLines } from './delivery-lines.tsx'

type Tone = 'done' | 'accent' | 'plain' | 'wait'
const TONES: Record<BookingState, Tone> = {
  coming: 'done',
  under_way: 'accent',
  past: 'plain',
  cancelled: 'plain',
  not_made: 'wait',
}

/** One consultation: when, who, how it stands, who knows of it, and what can be done about it. */
export function AgendaRow({ booking, onChanged }: { booking: ShownBooking; onChanged: () => void }) {
  const { t } = useTranslation('bookings')
  const times = useZoneTimes()
  const { id, state, startsAt, endsAt, consultant, contactId, endedBecause } = booking
  const who = booking.customer ?? t('nameless')
  const isOff = state === 'cancelled' || state === 'not_made'
  return (
    <li
      data-booking={id}
      className="grid gap-x-4 gap-y-2 px-4 py-3 md:grid-cols-[8.5rem_minmax(0,1fr)_auto] md:items-start"
    >
      <p className="flex items-center justify-between gap-2 md:block">
        <time
          dateTime={startsAt}
          className={isOff ? 'text-ink-3 tabular-nums line-through' : 'font-semibold tabular-nums'}
        >
          {times.range(startsAt, endsAt)}
        </time>
        <Pill tone={TONES[state]} className="md:mt-1.5">
          {t(`states.${state}`)}
        </Pill>
      </p>
      <div className="min-w-0">
        <p className="[overflow-wrap:anywhere]" data-words>
          <Link
            to={`/inbox/${contactId}`}
            aria-label={t('open', { who })}
            className="font-semibold underline-offset-4 hover:underline pointer-coarse:inline-flex pointer-coarse:min-h-11 pointer-coarse:items-center"
          >
            {who}
          </Link>{' '}
          <span className="text-ink-2">{t('with', { consultant })}</span>
        </p>
        {isOff && endedBecause !== null ? (
          <p className="text-ink-2 mt-0.5 text-xs">{t(`ended.${endedBecause}`, { defaultValue: '' })}</p>
        ) : null}
        <DeliveryLines booking={booking} />
      </div>
      {state === 'coming' ? <BookingActions bookingId={id} who={who} onChanged={onChanged} /> : null}
    </li>
  )
}

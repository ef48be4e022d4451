import { useTranslation } from 'react-i18next'
import type { ShownBooking } from '../../bookings/contract.ts'
import type { Came } from '../../bookings/use-booking.ts'
import { useNow } from '../../time/use-times.ts'
import { useZoneTimes } from '../../time/use-zone-times.ts'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Notice } from '../ui/states.tsx'

/** The consultation that is spoken of: whose, when, with whom. */
export function WhichOne({ booking: { customer, startsAt, consultant } }: { booking: ShownBooking }) {
  const { t } = useTranslation('bookings')
  const times = useZoneTimes()
  const now = useNow()
  return (
    <p className="bg-sunken rounded-sm px-3 py-2" data-words>
      {t('of', { who: customer ?? t('nameless'), when: times.full(startsAt, now), consultant })}
    </p>
  )
}

/** Until the consultation is there; where it does not come, a way to ask again. */
export function Loading({ hasFailed, onAgain }: { hasFailed: boolean; onAgain: () => void }) {
  const { t } = useTranslation('bookings')
  if (hasFailed)
    return (
      <Notice tone="stop">
        <p>{t('loadFailed')}</p>
        <Button size="s" className="mt-2" onClick={onAgain}>
          {t('again')}
        </Button>
      </Notice>
    )
  return (
    <div role="status" aria-label={t('loading')} className="grid gap-2">
      <Skeleton className="h-9" />
      <Skeleton className="h-24" />
    </div>
  )
}

/** Why it was not done, that nothing was lost, and what to do. */
export function Problem({ came }: { came: Came }) {
  const { t } = useTranslation('bookings')
  const tone = came === 'taken' || came === 'unavailable' ? 'wait' : 'stop'
  return <Notice tone={tone}>{t(`came.${came}`)}</Notice>
}

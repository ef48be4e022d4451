import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { useBooking } from '../../bookings/use-booking.ts'
import { useNow } from '../../time/use-times.ts'
import { useZoneTimes } from '../../time/use-zone-times.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Loading, Problem, WhichOne } from './change-parts.tsx'
import { FreeTimeChoice } from './free-time-choice.tsx'
import { WhoIsTold } from './who-is-told.tsx'

type Props = { bookingId: string; onClose: () => void; onChanged: () => void }

/** Moves a consultation to a free time, of its consultant or of another one. */
export function MoveDialog({ bookingId, onClose, onChanged }: Props) {
  const { t } = useTranslation('bookings')
  const times = useZoneTimes()
  const now = useNow()
  const { loaded, hasFailed, reload, busy, problem, order } = useBooking(bookingId, onChanged)
  const [slotId, setSlotId] = useState<string | null>(null)
  // One that was taken meanwhile is not among them any more.
  const chosen = loaded?.times.find((time) => time.slotId === slotId) ?? null
  const canOrder = loaded?.booking.state === 'coming'

  async function move() {
    if (chosen === null) return
    const when = times.full(chosen.startsAt, now)
    if (!(await order({ order: 'move', slotId: chosen.slotId }))) return
    toast.success(t('came.moved', { when }), { description: t('came.tellingNow') })
    onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('moveTitle')}
      actions={
        <>
          <Button onClick={onClose}>{t(canOrder ? 'keep' : 'close')}</Button>
          {canOrder ? (
            <Button look="primary" busy={busy} disabled={busy || chosen === null} onClick={() => void move()}>
              {chosen === null ? t('chooseFirst') : t('moveTo', { when: times.short(chosen.startsAt, now) })}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="grid gap-3">
        {problem === null ? null : <Problem came={problem} />}
        {loaded === null ? (
          <Loading hasFailed={hasFailed} onAgain={reload} />
        ) : (
          <>
            <WhichOne booking={loaded.booking} />
            {canOrder ? (
              <>
                <WhoIsTold booking={loaded.booking} to={chosen} />
                <FreeTimeChoice
                  times={loaded.times}
                  consultantOf={loaded.booking}
                  chosen={chosen?.slotId ?? null}
                  onChoose={setSlotId}
                />
              </>
            ) : null}
          </>
        )}
      </div>
    </Dialog>
  )
}

import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { useBooking } from '../../bookings/use-booking.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Loading, Problem, WhichOne } from './change-parts.tsx'
import { WhoIsTold } from './who-is-told.tsx'

type Props = { bookingId: string; onClose: () => void; onChanged: () => void }

/** Asks whether a consultation is to be cancelled, and says who will hear of it. */
export function CancelDialog({ bookingId, onClose, onChanged }: Props) {
  const { t } = useTranslation('bookings')
  const { loaded, hasFailed, reload, busy, problem, order } = useBooking(bookingId, onChanged)
  const canOrder = loaded?.booking.state === 'coming'

  async function cancel() {
    if (!(await order({ order: 'cancel' }))) return
    toast.success(t('came.cancelled'), { description: t('came.tellingNow') })
    onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('cancelTitle')}
      actions={
        <>
          <Button onClick={onClose}>{t(canOrder ? 'keep' : 'close')}</Button>
          {canOrder ? (
            <Button look="danger" busy={busy} onClick={() => void cancel()}>
              {t('cancelNow')}
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
            {canOrder ? <WhoIsTold booking={loaded.booking} to="cancelled" /> : null}
          </>
        )}
      </div>
    </Dialog>
  )
}

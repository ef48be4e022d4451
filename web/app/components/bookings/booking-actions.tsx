import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { Button } from '../ui/button.tsx'
import { useOnDemand } from '../ui/use-on-demand.ts'

type Props = {
  bookingId: string
  /** The customer, for whoever does not see the row. */
  who: string
  /** Something was changed, or had been before. */
  onChanged: () => void
}

/** Move and cancel, wherever a consultation that is still to come is shown. */
export function BookingActions({ bookingId, who, onChanged }: Props) {
  const { t } = useTranslation('bookings')
  const [open, setOpen] = useState<'move' | 'cancel' | null>(null)
  const dialogs = useOnDemand(
    open !== null,
    () => import('./dialogs.ts'),
    () => {
      toast.error(t('loadFailed'))
      setOpen(null)
    },
  )
  const dialog = { bookingId, onClose: () => setOpen(null), onChanged }
  return (
    <span className="flex gap-1.5">
      <Button size="s" aria-label={t('moveOf', { who })} onClick={() => setOpen('move')}>
        {t('move')}
      </Button>
      <Button size="s" look="quiet" aria-label={t('cancelOf', { who })} onClick={() => setOpen('cancel')}>
        {t('cancel')}
      </Button>
      {dialogs !== null && open === 'move' ? <dialogs.MoveDialog {...dialog} /> : null}
      {dialogs !== null && open === 'cancel' ? <dialogs.CancelDialog {...dialog} /> : null}
    </span>
  )
}

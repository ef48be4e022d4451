import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { CancelDialog } from './cancel-dialog.tsx'
import { MoveDialog } from './move-dialog.tsx'

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
  const dialog = { bookingId, onClose: () => setOpen(null), onChanged }
  return (
    <span className="flex gap-1.5">
      <Button size="s" aria-label={t('moveOf', { who })} onClick={() => setOpen('move')}>
        {t('move')}
      </Button>
      <Button size="s" look="quiet" aria-label={t('cancelOf', { who })} onClick={() => setOpen('cancel')}>
        {t('cancel')}
      </Button>
      {open === 'move' ? <MoveDialog {...dialog} /> : null}
      {open === 'cancel' ? <CancelDialog {...dialog} /> : null}
    </span>
  )
}

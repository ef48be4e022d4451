import { Check, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ShownBooking, ShownTime } from '../../bookings/contract.ts'

type Props = {
  booking: ShownBooking
  /** The time that it is moved to, once one is chosen; a cancellation has none. */
  to: ShownTime | null | 'cancelled'
}

/** Who will hear of a change and how, and whom somebody has to tell. */
export function WhoIsTold({ booking, to }: Props) {
  const { t } = useTranslation('bookings')
  const { reach } = booking
  const [onWhatsApp, byMail] = [reach.includes('whatsapp'), reach.includes('mail_customer')]
  const both = t('told.and', { one: t('told.whatsapp'), other: t('told.mail') })
  const ways = onWhatsApp && byMail ? both : t(onWhatsApp ? 'told.whatsapp' : 'told.mail')
  const isCancelled = to === 'cancelled'
  const isHandedOver = !isCancelled && to !== null && to.consultantId !== booking.consultantId
  const next = isHandedOver ? to : booking
  return (
    <div className="text-xs">
      <p className="font-semibold">{t('told.title')}</p>
      <ul className="mt-1 grid gap-1">
        <Line isTold={onWhatsApp || byMail}>
          {onWhatsApp || byMail ? t('told.customer', { ways }) : t('told.noCustomer')}
          {!onWhatsApp && byMail ? ` ${t('told.customerMailOnly')}` : null}
        </Line>
        <Line isTold={next.consultantHasMail}>
          {t(next.consultantHasMail ? (isCancelled ? 'told.former' : 'told.consultant') : 'told.noConsultant', {
            consultant: next.consultant,
          })}
        </Line>
        {isHandedOver ? (
          <Line isTold={booking.consultantHasMail}>
            {t(booking.consultantHasMail ? 'told.former' : 'told.noConsultant', { consultant: booking.consultant })}
          </Line>
        ) : null}
      </ul>
    </div>
  )
}

function Line({ isTold, children }: { isTold: boolean; children: React.ReactNode }) {
  const Icon = isTold ? Check : TriangleAlert
  return (
    <li className="flex items-start gap-1.5" data-words>
      <Icon
        aria-hidden
        className={isTold ? 'text-done mt-px size-3.5 shrink-0' : 'text-wait mt-px size-3.5 shrink-0'}
      />
      <span className={isTold ? 'text-ink-2 min-w-0' : 'min-w-0'}>{children}</span>
    </li>
  )
}

import { Check, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShownBooking } from '../../bookings/contract.ts'

/** Who was told of a consultation as it is now, what did not go out and why, and who cannot be told. */
export function DeliveryLines({ booking }: { booking: ShownBooking }) {
  const { t } = useTranslation('bookings')
  const { delivery, state, consultantHasMail, customerHasMail } = booking
  const isAhead = state === 'coming'
  return (
    <ul className="mt-1 grid gap-0.5 text-xs empty:hidden">
      {delivery.sent.map(({ notice, ways }) => (
        <Line key={notice} icon={Check} look="text-done">
          {t('wentOut', { notice: t(`notices.${notice}`), ways: ways.map((way) => t(`ways.${way}`)).join(', ') })}
        </Line>
      ))}
      {delivery.failed.map(({ notice, way, reason }) => {
        const said = { notice: t(`notices.${notice}`), way: t(`ways.${way}`) }
        const why = reason === null ? '' : t(`reasons.${reason}`, { defaultValue: '' })
        return (
          <Line key={`${notice} ${way}`} icon={TriangleAlert} look="text-stop">
            {why === '' ? t('failed', said) : t('failedFor', { ...said, reason: why })}
          </Line>
        )
      })}
      {isAhead && !consultantHasMail ? (
        <Line icon={TriangleAlert} look="text-wait">
          {t('noMail.consultant')}
        </Line>
      ) : null}
      {isAhead && !customerHasMail ? (
        <Line icon={TriangleAlert} look="text-ink-3">
          {t('noMail.customer')}
        </Line>
      ) : null}
    </ul>
  )
}

function Line({ icon: Icon, look, children }: { icon: LucideIcon; look: string; children: ReactNode }) {
  return (
    <li className="text-ink-2 flex items-start gap-1.5">
      <Icon aria-hidden className={`${look} mt-px size-3.5 shrink-0`} />
      <span className="min-w-0 first-letter:uppercase">{children}</span>
    </li>
  )
}

import { useTranslation } from 'react-i18next'
import type { ThreadEvent } from '../../inbox/contract.ts'
import { useZoneTimes } from '../../time/use-zone-times.ts'

type Props = { line: Extract<ThreadEvent, { type: 'booking' }>; now: number }

/** What happened to a consultation, in the words of a quiet line. */
export function BookingLine({ line: { event, userName, consultant }, now }: Props) {
  const { t } = useTranslation('bookings')
  const times = useZoneTimes()
  const who = { name: userName ?? t('inbox:staff'), consultant: consultant ?? t('consultant') }
  switch (event.what) {
    case 'booked':
      return t('lines.booked', { ...who, when: times.full(event.startsAt, now) })
    case 'moved':
      return t(event.by === 'staff' ? 'lines.movedBy' : 'lines.movedByCustomer', {
        ...{ ...who, when: times.full(event.startsAt, now) },
      })
    case 'cancelled':
      return t(event.by === 'staff' ? 'lines.cancelledBy' : 'lines.cancelledByCustomer', {
        ...{ ...who, when: times.full(event.startsAt, now) },
      })
    case 'released':
      return t(`lines.${event.reason}`, { defaultValue: t('states.not_made') })
    case 'told':
      return t('lines.told', { notice: t(`notices.${event.message}`) })
    case 'not_sent': {
      const notice = t(`notices.${event.message}`)
      const reason = t(`reasons.${event.reason}`, { defaultValue: '' })
      return reason === '' ? t('lines.notSent', { notice }) : t('lines.notSentFor', { notice, reason })
    }
    case 'mail_sent':
    case 'mail_failed':
      return t(event.what === 'mail_sent' ? 'lines.told' : 'lines.mailFailed', {
        notice: t(`notices.${event.mail}`),
        way: t(event.to === 'customer' ? 'ways.mail_customer' : 'ways.mail_consultant'),
      })
  }
}

import { Ban, Check, CheckCheck, CircleAlert, Clock3 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cn } from '../ui/cn.ts'

const MARKS = {
  queued: [Clock3, ''],
  sending: [Clock3, ''],
  sent: [Check, ''],
  delivered: [CheckCheck, ''],
  read: [CheckCheck, 'text-tick-read'],
  failed: [CircleAlert, 'text-stop'],
  withdrawn: [Ban, ''],
} as const

const isMark = (status: string): status is keyof typeof MARKS => status in MARKS

/** How far an outbound message has come. */
export function Ticks({ status, className }: { status: string; className?: string }) {
  const { t } = useTranslation('inbox')
  if (!isMark(status)) return null
  const [Icon, look] = MARKS[status]
  return (
    <span data-status={status} title={t(`statuses.${status}`)} className={cn('inline-flex', className)}>
      <Icon aria-hidden className={cn('size-3.5', look)} strokeWidth={2} />
      <span className="sr-only">{t(`statuses.${status}`)}</span>
    </span>
  )
}

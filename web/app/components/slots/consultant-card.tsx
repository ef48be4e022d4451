import { Link } from '@remix-run/react'
import { Pencil } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { outsideHours } from '#domain/booking/outside-hours.ts'
import { zoneName } from '#domain/booking/times.ts'
import { availabilityOf } from '../../slots/availability.ts'
import type { ShownConsultant, SlotsData } from '../../slots/contract.ts'
import { useLocalTimes } from '../../slots/use-local-times.ts'
import { useNotice } from '../../slots/use-notice.ts'
import { weekOf } from '../../slots/week.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Pill } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/states.tsx'
import { Exceptions } from './exceptions.tsx'

type Props = { consultant: ShownConsultant; page: SlotsData; onEdit: (() => void) | undefined }

/** One who advises: their week, its rules, and what of their consultations is ahead. */
export function ConsultantCard({ consultant, page, onEdit }: Props) {
  const { t } = useTranslation('slots')
  const { id, name, email, active, consultations } = consultant
  const outside = outsideHours(availabilityOf(consultant, page), {
    consultations,
    holidays: page.holidays.map(({ day }) => day),
  }).length
  const count = (key: string, n: number) => (n === 1 ? t(`consultants.${key}One`) : t(`consultants.${key}`, { n }))
  return (
    <article aria-labelledby={`consultant-${id}`} className="bg-surface border-line rounded-lg border">
      <header className="border-line flex items-center gap-3 border-b px-4 py-3">
        <Avatar name={name} id={id} size={36} staff />
        <div className="min-w-0 flex-1">
          <h2 id={`consultant-${id}`} className="flex items-center gap-2 text-base font-semibold">
            <span data-words className="truncate">
              {name}
            </span>
            {active ? null : <Pill tone="wait">{t('consultants.paused')}</Pill>}
          </h2>
          {email === null ? (
            <p className="text-wait text-xs">{t('consultants.noEmail')}</p>
          ) : (
            <p data-words className="text-ink-2 truncate text-xs">
              {email}
            </p>
          )}
        </div>
        {onEdit === undefined ? null : (
          <Button onClick={onEdit} aria-label={t('consultants.edit', { name })}>
            <Pencil aria-hidden className="size-4" />
            {t('consultants.editShort')}
          </Button>
        )}
      </header>
      <div className="grid gap-x-6 gap-y-4 p-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <Week consultant={consultant} />
        <Rules consultant={consultant} timeZone={consultant.timeZone ?? page.timeZone} />
      </div>
      {active && outside === 0 ? null : (
        <div className="grid gap-2 px-4 pb-4">
          {active ? null : <Notice>{t('consultants.pausedText')}</Notice>}
          {outside === 0 ? null : <Notice tone="wait">{count('outside', outside)}</Notice>}
        </div>
      )}
      <Exceptions consultant={consultant} timeZone={consultant.timeZone ?? page.timeZone} mayEdit={page.mayEdit}>
        {consultations.length === 0 ? (
          <p className="text-ink-3 py-1.5 text-xs">{t('consultants.aheadNone')}</p>
        ) : (
          <Link
            to="/intern/slots/bookings"
            className="text-accent inline-flex items-center py-1.5 text-xs font-medium hover:underline pointer-coarse:min-h-11"
          >
            {count('ahead', consultations.length)}
          </Link>
        )}
      </Exceptions>
    </article>
  )
}

/** The hours, days that are alike together. */
function Week({ consultant: { hours } }: { consultant: ShownConsultant }) {
  const { t } = useTranslation('slots')
  const local = useLocalTimes()
  const runs = weekOf(hours)
  if (runs.length === 0) return <p className="text-ink-3">{t('consultants.noHours')}</p>
  return (
    <dl
      aria-label={t('consultants.hoursLabel')}
      className="grid grid-cols-[auto_minmax(0,1fr)] content-start gap-x-4 gap-y-1"
    >
      {runs.map(({ first, last, periods }) => (
        <div key={first} className="contents">
          <dt className="text-ink-2">
            {first === last ? local.weekday(first) : `${local.weekday(first)}–${local.weekday(last)}`}
          </dt>
          <dd className="font-medium tabular-nums">
            {periods.map((period) => (
              <span key={period.fromMinute} className="mr-3 inline-block whitespace-nowrap">
                {local.period(period)}
              </span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Rules({ consultant, timeZone }: { consultant: ShownConsultant; timeZone: string }) {
  const { t } = useTranslation('slots')
  const notice = useNotice()
  const { durationMinutes, bufferMinutes, noticeMinutes, daysAhead } = consultant
  const rows = [
    ['duration', t('consultants.minutes', { n: durationMinutes })],
    ['buffer', bufferMinutes === 0 ? t('consultants.noBuffer') : t('consultants.minutes', { n: bufferMinutes })],
    ['notice', notice(noticeMinutes)],
    ['daysAhead', t('consultants.days', { n: daysAhead })],
    ['zone', zoneName(timeZone)],
  ] as const
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] content-start gap-x-4 gap-y-1">
      {rows.map(([rule, said]) => (
        <div key={rule} className="contents">
          <dt className="text-ink-2">{t(`consultants.rules.${rule}`)}</dt>
          <dd className="font-medium tabular-nums">{said}</dd>
        </div>
      ))}
    </dl>
  )
}

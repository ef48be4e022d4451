import { CalendarClock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { freeTimes } from '#domain/booking/free-times.ts'
import { situationOf } from '../../slots/availability.ts'
import type { SlotsData } from '../../slots/contract.ts'
import { useNow } from '../../time/use-times.ts'
import { Panel } from '../intern/panel.tsx'
import { EmptyState } from '../ui/states.tsx'
import { ConsultantCard } from './consultant-card.tsx'
import { NextTimes } from './next-times.tsx'

/** As many as ARI offers in one list. */
const OFFERED = 8

/** Who advises and when; beside it what ARI makes of it, and what holds for everybody. */
export function SlotsPage({ page }: { page: SlotsData }) {
  const { t } = useTranslation('slots')
  const now = useNow()
  const { consultants, mayEdit } = page
  const free = freeTimes(situationOf(page, now)).slice(0, OFFERED)
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_380px] lg:items-start">
      <section aria-label={t('consultants.title')} className="grid min-w-0 gap-3">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="text-ink-2 min-w-56 flex-1 text-xs">{t(mayEdit ? 'atOnce' : 'readOnly')}</p>
        </div>
        {consultants.length === 0 ? (
          <EmptyState icon={CalendarClock} title={t('consultants.emptyTitle')}>
            <p>{t(mayEdit ? 'consultants.emptyText' : 'consultants.emptyMember')}</p>
          </EmptyState>
        ) : (
          consultants.map((consultant) => (
            <ConsultantCard key={consultant.id} consultant={consultant} page={page} onEdit={undefined} />
          ))
        )}
      </section>
      <div className="grid min-w-0 gap-4">
        <Panel title={t('offered.title')} about={t('offered.about')}>
          <NextTimes
            times={free}
            timeZone={page.timeZone}
            nameOf={(id) => consultants.find((one) => one.id === id)?.name ?? ''}
            none={t(consultants.length === 0 ? 'offered.noConsultant' : 'offered.none')}
          />
        </Panel>
      </div>
    </div>
  )
}

import { CalendarClock, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { freeTimes } from '#domain/booking/free-times.ts'
import { situationOf } from '../../slots/availability.ts'
import type { ShownConsultant, SlotsData } from '../../slots/contract.ts'
import { useNow } from '../../time/use-times.ts'
import { Panel } from '../intern/panel.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/states.tsx'
import { ConsultantCard } from './consultant-card.tsx'
import { ConsultantEditor } from './consultant-editor.tsx'
import { HolidaysPanel } from './holidays-panel.tsx'
import { NextTimes } from './next-times.tsx'
import { OpenedPanel } from './opened-panel.tsx'
import { ReminderPanel } from './reminder-panel.tsx'

/** As many as ARI offers in one list. */
const OFFERED = 8

/** Who advises and when; beside it what ARI makes of it, and what holds for everybody. */
export function SlotsPage({ page }: { page: SlotsData }) {
  const { t } = useTranslation('slots')
  const [open, setOpen] = useState<ShownConsultant | 'new' | null>(null)
  const now = useNow()
  const { consultants, mayEdit, timeZone, opened } = page
  const nameOf = (id: string) => consultants.find((one) => one.id === id)?.name ?? ''
  const free = freeTimes(situationOf(page, now)).slice(0, OFFERED)
  const add = mayEdit ? (
    <Button look="primary" onClick={() => setOpen('new')}>
      <Plus aria-hidden className="size-4" />
      {t('consultants.add')}
    </Button>
  ) : undefined
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_380px] lg:items-start">
      <section aria-label={t('consultants.title')} className="grid min-w-0 gap-3 *:min-w-0">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="text-ink-2 min-w-56 flex-1 text-xs">{t(mayEdit ? 'atOnce' : 'readOnly')}</p>
          {consultants.length === 0 ? null : add}
        </div>
        {consultants.length === 0 ? (
          <EmptyState icon={CalendarClock} title={t('consultants.emptyTitle')} action={add}>
            <p>{t(mayEdit ? 'consultants.emptyText' : 'consultants.emptyMember')}</p>
          </EmptyState>
        ) : (
          consultants.map((consultant) => (
            <ConsultantCard
              key={consultant.id}
              consultant={consultant}
              page={page}
              onEdit={mayEdit ? () => setOpen(consultant) : undefined}
            />
          ))
        )}
      </section>
      <div className="grid min-w-0 gap-4 *:min-w-0">
        <Panel title={t('offered.title')} about={t('offered.about')}>
          <NextTimes
            times={free}
            {...{ timeZone, nameOf }}
            none={t(consultants.length === 0 ? 'offered.noConsultant' : 'offered.none')}
          />
        </Panel>
        <HolidaysPanel holidays={page.holidays} timeZone={timeZone} mayEdit={mayEdit} />
        <ReminderPanel reminder={page.reminder} mayEdit={mayEdit} />
        {opened.length === 0 ? null : <OpenedPanel {...{ opened, timeZone, nameOf, mayEdit }} />}
      </div>
      {open === null ? null : (
        <ConsultantEditor
          key={open === 'new' ? 'new' : open.id}
          consultant={open === 'new' ? null : open}
          page={page}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}

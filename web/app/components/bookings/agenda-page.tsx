import { Link, useRevalidator, useSearchParams } from '@remix-run/react'
import { CalendarDays } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgendaPage as Page, AgendaPart, ShownBooking } from '../../bookings/contract.ts'
import { useNews } from '../../inbox/use-news.tsx'
import { Button } from '../ui/button.tsx'
import { ByDay } from '../ui/by-day.tsx'
import { Segments } from '../ui/segments.tsx'
import { Select } from '../ui/select.tsx'
import { EmptyState } from '../ui/states.tsx'
import { AgendaRow } from './agenda-row.tsx'

export type AgendaProps = {
  part: AgendaPart
  consultantId: string | null
  consultants: readonly { id: string; name: string }[]
  page: Page
  isFirst: boolean
}

const PARTS = ['ahead', 'past', 'ended'] as const
const EVERYONE = 'everyone'
const GATHER_MS = 200

/** What was booked, by day. It renews itself when something of it changes. */
export function AgendaPage({ part, consultantId, consultants, page, isFirst }: AgendaProps) {
  const { t } = useTranslation('bookings')
  const [params, setParams] = useSearchParams()
  const renew = useRenewal()

  /** A page's key belongs to the list that it was made for. */
  const choose = (name: 'show' | 'consultant', value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        next.delete('after')
        if (value === null) next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  const addressOf = (after: string | null) => {
    const next = new URLSearchParams(params)
    if (after === null) next.delete('after')
    else next.set('after', after)
    return `?${next.toString()}`
  }

  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <Segments
          look="chips"
          label={t('show')}
          value={part}
          options={PARTS.map((value) => ({ value, label: t(`parts.${value}`) }))}
          onChange={(value) => choose('show', value === 'ahead' ? null : value)}
        />
        <div className="w-full sm:w-56">
          <Select
            label={t('consultant')}
            hideLabel
            value={consultantId ?? EVERYONE}
            options={[
              { value: EVERYONE, label: t('everyone') },
              ...consultants.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(value) => choose('consultant', value === EVERYONE ? null : value)}
          />
        </div>
      </div>
      {page.bookings.length === 0 ? (
        <EmptyState icon={CalendarDays} title={t(`empty.${part}`)}>
          {consultantId !== null ? t('emptyFor') : part === 'ahead' ? t('emptyAbout') : null}
        </EmptyState>
      ) : (
        <Days bookings={page.bookings} onChanged={renew} />
      )}
      <p className="mt-4 flex gap-2">
        {isFirst ? null : (
          <Button asChild>
            <Link to={addressOf(null)}>{t('first')}</Link>
          </Button>
        )}
        {page.next === null ? null : (
          <Button asChild>
            <Link to={addressOf(page.next)}>{t(part === 'ahead' ? 'later' : 'earlier')}</Link>
          </Button>
        )}
      </p>
    </>
  )
}

function Days({ bookings, onChanged }: { bookings: readonly ShownBooking[]; onChanged: () => void }) {
  return (
    <ByDay
      items={bookings}
      atOf={({ startsAt }) => startsAt}
      row={(booking) => <AgendaRow key={booking.id} booking={booking} onChanged={onChanged} />}
    />
  )
}

/** Reads the page again: when it is asked to, and when news of some consultation comes. */
function useRenewal(): () => void {
  const { revalidate } = useRevalidator()
  const gathering = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isConnected = useRef(false)
  useEffect(() => () => clearTimeout(gathering.current), [])
  function renew() {
    clearTimeout(gathering.current)
    gathering.current = setTimeout(revalidate, GATHER_MS)
  }
  useNews(({ kind }) => {
    // What came with the page is fresh; after a gap it may not be.
    const isAgain = kind === 'opened' && isConnected.current
    if (kind === 'opened') isConnected.current = true
    if (kind === 'bookings' || isAgain) renew()
  })
  return renew
}

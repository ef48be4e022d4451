import { Await, useRevalidator } from '@remix-run/react'
import { Suspense, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { BOT_COUNTERS, FIGURES, HUMAN_SECONDS, REVIEW_SECONDS } from '#schema/figures.ts'
import { addressOf as answersAddress } from '../../answers/filter.ts'
import type { FiguresFrame, ShownFigure, ShownNumbers } from '../../figures/contract.ts'
import { useNumbers } from '../../figures/use-numbers.ts'
import { DayRangeBar } from '../review/day-range-bar.tsx'
import { ReviewPart } from '../review/review-part.tsx'
import { BrokenPanel } from '../ui/panel-boundary.tsx'
import { FigureCard, FigureCardSkeleton } from './figure-card.tsx'
import { IntentTable } from './intent-table.tsx'

type Props = {
  frame: FiguresFrame
  /** A promise where they take a while. */
  numbers: ShownNumbers | Promise<ShownNumbers>
}

/** How ARI does: each number with what it means, how it was before, and the list behind it. */
export function FiguresPage({ frame, numbers }: Props) {
  const { t } = useTranslation('figures')
  const { range, today } = frame
  const hrefOf = ({ first, last }: typeof range) => `?${new URLSearchParams({ from: first, to: last }).toString()}`
  return (
    <ReviewPart title={t('title')} about={t('about')}>
      <DayRangeBar range={range} today={today} hrefOf={hrefOf} keep={{}} />
      {/* Of other days, other numbers: those that stood here are not theirs. */}
      <Suspense key={`${range.first} ${range.last}`} fallback={<Waiting />}>
        <Await resolve={numbers} errorElement={<NotCounted />}>
          {(counted) => <Numbers range={range} {...counted} />}
        </Await>
      </Suspense>
    </ReviewPart>
  )
}

function Numbers({ range, days, counters, figures, intents }: Pick<FiguresFrame, 'range'> & ShownNumbers) {
  const { t } = useTranslation('figures')
  const at = { from: range.first, to: range.last }
  // A day is cut from the range: a conversation counts on the last of its days within that.
  const listOf = (what: string) => (day?: string) =>
    `/review/figures/list?${new URLSearchParams({ what, ...at, ...(day !== undefined && { day }) }).toString()}`
  const madeUp = (day?: string) => {
    const days = day === undefined ? range : { first: day, last: day }
    return `/review/answers${answersAddress({ range: days, show: 'invented', intent: null, warned: false })}`
  }
  const ways = (list: (day?: string) => string) => ({ to: list(), toOn: list })
  return (
    <>
      <Group of="quality">
        {figures.map((figure) => (
          <FigureCard
            key={figure.name}
            {...{ name: figure.name, unit: figure.unit, value: figure.value, before: figure.before, days }}
            title={t(`names.${figure.name}`)}
            about={t(`meanings.${figure.name}`)}
            values={figure.days}
            {...ways(figure.name === 'invented' ? madeUp : listOf(figure.name))}
          >
            <Beside figure={figure} />
          </FigureCard>
        ))}
      </Group>
      <Group of="counters">
        {counters.map(({ name, value, before, days: values }) => (
          <FigureCard
            key={name}
            unit="count"
            {...{ name, value, before, days, values }}
            title={t(`names.${name}`)}
            about={t(`meanings.${name}`)}
            {...ways(listOf(name))}
          />
        ))}
      </Group>
      <IntentTable intents={intents} range={range} />
    </>
  )
}

const GROUPS = { quality: 'lg:grid-cols-4', counters: 'lg:grid-cols-5' }

function Group({ of, children }: { of: keyof typeof GROUPS; children: ReactNode }) {
  const { t } = useTranslation('figures')
  return (
    <section aria-labelledby={of}>
      <h2 id={of} className="text-md mb-2 font-semibold">
        {t(of)}
      </h2>
      <div className={`grid gap-3 sm:grid-cols-2 ${GROUPS[of]}`}>{children}</div>
    </section>
  )
}

/** What each number will mean stands there already. */
function Waiting() {
  const { t } = useTranslation('figures')
  const card = (name: (typeof FIGURES)[number] | (typeof BOT_COUNTERS)[number]) => (
    <FigureCardSkeleton key={name} title={t(`names.${name}`)} about={t(`meanings.${name}`)} />
  )
  return (
    <section aria-busy aria-label={t('loading')} className="grid gap-5">
      <Group of="quality">{FIGURES.map(card)}</Group>
      <Group of="counters">{BOT_COUNTERS.map(card)}</Group>
    </section>
  )
}

/** They took too long, or the database did not answer. */
function NotCounted() {
  const { revalidate, state } = useRevalidator()
  return <BrokenPanel onRetry={revalidate} busy={state === 'loading'} />
}

/** Of how many; and for what takes time, how many were in time. */
function Beside({ figure: { name, count, hits, p90 } }: { figure: ShownFigure }) {
  const { t } = useTranslation('figures')
  const numbers = useNumbers()
  const of = { n: numbers.count(hits), of: numbers.count(count) }
  if (count === 0) return t('nothing')
  if (name === 'reviewTime')
    return t('inTimeP90', { ...of, limit: numbers.seconds(REVIEW_SECONDS), p90: numbers.seconds(p90) })
  if (name === 'humanTime') return t('inTime', { ...of, limit: numbers.seconds(HUMAN_SECONDS) })
  return t(`outOf.${name}`, of)
}

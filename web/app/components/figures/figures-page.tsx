import { useTranslation } from 'react-i18next'
import { HUMAN_SECONDS, REVIEW_SECONDS } from '#schema/figures.ts'
import { addressOf as answersAddress } from '../../answers/filter.ts'
import type { FiguresPage as Page, ShownFigure } from '../../figures/contract.ts'
import { useNumbers } from '../../figures/use-numbers.ts'
import { DayRangeBar } from '../review/day-range-bar.tsx'
import { ReviewPart } from '../review/review-part.tsx'
import { FigureCard } from './figure-card.tsx'
import { IntentTable } from './intent-table.tsx'

/** How ARI does: each number with what it means, how it was before, and the list behind it. */
export function FiguresPage({ range, today, days, counters, figures, intents }: Page) {
  const { t } = useTranslation('figures')
  const at = { from: range.first, to: range.last }
  const listOf = (what: string) => `/review/figures/list?${new URLSearchParams({ what, ...at }).toString()}`
  const hrefOf = ({ first, last }: typeof range) => `?${new URLSearchParams({ from: first, to: last }).toString()}`
  const madeUp = `/review/answers${answersAddress({ range, show: 'invented', intent: null, warned: false })}`
  return (
    <ReviewPart title={t('title')} about={t('about')}>
      <DayRangeBar range={range} today={today} hrefOf={hrefOf} keep={{}} />
      <section aria-labelledby="quality">
        <h2 id="quality" className="text-md mb-2 font-semibold">
          {t('quality')}
        </h2>
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
          {figures.map((figure) => (
            <FigureCard
              key={figure.name}
              {...{ name: figure.name, unit: figure.unit, value: figure.value, before: figure.before, days }}
              title={t(`names.${figure.name}`)}
              about={t(`meanings.${figure.name}`)}
              values={figure.days}
              to={figure.name === 'invented' ? madeUp : listOf(figure.name)}
            >
              <Beside figure={figure} />
            </FigureCard>
          ))}
        </div>
      </section>
      <section aria-labelledby="counters">
        <h2 id="counters" className="text-md mb-2 font-semibold">
          {t('counters')}
        </h2>
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-5">
          {counters.map(({ name, value, before, days: values }) => (
            <FigureCard
              key={name}
              unit="count"
              {...{ name, value, before, days, values }}
              title={t(`names.${name}`)}
              about={t(`meanings.${name}`)}
              to={listOf(name)}
            />
          ))}
        </div>
      </section>
      <IntentTable intents={intents} range={range} />
    </ReviewPart>
  )
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

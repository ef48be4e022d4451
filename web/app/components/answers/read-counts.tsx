import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FIRST_ANSWERS } from '#schema/answer.ts'
import type { AnswersPage, DayCount } from '../../answers/contract.ts'
import { addressOf } from '../../answers/filter.ts'
import { Button } from '../ui/button.tsx'

type Props = Pick<AnswersPage, 'days' | 'first'> & { isFirstShown: boolean }

/** How far people are: with the answers of today, and with the first ones of all. */
export function ReadCounts({ days, first, isFirstShown }: Props) {
  const { t } = useTranslation('answers')
  const { today, yesterday } = days
  const left = yesterday.drafted - yesterday.seen
  const isAnyLeft = today.seen < today.drafted
  const unread = ({ day }: DayCount) =>
    addressOf({ range: { first: day, last: day }, show: 'unread', intent: null, warned: false })
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <Count
        title={t('daily')}
        words={today.drafted === 0 ? t('dailyNone') : t('dailyCount', { seen: today.seen, all: today.drafted })}
        part={today.drafted === 0 ? 0 : today.seen / today.drafted}
        name="today"
      >
        {isAnyLeft ? (
          <Button asChild size="s" look="primary">
            <Link to={unread(today)}>{t('readRest')}</Link>
          </Button>
        ) : null}
        {left > 0 ? (
          <Button asChild size="s">
            <Link to={unread(yesterday)}>{t('yesterdayLeft', { n: left })}</Link>
          </Button>
        ) : null}
      </Count>
      {first === null ? null : (
        <Count
          title={t('first', { of: FIRST_ANSWERS })}
          words={t('firstCount', { seen: first.seen, of: FIRST_ANSWERS })}
          part={first.seen / FIRST_ANSWERS}
          name="first"
        >
          {first.sent === 0 ? (
            <span className="text-ink-2 text-xs">{t('firstNone')}</span>
          ) : (
            <Button asChild size="s">
              <Link
                aria-current={isFirstShown ? 'true' : undefined}
                to={addressOf({ range: null, show: 'all', intent: null, warned: false })}
              >
                {t('firstShow', { n: first.sent })}
              </Link>
            </Button>
          )}
        </Count>
      )}
    </div>
  )
}

type CountProps = { title: string; words: string; part: number; name: string; children: ReactNode }

function Count({ title, words, part, name, children }: CountProps) {
  return (
    <section aria-label={title} className="bg-surface border-line rounded-lg border px-4 py-3">
      <h2 className="text-ink-2 text-xs font-medium">{title}</h2>
      <p className="text-md mt-0.5 font-semibold tabular-nums" data-count={name}>
        {words}
      </p>
      <div aria-hidden className="bg-data-soft my-2.5 h-1 overflow-hidden rounded-full">
        <div className="bg-data h-full rounded-full" style={{ width: `${(part * 100).toFixed(1)}%` }} />
      </div>
      <div className="flex min-h-7 flex-wrap items-center gap-2">{children}</div>
    </section>
  )
}

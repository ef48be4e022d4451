import { Link, useNavigate } from '@remix-run/react'
import { MessagesSquare } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswersPage as Page } from '../../answers/contract.ts'
import { addressOf, SHOWS } from '../../answers/filter.ts'
import { useKeys } from '../../inbox/use-keys.ts'
import { DayRangeBar } from '../review/day-range-bar.tsx'
import { ReviewPart } from '../review/review-part.tsx'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Switch } from '../ui/switch.tsx'
import { AnswerList } from './answer-list.tsx'
import { ReadCounts } from './read-counts.tsx'

const EVERY = 'every'

/** What ARI said, day by day, with who has read it; what is not read yet is one press away. */
export function AnswersPage(page: Page) {
  const { t } = useTranslation('answers')
  const { filter, days, answers, next, isFirstPage } = page
  const navigate = useNavigate()
  const list = useRef<HTMLDivElement>(null)
  const choose = (change: Partial<typeof filter>) =>
    navigate(addressOf({ ...filter, ...change }), { preventScrollReset: true })

  /** From row to row; Enter opens the one that has the focus, as with every link. */
  function step(by: 1 | -1) {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-answer]') ?? [])]
    const here = links.findIndex((link) => link === document.activeElement)
    links[here < 0 ? 0 : Math.min(links.length - 1, Math.max(0, here + by))]?.focus()
  }
  useKeys({ j: () => step(1), k: () => step(-1) })

  const { intent } = filter
  const intents = intent === null || page.intents.includes(intent) ? page.intents : [intent, ...page.intents]
  const keep = {
    ...(filter.show !== 'all' && { show: filter.show }),
    ...(filter.intent !== null && { intent: filter.intent }),
    ...(filter.warned && { warned: '1' }),
  }
  return (
    <ReviewPart title={t('title')} about={t('about')}>
      <ReadCounts days={days} first={page.first} isFirstShown={filter.range === null} />
      <section aria-label={t('filter')} className="grid gap-3">
        <DayRangeBar
          range={filter.range}
          today={days.today.day}
          hrefOf={(range) => addressOf({ ...filter, range })}
          keep={keep}
          withYesterday
        />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <div className="w-full sm:w-52">
            <Select
              label={t('show')}
              hideLabel
              value={filter.show}
              options={SHOWS.map((value) => ({ value, label: t(`shows.${value}`) }))}
              onChange={(show) => choose({ show })}
            />
          </div>
          <div className="w-full sm:w-56">
            <Select
              label={t('intent')}
              hideLabel
              value={filter.intent ?? EVERY}
              options={[
                { value: EVERY, label: t('everyIntent') },
                ...intents.map((value) => ({
                  value,
                  label: t(`trial:intents.${value}`, { defaultValue: value.replaceAll('_', ' ') }),
                })),
              ]}
              onChange={(value) => choose({ intent: value === EVERY ? null : value })}
            />
          </div>
          <Switch label={t('warnedOnly')} checked={filter.warned} onChange={(warned) => choose({ warned })} />
        </div>
      </section>
      <div ref={list}>
        {answers.length === 0 ? (
          <EmptyState
            icon={MessagesSquare}
            title={filter.show === 'unread' ? t('noneUnread') : t('none')}
            action={
              filter.show === 'all' && filter.intent === null && !filter.warned ? undefined : (
                <Button onClick={() => choose({ show: 'all', intent: null, warned: false })}>{t('showAll')}</Button>
              )
            }
          >
            <p>{filter.show === 'unread' ? t('noneUnreadAbout') : t('noneAbout')}</p>
          </EmptyState>
        ) : (
          <AnswerList answers={answers} search={addressOf(filter)} />
        )}
      </div>
      {isFirstPage && next === null ? null : (
        <p className="flex gap-2">
          {isFirstPage ? null : (
            <Button asChild>
              <Link to={addressOf(filter)}>{t('latest')}</Link>
            </Button>
          )}
          {next === null ? null : (
            <Button asChild>
              <Link to={addressOf(filter, { after: next })}>{t('earlier')}</Link>
            </Button>
          )}
        </p>
      )}
    </ReviewPart>
  )
}

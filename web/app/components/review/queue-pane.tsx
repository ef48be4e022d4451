import { Link } from '@remix-run/react'
import { ClipboardCheck, Send } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { FIRST_ANSWERS } from '#schema/answer.ts'
import type { HeldDraft, ReviewQueue } from '../../review/contract.ts'
import { SHOWN_AT_FIRST } from '../../review/limits.ts'
import { countsOf, QUEUE_FILTERS, type QueueFilter } from '../../review/order.ts'
import type { Worklist } from '../../review/use-worklist.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { Segments } from '../ui/segments.tsx'
import { EmptyState, Notice } from '../ui/states.tsx'
import { BatchRow } from './batch-row.tsx'
import { ListNow, QueueItem } from './queue-item.tsx'
import { TestsToRead } from './tests-to-read.tsx'

/** The drafts that wait: what is overdue first, then as they fall due. */
export function QueuePane({ worklist }: { worklist: Worklist }) {
  const { t } = useTranslation('review')
  const { queue, drafts, waiting, groups, filter, now } = worklist
  const counts = countsOf(drafts, now)
  const more = waiting - drafts.length
  /** Of what is not shown nobody knows whether it is late or risky. */
  const countOf = (value: QueueFilter) =>
    value === 'all' ? String(waiting) : `${String(counts[value])}${more > 0 ? '+' : ''}`
  const isNothing = groups.late.length + groups.due.length === 0
  return (
    <section aria-label={t('list')} className="bg-sunken border-line flex min-h-0 flex-1 flex-col md:border-r">
      <div className="px-4 pt-3 pb-2.5">
        <div className="mb-2 flex h-8 items-center gap-2">
          <h1 className="text-lg font-semibold">{t('title')}</h1>
          <p className="text-ink-2 ml-auto pt-0.5 text-xs tabular-nums" data-counts>
            <b className="text-ink font-semibold">{waiting}</b> {t('counts.waiting')} {'· '}
            <b className="text-ink font-semibold">{queue.decidedToday}</b> {t('counts.today')}
          </p>
        </div>
        <Segments
          label={t('filterBar')}
          look="chips"
          value={filter}
          options={QUEUE_FILTERS.map((value) => ({ value, label: t(`filters.${value}`, { n: countOf(value) }) }))}
          onChange={worklist.setFilter}
        />
        <Policy queue={queue} />
        <FirstAnswers queue={queue} />
      </div>
      <div className="border-line min-h-0 flex-1 overflow-y-auto border-t px-2 py-1.5">
        <ListNow.Provider value={now}>
          <Group title={t('groups.late')} drafts={groups.late} worklist={worklist} isLate />
          <Group title={t('groups.due')} drafts={groups.due} worklist={worklist} isAlone={groups.late.length === 0} />
        </ListNow.Provider>
        {isNothing ? (
          <EmptyState
            icon={ClipboardCheck}
            title={t(`filterEmpty.${filter}`)}
            action={
              filter === 'all' ? undefined : <Button onClick={() => worklist.setFilter('all')}>{t('showAll')}</Button>
            }
          >
            {/* Where there is room beside the list, it says so there. */}
            {filter === 'all' ? <p className="md:hidden">{t('emptyAbout')}</p> : null}
          </EmptyState>
        ) : null}
        <More worklist={worklist} />
        <TestsToRead tests={queue.tests} />
      </div>
    </section>
  )
}

/** What waits beyond the end of the list. Stepping on there lists more of it, too. */
function More({ worklist: { drafts, waiting, more, hasMore, loadMore } }: { worklist: Worklist }) {
  const { t } = useTranslation('review')
  const n = waiting - drafts.length
  if (n <= 0) return null
  if (!hasMore) return <p className="text-ink-2 px-2 py-3 text-center text-xs">{t('tooMany', { n })}</p>
  return (
    <div className="flex flex-col items-stretch gap-2 p-2">
      {more === 'failed' ? <Notice tone="stop">{t('moreFailed')}</Notice> : null}
      <Button busy={more === 'loading'} onClick={loadMore}>
        {t('more', { n: Math.min(n, SHOWN_AT_FIRST) })}
      </Button>
    </div>
  )
}

type GroupProps = { title: string; drafts: HeldDraft[]; worklist: Worklist; isLate?: boolean; isAlone?: boolean }

function Group({ title, drafts, worklist, isLate = false, isAlone = false }: GroupProps) {
  if (drafts.length === 0) return null
  return (
    <>
      <h2
        className={cn(
          'text-2xs px-2 pt-2 pb-1 font-semibold',
          isLate ? 'text-stop' : 'text-ink-2',
          isAlone && 'sr-only',
        )}
      >
        {title}
      </h2>
      <ul aria-label={title}>
        {drafts.map((draft) => (
          <Fragment key={draft.draftId}>
            <BatchRow first={draft} worklist={worklist} />
            <QueueItem
              draft={draft}
              who={worklist.whoOf(draft)}
              me={worklist.me.id}
              isOpen={draft.draftId === worklist.openId}
              onOpen={worklist.open}
            />
          </Fragment>
        ))}
      </ul>
    </>
  )
}

/** What of ARI's answers is read at present. */
function Policy({ queue: { policy, isLive, firstDays, sampledPercent, sendsItselfAfter } }: { queue: ReviewQueue }) {
  const { t } = useTranslation('review')
  const words = () => {
    if (policy === 'off') return t('policies.off')
    if (policy === 'always') return t('policies.always')
    if (!isLive) return t('policies.notLive')
    if (firstDays !== null) return t('policies.firstDays')
    if (sampledPercent === 0) return t('policies.rules')
    const n = 100 / sampledPercent
    return Number.isInteger(n) ? t('policies.oneIn', { n }) : t('policies.percent', { n: sampledPercent })
  }
  const isCounted = policy === 'week' && firstDays !== null
  return (
    <div className="text-ink-2 mt-2.5 text-xs">
      <p className="flex gap-2">
        <span className="min-w-0 flex-1">{words()}</span>
        {isCounted ? <span className="tabular-nums">{t('policies.day', firstDays)}</span> : null}
      </p>
      {isCounted ? (
        <div aria-hidden className="bg-data-soft mt-1.5 h-1 overflow-hidden rounded-full">
          <div
            className="bg-data h-full rounded-full"
            style={{ width: `${((firstDays.day / firstDays.of) * 100).toFixed(1)}%` }}
          />
        </div>
      ) : null}
      {sendsItselfAfter === null ? null : (
        <p
          data-sends-itself
          className="bg-stop-soft text-stop mt-2 flex items-start gap-1.5 rounded-sm px-2 py-1.5 font-medium"
        >
          <Send aria-hidden className="mt-px size-3.5 shrink-0" />
          {t('sendsItselfAfter', { n: sendsItselfAfter })}
        </p>
      )}
    </div>
  )
}

/** How many of the first live answers a person has looked at, with the list behind it; until it is all of them. */
function FirstAnswers({ queue: { firstAnswers } }: { queue: ReviewQueue }) {
  const { t } = useTranslation('review')
  if (firstAnswers === null || firstAnswers.seen >= FIRST_ANSWERS) return null
  return (
    <p className="mt-1.5 text-xs">
      <Link
        to="/review/answers?first=1"
        className="text-ink-2 inline-flex items-center underline-offset-4 hover:underline pointer-coarse:min-h-11"
        data-first-answers
      >
        {t('firstAnswers', { seen: firstAnswers.seen, of: FIRST_ANSWERS })}
      </Link>
    </p>
  )
}

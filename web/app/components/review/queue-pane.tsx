import { ClipboardCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { HeldDraft, ReviewQueue } from '../../review/contract.ts'
import { countsOf, QUEUE_FILTERS } from '../../review/order.ts'
import type { Worklist } from '../../review/use-worklist.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { Segments } from '../ui/segments.tsx'
import { EmptyState } from '../ui/states.tsx'
import { QueueItem } from './queue-item.tsx'

/** The drafts that wait: what is overdue first, then as they fall due. */
export function QueuePane({ worklist }: { worklist: Worklist }) {
  const { t } = useTranslation('review')
  const { queue, drafts, groups, filter, now } = worklist
  const counts = countsOf(drafts, now)
  const isNothing = groups.late.length + groups.due.length === 0
  return (
    <section aria-label={t('list')} className="bg-sunken border-line flex min-h-0 flex-1 flex-col md:border-r">
      <div className="px-4 pt-3 pb-2.5">
        <div className="mb-2 flex h-8 items-center gap-2">
          <h1 className="text-lg font-semibold">{t('title')}</h1>
          <p className="text-ink-2 ml-auto pt-0.5 text-xs tabular-nums" data-counts>
            <b className="text-ink font-semibold">{drafts.length}</b> {t('counts.waiting')} {'· '}
            <b className="text-ink font-semibold">{queue.decidedToday}</b> {t('counts.today')}
          </p>
        </div>
        <Segments
          label={t('filterBar')}
          look="chips"
          value={filter}
          options={QUEUE_FILTERS.map((value) => ({ value, label: t(`filters.${value}`, { n: counts[value] }) }))}
          onChange={worklist.setFilter}
        />
        <Policy queue={queue} />
      </div>
      <div className="border-line min-h-0 flex-1 overflow-y-auto border-t px-2 py-1.5">
        <Group title={t('groups.late')} drafts={groups.late} worklist={worklist} isLate />
        <Group title={t('groups.due')} drafts={groups.due} worklist={worklist} isAlone={groups.late.length === 0} />
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
      </div>
    </section>
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
          <QueueItem key={draft.draftId} draft={draft} worklist={worklist} />
        ))}
      </ul>
    </>
  )
}

/** What of ARI's answers is read at present. */
function Policy({ queue: { policy, isLive, firstDays, sampledPercent } }: { queue: ReviewQueue }) {
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
    </div>
  )
}

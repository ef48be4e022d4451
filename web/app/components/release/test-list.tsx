import { Link } from '@remix-run/react'
import { FileUp, ListFilter, PenLine } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReleaseShown, TestRow } from '../../release/contract.ts'
import { Panel } from '../intern/panel.tsx'
import { Button } from '../ui/button.tsx'
import { Segments } from '../ui/segments.tsx'
import { EmptyState } from '../ui/states.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { FindingPill, StandingPill } from './marks.tsx'
import { WriteDialog } from './write-dialog.tsx'

const FILTERS = ['all', 'unread', 'again', 'bad', 'good'] as const
type Filter = (typeof FILTERS)[number]
const PAGE = 40

function isIn(filter: Filter, { standing, wasBad }: TestRow): boolean {
  if (filter === 'all') return true
  if (filter === 'again') return standing === 'changed' || standing === 'new'
  return standing === filter || (filter === 'bad' && wasBad)
}

/** The test conversations, each leading to its reader. */
export function TestList({ shown: { tests } }: { shown: ReleaseShown }) {
  const { t } = useTranslation('release')
  const [filter, setFilter] = useState<Filter>('all')
  const [most, setMost] = useState(PAGE)
  const [writes, setWrites] = useState<'write' | 'import' | null>(null)
  const found = tests.filter((test) => isIn(filter, test))
  const close = () => setWrites(null)
  return (
    <Panel
      title={t('list.title')}
      aside={
        <div className="flex flex-wrap justify-end gap-2">
          <Button size="s" onClick={() => setWrites('write')}>
            <PenLine aria-hidden className="size-3.5" />
            {t('list.write')}
          </Button>
          <Button size="s" onClick={() => setWrites('import')}>
            <FileUp aria-hidden className="size-3.5" />
            {t('list.import')}
          </Button>
        </div>
      }
    >
      <div className="-mx-1 overflow-x-auto px-1 py-1">
        <Segments
          label={t('list.filter')}
          look="chips"
          value={filter}
          options={FILTERS.map((value) => ({
            value,
            label: t(`filters.${value}`, { n: tests.filter((test) => isIn(value, test)).length }),
          }))}
          onChange={(value) => {
            setFilter(value)
            setMost(PAGE)
          }}
        />
      </div>
      {found.length === 0 ? (
        <EmptyState
          icon={ListFilter}
          title={t('list.none')}
          action={<Button onClick={() => setFilter('all')}>{t('list.showAll')}</Button>}
        />
      ) : (
        <ul aria-label={t('list.title')} className="divide-line -my-1 divide-y">
          {found.slice(0, most).map((test) => (
            <Row key={test.id} test={test} />
          ))}
        </ul>
      )}
      {found.length > most ? (
        <Button className="justify-self-start" onClick={() => setMost(most + PAGE)}>
          {t('list.more', { n: found.length - most })}
        </Button>
      ) : null}
      {writes === 'write' ? <WriteDialog onClose={close} /> : null}
      {writes === 'import' ? <ImportDialog onClose={close} /> : null}
    </Panel>
  )
}

function Row({ test }: { test: TestRow }) {
  const { t } = useTranslation('release')
  const [finding] = test.findings
  return (
    <li>
      <Link
        to={`/review/release/${test.id}`}
        data-test={test.id}
        className="hover:bg-hover -mx-2 flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 rounded-sm px-2 py-1.5 transition-colors"
      >
        <span className="min-w-0 flex-1 basis-60">
          <span data-words lang={test.language} className="block truncate font-medium" title={test.title}>
            {test.title}
          </span>
          <span className="text-ink-2 block text-xs">
            {t(`sources.${test.source}`)} · {t(`languages.${test.language}`)}
          </span>
        </span>
        {finding === undefined ? null : <FindingPill finding={finding} more={test.findings.length - 1} />}
        <StandingPill standing={test.standing} wasBad={test.wasBad} isWaiting={test.isWaiting} />
      </Link>
    </li>
  )
}

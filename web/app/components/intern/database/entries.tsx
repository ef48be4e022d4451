import { useNavigation, useSearchParams } from '@remix-run/react'
import { BookOpenText, Plus, SearchX, Upload } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KINDS, KNOWLEDGE_LANGUAGES, type EntryPage, type ShownEntry } from '../../../knowledge/contract.ts'
import { useEntries } from '../../../knowledge/use-entries.ts'
import { useNow, useTimes } from '../../../time/use-times.ts'
import { Pill } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import { Select } from '../../ui/select.tsx'
import { EmptyState, Notice } from '../../ui/states.tsx'
import { EntryEditor } from './entry-editor.tsx'
import { ImportEntries } from './import-entries.tsx'
import { SearchField } from './search-field.tsx'

type Props = { page: EntryPage; counts: Partial<Record<string, number>>; total: number; mayEdit: boolean }

/** The entries, the last changed first: searched, filtered, opened, added. */
export function Entries({ page, counts, total, mayEdit }: Props) {
  const { t } = useTranslation('database')
  const [params, setParams] = useSearchParams()
  // An address may name the entry that it is about.
  const [open, setOpen] = useState<ShownEntry | 'new' | null>(
    () => page.entries.find(({ id }) => id === params.get('entry')) ?? null,
  )
  const [isImporting, setImporting] = useState(false)
  const { entries, next, more, loadMore } = useEntries(page, params)
  const isChanging = useNavigation().state === 'loading'
  const value = (name: string) => params.get(name) ?? ''
  const choose = (name: string, to: string) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        if (to === '' || to === 'all') after.delete(name)
        else after.set(name, to)
        return after
      },
      { replace: true, preventScrollReset: true },
    )
  const add = (
    <Button look="primary" onClick={() => setOpen('new')}>
      <Plus aria-hidden className="size-4" />
      {t('add')}
    </Button>
  )
  return (
    <section aria-label={t('list')}>
      <div className="mb-3 flex flex-wrap items-end gap-2">
        <div className="min-w-44 flex-1">
          <SearchField label={t('search')} value={value('q')} onSearch={(words) => choose('q', words)} />
        </div>
        <div className="flex w-full gap-2 sm:w-auto">
          <div className="min-w-0 flex-1 sm:w-40">
            <Select
              label={t('filterKind')}
              hideLabel
              value={value('kind') || 'all'}
              options={[
                { value: 'all', label: t('allKinds') },
                ...KINDS.map((kind) => ({ value: kind, label: `${t(`kinds.${kind}`)} ${String(counts[kind] ?? 0)}` })),
              ]}
              onChange={(kind) => choose('kind', kind)}
            />
          </div>
          <div className="min-w-0 flex-1 sm:w-36">
            <Select
              label={t('filterLanguage')}
              hideLabel
              value={value('language') || 'all'}
              options={[
                { value: 'all', label: t('allLanguages') },
                ...KNOWLEDGE_LANGUAGES.map((one) => ({ value: one, label: t(`languages.${one}`) })),
              ]}
              onChange={(language) => choose('language', language)}
            />
          </div>
        </div>
        {mayEdit ? (
          <div className="ml-auto flex gap-2">
            <Button onClick={() => setImporting(true)}>
              <Upload aria-hidden className="size-4" />
              {t('import')}
            </Button>
            {total === 0 ? null : add}
          </div>
        ) : null}
      </div>
      {total === 0 ? (
        <EmptyState icon={BookOpenText} title={t('emptyTitle')} action={mayEdit ? add : undefined}>
          <p>{mayEdit ? t('emptyText') : t('emptyMember')}</p>
        </EmptyState>
      ) : entries.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title={t('noneTitle')}
          action={<Button onClick={() => setParams({}, { replace: true })}>{t('clear')}</Button>}
        >
          <p>{t('noneText')}</p>
        </EmptyState>
      ) : (
        <ul
          aria-busy={isChanging}
          className={cn('border-line bg-surface divide-line divide-y rounded-md border', isChanging && 'opacity-60')}
        >
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} onOpen={() => setOpen(entry)} />
          ))}
        </ul>
      )}
      {next === null ? null : (
        <div className="mt-3 flex flex-col items-center gap-2">
          {more === 'failed' ? <Notice tone="stop">{t('moreFailed')}</Notice> : null}
          <Button busy={more === 'loading'} onClick={() => void loadMore()}>
            {t('more')}
          </Button>
        </div>
      )}
      {open === null ? null : (
        <EntryEditor
          key={open === 'new' ? 'new' : open.id}
          entry={open === 'new' ? null : open}
          mayEdit={mayEdit}
          onClose={() => setOpen(null)}
        />
      )}
      {isImporting ? <ImportEntries onClose={() => setImporting(false)} /> : null}
    </section>
  )
}

function EntryRow({ entry, onOpen }: { entry: ShownEntry; onOpen: () => void }) {
  const { t } = useTranslation('database')
  const times = useTimes()
  const now = useNow()
  const at = Date.parse(entry.updatedAt)
  const { title, content, kind, language, active, updatedBy } = entry
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="hover:bg-hover flex min-h-16 w-full items-center gap-3 px-3 py-2.5 text-left md:px-4"
      >
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-2">
            <span className={cn('min-w-0 truncate font-medium', !active && 'text-ink-3')} title={title}>
              {title}
            </span>
            {active ? null : <Pill>{t('off')}</Pill>}
          </span>
          <span className="text-ink-2 mt-0.5 block truncate text-xs">{content}</span>
        </span>
        <span className="flex shrink-0 flex-col items-end gap-1 text-right">
          <span className="text-ink-2 text-xs">
            {t(`kinds.${kind}`)}
            <span className="text-ink-3 ml-1.5 uppercase">{language}</span>
          </span>
          <time
            dateTime={entry.updatedAt}
            title={times.full(at)}
            className="text-ink-3 text-2xs max-w-44 truncate tabular-nums"
          >
            {updatedBy === null ? times.ago(at, now) : t('changedBy', { name: updatedBy, when: times.ago(at, now) })}
          </time>
        </span>
      </button>
    </li>
  )
}

import { useNavigate, useNavigation, useParams, useSearchParams } from '@remix-run/react'
import { Inbox, RotateCw, Search, SearchX, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListFilter, ListPage } from '../../inbox/contract.ts'
import { useKeys } from '../../inbox/use-keys.ts'
import { useList } from '../../inbox/use-list.ts'
import { useNow } from '../../time/use-times.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Segments } from '../ui/segments.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { EmptyState, Notice } from '../ui/states.tsx'
import { AriSwitch } from './ari-switch.tsx'
import { ConversationItem } from './conversation-item.tsx'
import { useIsAwake } from '../ui/use-is-awake.ts'
import { StoppedChannels } from './stopped-channels.tsx'

/** More than any screen shows: what the server writes of the list, so that the page is there sooner. */
const ROWS_AT_FIRST = 20
const FILTERS: readonly ListFilter[] = ['all', 'waiting', 'mine', 'ari']
const TYPED_MS = 250

type Props = {
  page: ListPage
  filter: ListFilter
  q: string
  meId: string
  maySwitchAri: boolean
  workspaceName: string
  demoPhoneUrl: string | null
}

/** The conversations, the latest first: searched, filtered, lengthened by a button. */
export function ListPane({ page, filter, q, meId, maySwitchAri, workspaceName, demoPhoneUrl }: Props) {
  const { t } = useTranslation('inbox')
  const [params, setParams] = useSearchParams()
  const now = useNow()
  const query = new URLSearchParams({ ...(filter !== 'all' && { filter }), ...(q && { q }) }).toString()
  const list = useList(page, query)
  const isAwake = useIsAwake()
  const navigation = useNavigation()
  const navigate = useNavigate()
  const { contactId: openId } = useParams()
  const step = (by: 1 | -1) => {
    const place = list.rows.findIndex(({ contactId }) => contactId === openId)
    const next = list.rows[place < 0 ? 0 : place + by]
    if (next !== undefined) navigate({ pathname: `/inbox/${next.contactId}`, search: query })
  }
  useKeys({ j: () => step(1), k: () => step(-1) })
  const isChanging =
    navigation.state === 'loading' &&
    navigation.location.pathname.startsWith('/inbox') &&
    new URLSearchParams(navigation.location.search).toString() !== params.toString()
  const choose = (name: 'filter' | 'q', value: string) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        if (value === '' || value === 'all') after.delete(name)
        else after.set(name, value)
        return after
      },
      { replace: true, preventScrollReset: true },
    )
  return (
    <section aria-label={t('title')} className="bg-sunken border-line flex min-h-0 flex-1 flex-col md:border-r">
      <div className="px-4 pt-3">
        <div className="mb-2 flex h-8 items-center gap-2">
          <h1 className="text-lg font-semibold">{t('title')}</h1>
          <span className="text-ink-3 min-w-0 flex-1 truncate pt-0.5 text-xs" title={workspaceName}>
            {workspaceName}
          </span>
          <AriSwitch isOn={list.ariOn} mayChange={maySwitchAri} onChanged={() => void list.refresh()} />
          <IconButton label={t('refreshList')} onClick={() => void list.refresh()}>
            <RotateCw aria-hidden className="size-4" />
          </IconButton>
        </div>
        {list.ariOn ? null : (
          <Notice tone="wait" className="mb-2.5">
            {t('ari:isOff')}
          </Notice>
        )}
        <StoppedChannels stopped={list.stopped} className="mb-2" />
        <SearchBox q={q} onSearch={(text) => choose('q', text)} />
        <div role="group" aria-label={t('filterBar')} className="-mx-4 mt-2.5 overflow-x-auto px-4 pb-2.5">
          <Segments
            label={t('filterBar')}
            look="chips"
            value={filter}
            options={FILTERS.map((value) => ({ value, label: t(`filters.${value}`) }))}
            onChange={(value) => choose('filter', value)}
          />
        </div>
      </div>
      <div className="border-line min-h-0 flex-1 overflow-y-auto border-t px-2 py-1.5" aria-busy={isChanging}>
        {isChanging ? (
          <ListSkeleton />
        ) : list.rows.length === 0 ? (
          <NoRows filter={filter} q={q} demoPhoneUrl={demoPhoneUrl} onClear={() => setParams({}, { replace: true })} />
        ) : (
          <ul aria-label={t('conversations')}>
            {(isAwake ? list.rows : list.rows.slice(0, ROWS_AT_FIRST)).map((row) => (
              <ConversationItem
                key={row.conversationId}
                row={row}
                search={query}
                now={now}
                meId={meId}
                ariOn={list.ariOn}
              />
            ))}
          </ul>
        )}
        {isChanging || list.next === null ? null : (
          <div className="flex flex-col items-stretch gap-2 p-2">
            {list.more === 'failed' ? <Notice tone="stop">{t('moreFailed')}</Notice> : null}
            <Button busy={list.more === 'loading'} onClick={() => void list.loadMore()}>
              {t('more')}
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}

function SearchBox({ q, onSearch }: { q: string; onSearch: (text: string) => void }) {
  const { t } = useTranslation('inbox')
  const [text, setText] = useState(q)
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    // Changed from outside, by going back for instance: shown, but never under the hands of who types.
    if (document.activeElement !== input.current) setText(q)
  }, [q])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => {
      clearTimeout(timer.current)
      document.removeEventListener('keydown', onKey)
    }
  }, [])
  const search = (words: string) => {
    setText(words)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onSearch(words.trim()), TYPED_MS)
  }
  return (
    <form
      role="search"
      className="relative"
      onSubmit={(event) => {
        event.preventDefault()
        clearTimeout(timer.current)
        onSearch(text.trim())
      }}
    >
      <Search
        aria-hidden
        className="text-ink-3 pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2"
      />
      <input
        ref={input}
        type="search"
        name="q"
        value={text}
        maxLength={200}
        autoComplete="off"
        aria-label={t('search')}
        placeholder={t('search')}
        onChange={(event) => search(event.target.value)}
        className="bg-surface h-8 w-full rounded-sm pr-16 pl-8 shadow-[inset_0_0_0_1px_var(--line-2)] focus:shadow-[inset_0_0_0_1.5px_var(--accent),0_0_0_3px_var(--ring)] focus:outline-none pointer-coarse:h-11 [&::-webkit-search-cancel-button]:hidden"
      />
      <span className="absolute inset-y-0 right-1.5 flex items-center">
        {text === '' ? (
          <Kbd>{t('searchKey')}</Kbd>
        ) : (
          <button
            type="button"
            aria-label={t('searchClear')}
            className="text-ink-2 hover:bg-hover grid size-6 place-items-center rounded-xs pointer-coarse:size-10"
            onClick={() => search('')}
          >
            <X aria-hidden className="size-3.5" />
          </button>
        )}
      </span>
    </form>
  )
}

type NoRowsProps = { filter: ListFilter; q: string; demoPhoneUrl: string | null; onClear: () => void }

function NoRows({ filter, q, demoPhoneUrl, onClear }: NoRowsProps) {
  const { t } = useTranslation('inbox')
  if (q !== '')
    return (
      <EmptyState icon={SearchX} title={t('nothingFound')} action={<Button onClick={onClear}>{t('showAll')}</Button>}>
        <p className="break-words">{t('nothingFoundAbout', { q })}</p>
      </EmptyState>
    )
  if (filter !== 'all')
    return (
      <EmptyState
        icon={Inbox}
        title={t(`filterEmpty.${filter}`)}
        action={<Button onClick={onClear}>{t('showAll')}</Button>}
      />
    )
  return (
    <EmptyState
      icon={Inbox}
      title={t('empty')}
      action={
        demoPhoneUrl === null ? undefined : (
          <Button asChild look="primary">
            <a href={demoPhoneUrl} target="_blank" rel="noopener">
              {t('openPhone')}
            </a>
          </Button>
        )
      }
    >
      <p>{demoPhoneUrl === null ? t('emptyAbout') : t('emptyDemo')}</p>
    </EmptyState>
  )
}

function ListSkeleton() {
  return (
    <ul aria-hidden>
      {Array.from({ length: 8 }, (_, index) => (
        <li key={index} className="grid h-19 grid-cols-[40px_minmax(0,1fr)] gap-x-3 py-2.5 pr-2.5 pl-2">
          <Skeleton className="size-10 rounded-full" />
          <span className="flex flex-col gap-2.5">
            <Skeleton className="w-2/5" />
            <Skeleton className="w-4/5" />
            <Skeleton className="w-1/4" />
          </span>
        </li>
      ))}
    </ul>
  )
}

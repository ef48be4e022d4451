import { Form, Link, useFetcher } from '@remix-run/react'
import { Building2, Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Pill } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Input } from '../ui/field.tsx'
import { EmptyState } from '../ui/states.tsx'

export type ShownWorkspace = {
  id: string
  slug: string
  name: string
  createdAt: string
  people: number
  channels: number
  isLive: boolean
  lastMessageAt: string | null
}

export type WorkspacePage = {
  workspaces: readonly ShownWorkspace[]
  /** Where the next page begins; null on the last one. */
  next: { at: string; id: string } | null
  search: string
  /** Behind which workspace this page begins; null on the first one. */
  after: string | null
}

/** All workspaces of the platform: a search, a table, and a button for more of it. Works without scripts, too. */
export function WorkspaceList(first: WorkspacePage) {
  const { t } = useTranslation('admin')
  const { workspaces, next, fetcher } = useMorePages(first)
  return (
    <>
      <Form method="get" role="search" className="mt-4 flex flex-wrap items-end gap-2">
        <div className="w-72 max-w-full">
          <Input type="search" name="q" label={t('search')} defaultValue={first.search} />
        </div>
        <Button type="submit">
          <Search aria-hidden className="size-4" />
          {t('searchButton')}
        </Button>
      </Form>
      {first.after === null ? null : (
        <p className="mt-4">
          <Link to={pathOf(first.search)} className="text-accent font-medium underline underline-offset-4">
            {t('fromTheStart')}
          </Link>
        </p>
      )}
      {workspaces.length === 0 ? (
        <div role="status">
          <EmptyState
            icon={Building2}
            title={first.search === '' ? t('empty') : t('nothingFound', { search: first.search })}
          />
        </div>
      ) : (
        <div
          className="border-line bg-surface mt-4 overflow-x-auto rounded-md border"
          tabIndex={0}
          role="region"
          aria-label={t('title')}
        >
          <WorkspaceTable workspaces={workspaces} />
        </div>
      )}
      {next === null ? null : (
        <fetcher.Form method="get" action="/admin" className="mt-4">
          <input type="hidden" name="q" value={first.search} />
          <input type="hidden" name="at" value={next.at} />
          <input type="hidden" name="id" value={next.id} />
          <Button type="submit" busy={fetcher.state !== 'idle'}>
            {t('more')}
          </Button>
        </fetcher.Form>
      )}
    </>
  )
}

function WorkspaceTable({ workspaces }: { workspaces: readonly ShownWorkspace[] }) {
  const { t, i18n } = useTranslation('admin')
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'Asia/Jakarta' })
  const time = new Intl.DateTimeFormat(i18n.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Asia/Jakarta',
  })
  return (
    <table className="w-full text-left text-sm">
      <thead>
        <tr>
          {(['name', 'slug', 'created', 'people', 'channels', 'state', 'lastMessage'] as const).map((column) => (
            <th key={column} scope="col" className="text-ink-2 h-9 px-3 text-xs font-medium whitespace-nowrap">
              {t(`columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {workspaces.map(({ id, name, slug, createdAt, people, channels, isLive, lastMessageAt }) => (
          <tr key={id} className="border-line hover:bg-hover h-10 border-t transition-colors">
            <th scope="row" className="max-w-72 truncate px-3 font-medium" title={name}>
              {name}
            </th>
            <td className="text-ink-2 px-3">{slug}</td>
            <td className="px-3 whitespace-nowrap tabular-nums">
              <time dateTime={createdAt}>{day.format(new Date(createdAt))}</time>
            </td>
            <td className="px-3 tabular-nums">{people}</td>
            <td className="px-3 tabular-nums">{channels}</td>
            <td className="px-3 whitespace-nowrap tabular-nums">
              <Pill tone={isLive ? 'done' : 'plain'}>{isLive ? t('live') : t('notLive')}</Pill>
            </td>
            <td className="px-3 whitespace-nowrap tabular-nums">
              {lastMessageAt === null ? (
                t('noMessage')
              ) : (
                <time dateTime={lastMessageAt}>{time.format(new Date(lastMessageAt))}</time>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The first page, and behind it those that were asked for. */
function useMorePages(first: WorkspacePage) {
  const fetcher = useFetcher<WorkspacePage>()
  const { data: page } = fetcher
  const [more, setMore] = useState<WorkspacePage[]>([])
  useEffect(() => {
    if (page !== undefined) setMore((pages) => [...pages.filter(({ after }) => after !== page.after), page])
  }, [page])
  const pages = [first, ...more]
  return { workspaces: pages.flatMap(({ workspaces }) => workspaces), next: pages.at(-1)?.next ?? null, fetcher }
}

function pathOf(search: string): string {
  return search === '' ? '/admin' : `/admin?${new URLSearchParams({ q: search }).toString()}`
}

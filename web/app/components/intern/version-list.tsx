import { Link } from '@remix-run/react'
import { ChevronRight, History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNow, useTimes } from '../../time/use-times.ts'
import { Pill } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/states.tsx'

export type ShownVersion = {
  number: number
  note: string
  restoredFrom: number | null
  publishedBy: string | null
  publishedAt: string
}
type Props = { live: number; versions: readonly ShownVersion[]; isFirst: boolean; older: number | null }

/** Everything that ARI ever went by, newest first. */
export function VersionList({ live, versions, isFirst, older }: Props) {
  const { t } = useTranslation('config')
  return (
    <div className="mx-auto max-w-215 p-4 md:p-6">
      <h2 className="text-xl font-semibold">{t('versions.title')}</h2>
      <p className="text-ink-2 mt-1">{t('versions.about')}</p>
      {versions.length === 0 ? (
        <EmptyState icon={History} title={t('firstVersion')}>
          {t('publish.noneAbout')}
        </EmptyState>
      ) : (
        <ol className="bg-surface border-line divide-line mt-4 divide-y overflow-hidden rounded-lg border">
          {versions.map((version) => (
            <Row key={version.number} version={version} isLive={version.number === live} />
          ))}
        </ol>
      )}
      <p className="mt-4 flex gap-2">
        {isFirst ? null : (
          <Button asChild>
            <Link to="/intern/versions">{t('versions.newest')}</Link>
          </Button>
        )}
        {older === null ? null : (
          <Button asChild>
            <Link to={`/intern/versions?before=${String(older)}`}>{t('versions.older')}</Link>
          </Button>
        )}
      </p>
    </div>
  )
}

function Row({ version, isLive }: { version: ShownVersion; isLive: boolean }) {
  const { t } = useTranslation('config')
  const times = useTimes()
  const now = useNow()
  const { number, note, restoredFrom, publishedBy, publishedAt } = version
  const at = Date.parse(publishedAt)
  return (
    <li>
      <Link
        to={`/intern/versions/${String(number)}`}
        prefetch="intent"
        className="hover:bg-hover flex min-h-16 items-center gap-3 px-4 py-2.5 transition-colors"
      >
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-2">
            <b className="font-semibold">{t('version', { number })}</b>
            {isLive ? <Pill tone="done">{t('versions.live')}</Pill> : null}
            {restoredFrom === null ? null : <Pill>{t('versions.from', { number: restoredFrom })}</Pill>}
          </span>
          {note === '' ? null : (
            <span className="text-ink-2 block truncate text-xs" title={note}>
              {note}
            </span>
          )}
          <span className="text-ink-3 block text-xs tabular-nums">
            {publishedBy ?? t('versions.program')}
            {' · '}
            <time dateTime={publishedAt} title={times.full(at)}>
              {times.both(at, now)}
            </time>
          </span>
        </span>
        <ChevronRight aria-hidden className="text-ink-3 size-4 shrink-0" />
      </Link>
    </li>
  )
}

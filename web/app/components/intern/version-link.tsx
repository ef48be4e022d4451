import { Link } from '@remix-run/react'
import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNow, useTimes } from '../../time/use-times.ts'

/** What ARI goes by now, and the way to what it went by before. */
export function VersionLink({ version, publishedAt }: { version: number; publishedAt: string | null }) {
  const { t } = useTranslation('config')
  const times = useTimes()
  const now = useNow()
  return (
    <Link
      to="/intern/versions"
      prefetch="intent"
      className="text-ink-2 hover:bg-hover flex h-8 shrink-0 items-center gap-1.5 rounded-sm px-2 text-xs tabular-nums pointer-coarse:h-11"
    >
      <History aria-hidden className="size-4 shrink-0" />
      {version === 0 ? t('firstVersion') : t('version', { number: version })}
      {publishedAt === null ? null : (
        <span className="text-ink-3 hidden md:inline">
          {t('since', { date: times.date(Date.parse(publishedAt), now) })}
        </span>
      )}
    </Link>
  )
}

import { useTranslation } from 'react-i18next'
import { Skeleton } from '../ui/skeleton.tsx'

/** A draft that is on its way. */
export function DraftSkeleton() {
  const { t } = useTranslation('inbox')
  return (
    <section aria-busy aria-label={t('loading')} className="bg-bg flex min-h-0 min-w-0 flex-1 flex-col">
      <h1 className="sr-only md:hidden">{t('review:title')}</h1>
      <div className="bg-surface border-line flex h-14 shrink-0 items-center gap-2.5 border-b px-4">
        <Skeleton className="size-9 rounded-full" />
        <Skeleton className="h-3.5 w-40" />
      </div>
      <div className="wall border-line flex h-44 flex-col justify-end gap-2 border-b px-5 pb-4">
        <Skeleton className="h-14 w-72 self-end rounded-md" />
        <Skeleton className="h-9 w-56 rounded-md" />
      </div>
      <div className="bg-surface border-wait-line m-4 h-48 rounded-lg border md:m-5" />
    </section>
  )
}

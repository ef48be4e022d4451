import { useTranslation } from 'react-i18next'
import { Skeleton } from '../ui/skeleton.tsx'

const BUBBLES = [
  ['start', 'w-56 h-9'],
  ['start', 'w-40 h-9'],
  ['end', 'w-72 h-14'],
  ['start', 'w-64 h-9'],
  ['end', 'w-60 h-9'],
] as const

/** A conversation that is on its way. */
export function ThreadSkeleton() {
  const { t } = useTranslation('inbox')
  return (
    <section aria-busy aria-label={t('loading')} className="bg-surface flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex h-14 shrink-0 items-center gap-2.5 px-4">
        <Skeleton className="size-9 rounded-full" />
        <Skeleton className="h-3.5 w-40" />
      </div>
      <div className="border-line flex h-10 shrink-0 items-center border-y px-4">
        <Skeleton className="w-64" />
      </div>
      <div className="wall flex flex-1 flex-col justify-end gap-2 px-10 pb-4">
        {BUBBLES.map(([side, size], index) => (
          <Skeleton key={index} className={`rounded-md ${size} ${side === 'end' ? 'self-end' : 'self-start'}`} />
        ))}
      </div>
      <div className="border-line h-24 shrink-0 border-t" />
    </section>
  )
}

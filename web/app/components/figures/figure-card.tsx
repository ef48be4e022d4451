import { Link } from '@remix-run/react'
import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FigureUnit } from '#domain/review/figure-value.ts'
import { useNumbers } from '../../figures/use-numbers.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { Bars } from './bars.tsx'

type Props = {
  name: string
  title: string
  about: string
  unit: FigureUnit
  value: number | null
  before: number | null
  days: readonly string[]
  values: readonly (number | null)[]
  to: string
  /** The list of one of the days. */
  toOn: (day: string) => string
  /** What else is to be said of the number, in a line below it. */
  children?: ReactNode
}

const CARD = 'bg-surface border-line flex min-w-0 flex-col gap-2 rounded-lg border px-4 py-3'

/** A figure: the number with the list behind it, what it means, how it was before, and by day. */
export function FigureCard({ name, title, about, unit, value, before, days, values, to, toOn, children }: Props) {
  const { t } = useTranslation('figures')
  const numbers = useNumbers()
  return (
    <section aria-label={title} data-figure={name} className={CARD}>
      <h3 className="text-ink-2 text-xs font-medium">{title}</h3>
      <div className="flex flex-wrap items-baseline gap-x-2.5">
        <Link
          to={to}
          aria-label={t('open', { title, value: numbers.in(unit, value) })}
          className="text-2xl font-semibold tabular-nums underline-offset-4 hover:underline pointer-coarse:py-1.5"
          data-value
        >
          {numbers.in(unit, value)}
        </Link>
        <Change unit={unit} value={value} before={before} />
      </div>
      {children === undefined ? null : <p className="text-xs tabular-nums">{children}</p>}
      <p className="text-ink-2 text-xs">{about}</p>
      <div className="mt-auto pt-1">
        <Bars title={title} {...{ unit, days, values, toOn }} />
      </div>
    </section>
  )
}

/** A figure that is still being counted. */
export function FigureCardSkeleton({ title, about }: Pick<Props, 'title' | 'about'>) {
  return (
    <section aria-label={title} className={CARD}>
      <h3 className="text-ink-2 text-xs font-medium">{title}</h3>
      <Skeleton className="my-1 h-6 w-24" />
      <Skeleton className="w-32" />
      <p className="text-ink-2 text-xs">{about}</p>
      <Skeleton className="mt-auto h-12 w-full" />
    </section>
  )
}

/** Beside what it was in as many days before. */
function Change({ unit, value, before }: Pick<Props, 'unit' | 'value' | 'before'>) {
  const { t } = useTranslation('figures')
  const numbers = useNumbers()
  if (before === null) return <span className="text-ink-2 text-xs">{t('beforeNone')}</span>
  const Icon = value === null || value === before ? ArrowRight : value > before ? ArrowUpRight : ArrowDownRight
  return (
    <span className="text-ink-2 flex items-center gap-1 text-xs tabular-nums">
      <Icon aria-hidden className="size-3.5" />
      {t('before', { value: numbers.in(unit, before) })}
    </span>
  )
}

import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

/** Nothing here yet: what will appear, and how to make it. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
}: {
  icon: LucideIcon
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="mx-auto flex max-w-80 flex-col items-center px-6 py-12 text-center">
      <span className="bg-sunken text-ink-3 mb-3 grid size-12 place-items-center rounded-full">
        <Icon aria-hidden className="size-6" strokeWidth={1.6} />
      </span>
      <p className="text-md font-semibold">{title}</p>
      {children === undefined ? null : <div className="text-ink-2 mt-1">{children}</div>}
      {action === undefined ? null : <div className="mt-4">{action}</div>}
    </div>
  )
}

const NOTICES = {
  info: { Icon: Info, look: 'bg-sunken text-ink-2' },
  wait: { Icon: TriangleAlert, look: 'bg-wait-soft text-wait' },
  stop: { Icon: CircleAlert, look: 'bg-stop-soft text-stop' },
  done: { Icon: CircleCheck, look: 'bg-done-soft text-done' },
}

/** Something to know at this place: what happened, that nothing was lost, what to do. */
export function Notice({
  tone = 'info',
  className,
  children,
}: {
  tone?: keyof typeof NOTICES
  className?: string
  children: ReactNode
}) {
  const { Icon, look } = NOTICES[tone]
  return (
    <div
      role={tone === 'info' || tone === 'done' ? 'status' : 'alert'}
      className={cn('flex items-start gap-2 rounded-sm px-3 py-2 text-xs', look, className)}
    >
      <Icon aria-hidden className="mt-px size-4 shrink-0" />
      <div className="min-w-0">{children}</div>
    </div>
  )
}

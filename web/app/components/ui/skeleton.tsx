import { cn } from './cn.ts'

/** Room that something will take when it is there. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('bg-press rounded-xs animate-skeleton block h-3', className)} />
}

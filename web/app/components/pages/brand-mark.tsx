import { cn } from '../ui/cn.ts'

/** The sign of the product. Its name stands beside it, or in a label. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        'bg-accent text-accent-ink grid size-10 shrink-0 place-items-center rounded-lg text-[15px] font-bold tracking-tight',
        className,
      )}
    >
      {'21'}
    </span>
  )
}

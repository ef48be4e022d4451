import { cva, type VariantProps } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

const badgeLook = cva(
  'inline-grid h-4.5 min-w-4.5 place-items-center rounded-full px-1.5 text-2xs font-semibold tabular-nums',
  {
    variants: {
      tone: {
        accent: 'bg-accent text-accent-ink',
        ari: 'bg-ari-soft text-ari',
        wait: 'bg-wait text-wait-ink',
        stop: 'bg-stop text-stop-ink',
        mute: 'bg-press text-ink-2',
      },
    },
    defaultVariants: { tone: 'accent' },
  },
)

/** How many. */
export function Badge({
  tone,
  className,
  children,
}: VariantProps<typeof badgeLook> & { className?: string; children: ReactNode }) {
  return <span className={cn(badgeLook({ tone }), className)}>{children}</span>
}

const pillLook = cva(
  'inline-flex h-5 items-center gap-1 rounded-full px-1.5 text-2xs font-medium whitespace-nowrap tabular-nums',
  {
    variants: {
      tone: {
        plain: 'bg-hover text-ink-2',
        accent: 'bg-accent-soft text-accent',
        ari: 'bg-ari-soft text-ari',
        wait: 'bg-wait-soft text-wait',
        stop: 'bg-stop-soft text-stop',
        done: 'bg-done-soft text-done',
      },
    },
    defaultVariants: { tone: 'plain' },
  },
)

/** A state in a word or two. */
export function Pill({
  tone,
  className,
  children,
}: VariantProps<typeof pillLook> & { className?: string; children: ReactNode }) {
  return <span className={cn(pillLook({ tone }), className)}>{children}</span>
}

/** A word that was put on something. */
export function Tag({ children }: { children: ReactNode }) {
  return (
    <span className="bg-sunken text-ink-2 rounded-xs inline-flex h-5.5 items-center gap-1 px-2 text-xs font-medium whitespace-nowrap">
      {children}
    </span>
  )
}

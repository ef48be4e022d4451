import type { ReactNode } from 'react'
import { cn } from './cn.ts'

/** The key that does what it stands beside. */
export function Kbd({ inverse = false, children }: { inverse?: boolean; children: ReactNode }) {
  return (
    <kbd
      aria-hidden
      className={cn(
        'rounded-xs text-2xs inline-grid h-4.5 min-w-4.5 place-items-center px-1 font-sans font-medium pointer-coarse:hidden',
        inverse
          ? 'bg-[color-mix(in_srgb,currentColor_10%,transparent)]'
          : 'bg-hover text-ink-2 shadow-[inset_0_0_0_1px_var(--line)]',
      )}
    >
      {children}
    </kbd>
  )
}

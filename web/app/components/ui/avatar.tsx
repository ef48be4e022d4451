import { UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

const SIZES = {
  20: 'size-5 text-[9px]',
  24: 'size-6 text-[10px]',
  28: 'size-7 text-2xs',
  36: 'size-9 text-sm',
  40: 'size-10 text-base',
}

/** The first letters of the first two words of a name; empty for a number. */
export function initialsOf(name: string | null): string {
  const words = (name ?? '').match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? []
  return words
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0))
    .join('')
    .toUpperCase()
}

function toneOf(key: string): number {
  let sum = 0
  for (const char of key) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973
  return (sum % 5) + 1
}

/** Initials on a quiet ground that is always the same for the same person. */
export function Avatar({
  name,
  id,
  size = 40,
  staff = false,
  children,
}: {
  name: string | null
  id: string
  size?: keyof typeof SIZES
  /** One of ours: teal. */
  staff?: boolean
  /** A mark at its corner. */
  children?: ReactNode
}) {
  const tone = String(toneOf(id))
  const initials = initialsOf(name)
  return (
    <span
      aria-hidden
      className={cn(
        'relative grid shrink-0 place-items-center rounded-full font-semibold',
        SIZES[size],
        staff && 'bg-accent-soft text-accent',
      )}
      style={staff ? undefined : { background: `var(--av-${tone})`, color: `var(--av-${tone}-ink)` }}
    >
      {initials === '' ? <UserRound className="size-[45%]" strokeWidth={1.75} /> : initials}
      {children}
    </span>
  )
}

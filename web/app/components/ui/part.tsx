import type { ReactNode } from 'react'
import { cn } from './cn.ts'

/** A part of a panel, under its name; what is counted in it stands at the right. */
export function Part({ title, aside, children }: { title: string; aside?: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 flex items-baseline text-xs font-semibold">
        {title}
        {aside === undefined ? null : <span className="text-ink-3 ml-auto font-normal tabular-nums">{aside}</span>}
      </h3>
      {children}
    </section>
  )
}

/** A name and what it is, in a `dl`; `figures` line up below each other. */
export function Row({ name, figures = false, children }: { name: string; figures?: boolean; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3 [overflow-wrap:anywhere]">{name}</dt>
      <dd className={cn('min-w-0 font-medium [overflow-wrap:anywhere]', figures && 'tabular-nums')}>{children}</dd>
    </>
  )
}

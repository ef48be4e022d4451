import type { ReactNode } from 'react'
import { cn } from '../cn.ts'

/** A part of the gallery that can be jumped to. */
export function Section({
  id,
  title,
  about,
  children,
}: {
  id: string
  title: string
  about: string
  children: ReactNode
}) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="border-line scroll-mt-14 border-t py-8 first:border-t-0"
    >
      <h2 id={`${id}-title`} className="text-lg font-semibold">
        {title}
      </h2>
      <p className="text-ink-2 mt-1 max-w-160">{about}</p>
      <div className="mt-6 flex flex-col gap-6">{children}</div>
    </section>
  )
}

/** Things of one kind, and what they have in common. */
export function Sample({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <h3 className="text-ink-2 mb-2 text-xs font-medium">{label}</h3>
      <div className={cn('flex min-w-0 flex-wrap items-center gap-3', className)}>{children}</div>
    </div>
  )
}

/** A piece of a page on its own, as wide as it gets there. */
export function Piece({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn('border-line w-full min-w-0 overflow-hidden rounded-md border', className)}>{children}</div>
}

import type { ReactNode } from 'react'

/** A part of what is shown of something that was chosen. */
export function Part({ children }: { children: ReactNode }) {
  return <section className="border-line px-4 py-4 not-first-of-type:border-t">{children}</section>
}

export function Title({ children }: { children: ReactNode }) {
  return <h3 className="mb-2 text-xs font-semibold">{children}</h3>
}

import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { BRAND } from '../../brand.ts'

/** One thing in the middle of the page: signing in, a notice, a problem. */
export function CentredPage({ title, children, below }: { title: string; children: ReactNode; below?: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center px-4 py-10">
      <Link to="/" className="text-ink-2 mb-6 self-center text-sm font-semibold">
        {BRAND}
      </Link>
      <div className="bg-surface border-line rounded-xl border p-6 sm:p-8">
        <h1 className="mb-4 text-xl font-semibold">{title}</h1>
        {children}
      </div>
      {below === undefined ? null : <div className="mt-6">{below}</div>}
    </main>
  )
}

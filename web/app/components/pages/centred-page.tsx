import { Link, useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { BRAND } from '../../brand.ts'
import { PreferenceSwitches } from '../shell/preference-switches.tsx'
import { BrandMark } from './brand-mark.tsx'

type Preferences = { language: string; theme: string }

/** One thing in the middle of the page: signing in, a notice, a problem. */
export function CentredPage({ title, children, below }: { title: string; children: ReactNode; below?: ReactNode }) {
  // Nothing was loaded where the page's very root failed.
  const preferences = useRouteLoaderData<Preferences | null>('root') ?? null
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-8">
      <main className="my-auto w-full max-w-100">
        <Link to="/" className="mx-auto mb-6 flex w-fit items-center gap-2.5 rounded-sm">
          <BrandMark className="size-8 rounded-md text-sm" />
          <span className="text-md font-semibold">{BRAND}</span>
        </Link>
        <div className="bg-surface border-line shadow-card rounded-lg border p-5 sm:p-7">
          <h1 className="mb-4 text-xl font-semibold">{title}</h1>
          {children}
        </div>
        {below === undefined ? null : <div className="mt-4">{below}</div>}
      </main>
      {preferences === null ? null : (
        <footer className="mt-8">
          <PreferenceSwitches {...preferences} />
        </footer>
      )}
    </div>
  )
}

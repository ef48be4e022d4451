import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'

/** Settings that belong together, with what they are for. */
export function Panel({
  title,
  about,
  aside,
  tab,
  id,
  children,
}: {
  title: string
  about?: string | undefined
  aside?: ReactNode
  /** Where it is edited. */
  tab?: string
  id?: string
  children: ReactNode
}) {
  return (
    <section
      aria-label={title}
      id={id}
      tabIndex={id === undefined ? undefined : -1}
      className="bg-surface border-line rounded-lg border"
    >
      <header className="border-line flex items-start gap-3 border-b px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 className="text-base font-semibold">
            {tab === undefined ? (
              title
            ) : (
              <Link to={tab} className="underline-offset-4 hover:underline">
                {title}
              </Link>
            )}
          </h2>
          {about === undefined ? null : <p className="text-ink-2 mt-0.5 text-xs">{about}</p>}
        </div>
        {aside}
      </header>
      <div className="grid gap-4 p-4">{children}</div>
    </section>
  )
}

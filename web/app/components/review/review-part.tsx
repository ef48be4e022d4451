import type { ReactNode } from 'react'
import { ReviewTabs } from './review-tabs.tsx'

type Props = { title: string; about?: string; aside?: ReactNode; children: ReactNode }

/** A part of reviewing beside the queue: its tabs, its heading, and what scrolls below. */
export function ReviewPart({ title, about, aside, children }: Props) {
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ReviewTabs />
      {/* Who may change nothing has no field to reach in it, and it must scroll by key. */}
      <div tabIndex={0} className="relative min-h-0 flex-1 overflow-y-auto -outline-offset-2">
        <div className="mx-auto grid w-full max-w-5xl gap-5 px-4 py-5 md:px-6">
          {/* On a phone the sentence has a line of its own: beside a button it would be a column of single words. */}
          <header className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 sm:items-start">
            <h1 className="text-lg font-semibold">{title}</h1>
            {about === undefined ? null : (
              <p className="text-ink-2 mt-0.5 col-start-1 max-w-prose max-sm:col-end-3 max-sm:mt-1.5">{about}</p>
            )}
            {aside === undefined ? null : <div className="col-start-2 row-start-1 sm:row-end-3">{aside}</div>}
          </header>
          {children}
        </div>
      </div>
    </div>
  )
}

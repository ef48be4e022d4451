import type { ReactNode, Ref } from 'react'

type Props = { title: string; aside?: string; place?: Ref<HTMLElement>; children: ReactNode }

/** A part of what stands under the draft, in a frame of its own. */
export function Box({ title, aside, place, children }: Props) {
  return (
    <section
      ref={place}
      tabIndex={-1}
      aria-label={title}
      className="bg-surface border-line min-w-0 rounded-md border px-3.5 py-3 outline-none"
    >
      <h3 className="mb-1.5 flex items-baseline gap-2 text-xs font-semibold">
        {title}
        {aside === undefined ? null : (
          <span className="text-ink-2 ml-auto font-normal whitespace-nowrap tabular-nums">{aside}</span>
        )}
      </h3>
      {children}
    </section>
  )
}

import type { ReactNode } from 'react'
import { useNow } from '../../time/use-times.ts'
import { useZoneTimes } from '../../time/use-zone-times.ts'

type Props<One> = {
  items: readonly One[]
  /** When it is of, as an ISO time. */
  atOf: (one: One) => string
  /** Its row: a list item with a key. */
  row: (one: One) => ReactNode
}

/** A list under its days, by the workspace's clock; both in the order in which they come. */
export function ByDay<One>({ items, atOf, row }: Props<One>) {
  const times = useZoneTimes()
  const now = useNow()
  const days = new Map<number, { at: string; items: One[] }>()
  for (const one of items) {
    const { dayNumber } = times.parts(atOf(one))
    const day = days.get(dayNumber)
    if (day === undefined) days.set(dayNumber, { at: atOf(one), items: [one] })
    else day.items.push(one)
  }
  return (
    <div className="grid gap-5">
      {[...days].map(([dayNumber, { at, items: ofDay }]) => {
        const [name, date] = [times.day(at, now), times.date(at, now)]
        return (
          <section key={dayNumber} aria-label={name}>
            <h2 className="text-md mb-2 font-semibold">
              {name}
              {name.endsWith(date) ? null : <span className="text-ink-3 ml-2 text-sm font-normal">{date}</span>}
            </h2>
            <ul className="bg-surface border-line divide-line divide-y overflow-hidden rounded-lg border">
              {ofDay.map(row)}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

import type { FreeTime } from '#domain/booking/free-times.ts'
import { zoneName } from '#domain/booking/times.ts'
import { useLocalTimes } from '../../slots/use-local-times.ts'

type Props = {
  times: readonly FreeTime[]
  timeZone: string
  /** Who it would be with, where the times are of several. */
  nameOf?: (consultantId: string) => string
  none: string
}

/** Times as a customer would be offered them, the soonest first. */
export function NextTimes({ times, timeZone, nameOf, none }: Props) {
  const local = useLocalTimes()
  if (times.length === 0) return <p className="text-ink-2">{none}</p>
  return (
    <ul className="divide-line -my-1.5 min-w-0 divide-y">
      {times.map(({ id, consultantId, startsAtMs }) => (
        <li key={id} className="flex items-baseline gap-3 py-1.5">
          <time dateTime={new Date(startsAtMs).toISOString()} className="font-medium whitespace-nowrap tabular-nums">
            {local.dayAt(startsAtMs, timeZone)}, {local.clockAt(startsAtMs, timeZone)} {zoneName(timeZone)}
          </time>
          {nameOf === undefined ? null : (
            <span data-words className="text-ink-2 min-w-0 flex-1 truncate text-right">
              {nameOf(consultantId)}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

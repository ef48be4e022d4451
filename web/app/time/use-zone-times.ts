import { useRouteLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { zoneName } from '#domain/booking/times.ts'
import { momentOf } from '#domain/booking/zones.ts'
import type { loader } from '../routes/_app.tsx'
import { useTimes } from './use-times.ts'
import { wibParts } from './wib.ts'

const HOME = 'Asia/Jakarta'
const MIDNIGHT = { day: 0, minute: 0 }

/** Times of consultations, answers and incidents: on the clock of the workspace's own zone, with its letters. */
export function useZoneTimes() {
  const timeZone = useRouteLoaderData<typeof loader>('routes/_app')?.workspace.timezone ?? HOME
  const { t } = useTranslation('time')
  const times = useTimes()
  const letters = zoneName(timeZone)
  // The pages' own clock is WIB: what it shows of a moment so much later is what the zone's clock shows now.
  const shiftMs = momentOf(MIDNIGHT, HOME) - momentOf(MIDNIGHT, timeZone)
  const there = (at: string | number) => (typeof at === 'string' ? Date.parse(at) : at) + shiftMs

  return {
    letters,
    /** `10.00`. */
    clock: (at: string) => times.clock(there(at)),
    /** `10.00–10.45 WIB`. */
    range: (from: string, to: string) => `${times.clock(there(from))}–${times.clock(there(to))} ${letters}`,
    /** `Rabu, 25 Nov, 10.00 WIB`. */
    full: (at: string, now: number) => `${times.dated(there(at), there(now))}, ${times.clock(there(at))} ${letters}`,
    /** `25 Nov, 10.00 WIB`. */
    short: (at: string, now: number) => `${times.date(there(at), there(now))}, ${times.clock(there(at))} ${letters}`,
    /** Today and tomorrow by these names, other days by weekday and date. */
    day(at: string, now: number): string {
      const isTomorrow = wibParts(there(at)).dayNumber === wibParts(there(now)).dayNumber + 1
      return isTomorrow ? t('tomorrow') : times.day(there(at), there(now))
    },
    /** `25 Nov`. */
    date: (at: string, now: number) => times.date(there(at), there(now)),
    weekday: (at: string) => times.weekday(there(at)),
    parts: (at: string) => wibParts(there(at)),
  }
}

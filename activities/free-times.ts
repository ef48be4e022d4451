import type { WorkspaceTx } from '#db/connect.ts'
import type { TimeToBook } from '#db/queries/bookings.ts'
import { readAvailability } from '#db/queries/slots.ts'
import { freeTimes } from '#domain/booking/free-times.ts'
import { pickTimes, type Wish } from '#domain/booking/wish.ts'

/** A time that can be booked now. Its id is what a list row and the model name it by. */
export type FreeSlot = TimeToBook & { id: string; consultant: string; startsAtMs: number }

type Ask = { now: Date; exceptBookingId?: string | null }

/** The times that fit a wish, or the nearest to it, in the order of the clock. */
export async function listFreeTimes(
  tx: WorkspaceTx,
  { wish, timeZone, most, ...ask }: Ask & { wish: Wish | null; timeZone: string; most: number },
): Promise<{ times: FreeSlot[]; isMet: boolean }> {
  const free = await readFreeTimes(tx, ask)
  return pickTimes(free, wish, { timeZone, most })
}

/** The free time of that name; undefined when it is not free any more, or never was. */
export async function findFreeTime(tx: WorkspaceTx, id: string, ask: Ask): Promise<FreeSlot | undefined> {
  return (await readFreeTimes(tx, ask)).find((time) => time.id === id)
}

/** The next times after one that is taken; where none follows, the first there are. */
export async function listTimesAfter(
  tx: WorkspaceTx,
  { afterMs, most, ...ask }: Ask & { afterMs: number; most: number },
): Promise<FreeSlot[]> {
  const free = await readFreeTimes(tx, ask)
  const later = free.filter(({ startsAt }) => startsAt.getTime() >= afterMs)
  return [...later, ...free.filter((time) => !later.includes(time))].slice(0, most)
}

async function readFreeTimes(tx: WorkspaceTx, ask: Ask): Promise<FreeSlot[]> {
  const availability = await readAvailability(tx, ask)
  const { consultants } = availability
  return freeTimes({ ...availability, nowMs: ask.now.getTime() }).map(({ id, consultantId, startsAtMs, endsAtMs }) => {
    const consultant = consultants.find((one) => one.consultantId === consultantId)
    return {
      ...{ id, consultantId, consultant: consultant?.name ?? '' },
      slotId: consultant?.opened.some((opened) => opened.id === id) ? id : null,
      startsAtMs,
      startsAt: new Date(startsAtMs),
      endsAt: new Date(endsAtMs),
    }
  })
}

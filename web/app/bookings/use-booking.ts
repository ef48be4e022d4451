import { useCallback, useEffect, useState } from 'react'
import { askBooking, orderBooking } from './api.ts'
import type { BookingOrder, BookingOutcome, BookingToChange } from './contract.ts'

export type Came = BookingOutcome | 'signed_out' | 'gone'

/** A consultation that is about to be changed, read anew when the question is asked, and the order to change it. */
export function useBooking(bookingId: string, onChanged: () => void) {
  const [loaded, setLoaded] = useState<BookingToChange | 'loading' | 'failed'>('loading')
  const [busy, setBusy] = useState(false)
  /** What kept the order from being carried out. */
  const [problem, setProblem] = useState<Came | null>(null)

  const load = useCallback(async () => {
    const found = await askBooking(bookingId)
    setLoaded((before) => found ?? (typeof before === 'object' ? before : 'failed'))
    // Where an order was not answered it may be what ended it.
    if (found !== null && found.booking.state !== 'coming') setProblem((before) => before ?? 'too_late')
  }, [bookingId])
  useEffect(() => void load(), [load])

  /** True once it is done; else what came of it stands in `problem`, and the consultation is read again. */
  async function order(wish: BookingOrder): Promise<boolean> {
    setBusy(true)
    setProblem(null)
    const came = await orderBooking(bookingId, wish)
    setBusy(false)
    const isDone = came === 'moved' || came === 'cancelled'
    if (!isDone) {
      setProblem(came)
      void load()
    }
    // Also where somebody else was first: what is shown is old then.
    onChanged()
    return isDone
  }

  return {
    loaded: typeof loaded === 'object' ? loaded : null,
    hasFailed: loaded === 'failed',
    reload: () => {
      setLoaded('loading')
      void load()
    },
    ...{ busy, problem, order },
  }
}

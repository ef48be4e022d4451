import type { Clock, Timer } from './clock.ts'
import type { EventLog } from './event-log.ts'
import type { Thread } from './shapes.ts'

// It disappears by itself after this time, or with the next message.
const LASTS = 25_000

export type Typing = ReturnType<typeof createTyping>

/** Who sees "typing…" at the moment. */
export function createTyping(clock: Clock, events: EventLog) {
  const timers = new Map<Thread, Timer>()

  function say(thread: Thread, on: boolean) {
    events.emit({ type: 'typing', phoneNumberId: thread.phoneNumberId, customer: thread.customer.key, on })
  }

  function stop(thread: Thread) {
    const timer = timers.get(thread)
    if (!timer) return
    timer.cancel()
    timers.delete(thread)
    say(thread, false)
  }

  return {
    start(thread: Thread) {
      timers.get(thread)?.cancel()
      timers.set(
        thread,
        clock.after(LASTS, () => stop(thread)),
      )
      say(thread, true)
    },

    stop,

    isOn: (thread: Thread) => timers.has(thread),

    clear() {
      for (const timer of timers.values()) timer.cancel()
      timers.clear()
    },
  }
}

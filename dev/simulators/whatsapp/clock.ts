export type Timer = { cancel: () => void }

export type Clock = ReturnType<typeof createClock>

// Node cannot wait longer than 2^31 ms in one piece.
const LONGEST_WAIT = 2_000_000_000

type Waiting = { dueAt: number; act: () => void; handle?: NodeJS.Timeout }

/** Real time that can be moved forward: a jump fires everything that falls due on the way, in order. */
export function createClock(realNow: () => number = Date.now) {
  const waiting = new Set<Waiting>()
  let ahead = 0

  const now = () => realNow() + ahead

  function fire(timer: Waiting) {
    if (!waiting.delete(timer)) return
    clearTimeout(timer.handle)
    timer.act()
  }

  function arm(timer: Waiting) {
    clearTimeout(timer.handle)
    const wait = timer.dueAt - now()
    timer.handle = setTimeout(
      () => (wait > LONGEST_WAIT ? arm(timer) : fire(timer)),
      Math.min(Math.max(wait, 0), LONGEST_WAIT),
    )
  }

  function firstDueBy(target: number) {
    let first: Waiting | undefined
    for (const timer of waiting) if (timer.dueAt <= target && timer.dueAt < (first?.dueAt ?? Infinity)) first = timer
    return first
  }

  return {
    now,

    after(ms: number, act: () => void): Timer {
      const timer: Waiting = { dueAt: now() + ms, act }
      waiting.add(timer)
      arm(timer)
      return {
        cancel: () => {
          waiting.delete(timer)
          clearTimeout(timer.handle)
        },
      }
    },

    /** `settle` is awaited before, and after each instant, so that what an event set off can set off more. */
    async advance(ms: number, settle: () => Promise<void> = () => Promise.resolve()) {
      await settle()
      const target = now() + ms
      for (let next = firstDueBy(target); next; next = firstDueBy(target)) {
        ahead += Math.max(0, next.dueAt - now())
        for (const timer of [...waiting]) if (timer.dueAt <= next.dueAt) fire(timer)
        await settle()
      }
      ahead += Math.max(0, target - now())
      for (const timer of waiting) arm(timer)
    },

    stop() {
      for (const timer of waiting) clearTimeout(timer.handle)
      waiting.clear()
    },
  }
}

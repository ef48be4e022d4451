/** By this header an answer says what the server's clock showed, in epoch milliseconds. */
export const SERVER_TIME = 'x-server-time'

/**
 * The server's clock as far as its answers tell. A browser's own may be wrong, and may be set while a page is open, so
 * time goes on by `monotonic`, which nobody sets.
 */
export function createServerClock(monotonic: () => number) {
  let heard: { serverMs: number; atMs: number; withinMs: number } | null = null
  const since = (from: { serverMs: number; atMs: number }) => from.serverMs + monotonic() - from.atMs

  function keep(serverMs: number, withinMs: number): void {
    heard = { serverMs, atMs: monotonic(), withinMs }
  }

  return {
    /** Now, in epoch milliseconds; by the browser's own clock until the server has said anything. */
    now: () => (heard === null ? Date.now() : since(heard)),
    /** What the page said when it was made: better than nothing, until an answer says more. */
    made(serverMs: number): void {
      if (heard === null && serverMs > 0) keep(serverMs, Infinity)
    },
    /** What an answer said that was asked for at `askedAt`. It was on its way for a while, nobody knows which way longer. */
    hear(header: string | null, askedAt: number): void {
      const serverMs = Number(header ?? NaN)
      if (!Number.isFinite(serverMs) || serverMs <= 0) return
      const withinMs = (monotonic() - askedAt) / 2
      const at = serverMs + withinMs
      // Not moved to and fro by answers that took longer than what we know already is wrong by.
      const isBetter = heard === null || withinMs < heard.withinMs || Math.abs(since(heard) - at) > withinMs
      if (isBetter) keep(at, withinMs)
    },
  }
}

export const serverClock = createServerClock(() => performance.now())

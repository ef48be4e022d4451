import { setTimeout as pause } from 'node:timers/promises'
import type { Middleware } from 'koa'

/** More requests than this under way at once, and their answers come late for want of a processor. */
const HEAVY = 32
/** Requests come and go in waves: it is calm when it has been so for this long. */
const CALM_AFTER_MS = 50

export type Traffic = { count: Middleware; calm: () => Promise<void> }

/**
 * Answers go first: WhatsApp posts again what it waits long for, and what was kept can wait. `calm` resolves when
 * little is under way, and in any case after `patienceMs`, so that a flood without end holds nothing up for good.
 */
export function createTraffic({ patienceMs = 2_000 } = {}): Traffic {
  let underWay = 0
  let heavyAt = -Infinity
  const isCalm = () => performance.now() - heavyAt > CALM_AFTER_MS
  return {
    async count(_, next) {
      underWay += 1
      if (underWay > HEAVY) heavyAt = performance.now()
      try {
        await next()
      } finally {
        underWay -= 1
      }
    },
    async calm() {
      const until = performance.now() + patienceMs
      while (!isCalm() && performance.now() < until) await pause(CALM_AFTER_MS)
    },
  }
}

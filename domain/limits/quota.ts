/** What a workspace has of its quota: places that are taken, and what waits for one. */
export type QuotaUse = { limit: number; taken: number; waiting: number }

/** `now`: it is carried out at once. `busy`, `full`: it waits in line, because little or no room is left. */
export type Admission = 'now' | 'busy' | 'full'

/** The answer of our API to what waits, by why. Programs read it; people see words of their page. */
export const WAIT_TEXT = { busy: 'System busy, request queued', full: 'Request queued' } as const

/** Beyond so many quotas in line, more is refused: what waits five minutes is no longer a burst. */
const LONGEST_LINE = 5

/** Above this share of the quota requests wait, so that the last places go to what is in line already. */
const EARLY_SHARE = 0.8

/**
 * Whether the next request is carried out at once. What waits counts like what has a place, and nothing overtakes
 * what its own conversation has in line.
 */
export function admit(use: QuotaUse, { isBehind }: { isBehind: boolean }): Admission {
  const number = numberOfNext(use)
  if (number > use.limit || (isBehind && number <= earlyLimit(use))) return 'full'
  return number > earlyLimit(use) ? 'busy' : 'now'
}

/** The line is so long that a further request is refused. */
export function isFlooded({ limit, waiting }: QuotaUse): boolean {
  return waiting >= LONGEST_LINE * limit
}

/** The next request is the first above a mark that people are to hear of: once at each crossing, not at each request. */
export function isAlarm(use: QuotaUse): boolean {
  const number = numberOfNext(use)
  return number === earlyLimit(use) + 1 || number === use.limit + 1
}

/** How much of the quota is in use, in per cent; above 100 where requests wait. */
export function utilizationPercent({ limit, taken, waiting }: QuotaUse): number {
  return Math.round((100 * (taken + waiting)) / limit)
}

function numberOfNext({ taken, waiting }: QuotaUse): number {
  return taken + waiting + 1
}

function earlyLimit({ limit }: QuotaUse): number {
  return Math.max(1, Math.floor(limit * EARLY_SHARE))
}

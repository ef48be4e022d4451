import { keptBackUntil } from '#domain/alert/rules.ts'
import type { HowToTell } from './contract.ts'

/** Of drafts that come one after the other, nobody wants to hear each. */
export const TONE_EVERY_MS = 10_000

type Moment = {
  before: number
  waiting: number
  /** The reviewer looks at the drafts themselves. */
  isLookedAt: boolean
  /** In any tab of this browser. */
  lastAtMs: number
  nowMs: number
}

/** Whether a tone says that more drafts wait than a moment ago. */
export function wantsTone({ settings, timeZone }: HowToTell, moment: Moment): boolean {
  const { before, waiting, isLookedAt, lastAtMs, nowMs } = moment
  if (!settings.sound || waiting <= before || isLookedAt || nowMs - lastAtMs < TONE_EVERY_MS) return false
  return keptBackUntil('review_due', { quiet: settings.quiet, timeZone, nowMs }) === null
}

const OF_DRAFTS = /^\/review(\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})?\/?$/i

/** Whether a page shows the drafts that wait: their list, or one of them. What else there is about reviewing shows none. */
export const showsDrafts = (pathname: string): boolean => OF_DRAFTS.test(pathname)

const MARK = /^\(\d+\+?\) /
const MOST_COUNTED = 99

/** The title of a page with how many drafts wait before it. */
export function markedTitle(title: string, waiting: number): string {
  const own = title.replace(MARK, '')
  if (waiting === 0) return own
  return `(${waiting > MOST_COUNTED ? `${String(MOST_COUNTED)}+` : String(waiting)}) ${own}`
}

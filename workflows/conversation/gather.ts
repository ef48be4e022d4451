import { sleep } from '@temporalio/workflow'
import type { Notes } from './notes.ts'

/** A burst that never ends is answered all the same. */
const LONGEST_BURST_MS = 60_000

/** Waits until the customer has stopped typing for a moment, so that a burst is answered once. */
export async function gather(notes: Notes): Promise<void> {
  notes.waitingFor = 'burst'
  const startedAtMs = Date.now()
  for (let count = 0; count < notes.inbox.length && !notes.isMerged;) {
    count = notes.inbox.length
    const burstMs = Math.min(notes.inbox.at(-1)?.burstMs ?? 0, startedAtMs + LONGEST_BURST_MS - Date.now())
    if (burstMs <= 0) return
    await sleep(burstMs, { summary: 'Is the customer still typing?' })
  }
}

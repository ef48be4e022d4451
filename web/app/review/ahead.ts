import { createAsker } from '../inbox/api.ts'
import type { HeldAnswer } from './contract.ts'

/** What was read ahead is shown if it is not older than this; a draft's words never change, what is around it may. */
const FRESH_MS = 30_000

let ahead: { draftId: string; atMs: number; answer: Promise<HeldAnswer | null> } | null = null

/** Asks for the draft that will be read next, so that it stands there as soon as it is wanted. */
export function readAhead(draftId: string): void {
  if (ahead?.draftId === draftId && Date.now() - ahead.atMs < FRESH_MS) return
  const asked = createAsker<HeldAnswer>()(`/api/review/${draftId}`)
  const answer = asked.then((came) =>
    came !== 'unchanged' && came.ok && came.data.outcome === 'held' ? came.data : null,
  )
  ahead = { draftId, atMs: Date.now(), answer }
}

/** A draft that was read ahead; null where it was not, or no longer waited. Once. */
export async function takeAhead(draftId: string): Promise<HeldAnswer | null> {
  const taken = ahead
  ahead = null
  return taken?.draftId === draftId && Date.now() - taken.atMs < FRESH_MS ? taken.answer : null
}

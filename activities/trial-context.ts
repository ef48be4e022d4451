import type { WorkspaceTx } from '#db/connect.ts'
import { readPublished, readWorkingCopy } from '#db/queries/ari-config.ts'
import type { KnownFact } from '#db/queries/facts.ts'
import { findTrialTurn, type Learnt, type TrialBooking } from '#db/queries/trials.ts'
import { languageOf } from '#domain/conversation/language.ts'
import type { AriConfig } from '#schema/ari-config.ts'
import type { TrialSource } from '#schema/trial.ts'
import type { TurnBasis } from './draft-context.ts'

/** Whoever writes has a number: this one is nobody's. */
const NOBODYS_PHONE = '+620000000000'

export type TrialTurnContext = TurnBasis & {
  source: TrialSource
  /** What each turn revealed, in their order. */
  learnt: Learnt[]
  /** As told in the trial, in their order. */
  bookings: (TrialBooking | null)[]
  /** The one ahead. */
  booking: TrialBooking | null
  /** Changes with what ARI goes by. */
  rulesKey: string
}

/** A trial's turn, as `find` gives it, in the shape of a conversation's; undefined where the trial is gone. */
export async function findTrialContext(
  tx: WorkspaceTx,
  ids: { trialId: string; messageId: string },
  find = findTrialTurn,
): Promise<TrialTurnContext | undefined> {
  const turn = await find(tx, ids)
  if (turn === undefined) return undefined
  const facts = factsFrom(turn.learnt)
  const booking = turn.bookings.at(-1) ?? null
  return {
    ...turn,
    ...(await readTried(tx, turn.source)),
    facts,
    booking: booking && booking.startsAt > new Date() ? booking : null,
    contactName: facts.find(({ key }) => key === 'name')?.value ?? null,
    contactPhone: NOBODYS_PHONE,
    conversationLanguage: languageSpoken(
      turn.messages.filter(({ id, direction }) => direction === 'inbound' && id !== ids.messageId),
    ),
  }
}

/** What is known after turns that revealed this much: a later answer replaces an earlier one, a refusal counts once a turn. */
export function factsFrom(learnt: readonly Learnt[]): KnownFact[] {
  const known = new Map<string, KnownFact>()
  const of = (key: string) => known.get(key) ?? { key, value: null, declined: 0 }
  for (const { values, declined } of learnt) {
    for (const [key, value] of Object.entries(values)) known.set(key, { ...of(key), value })
    for (const key of declined.filter((one) => !(one in values)))
      known.set(key, { ...of(key), declined: of(key).declined + 1 })
  }
  return [...known.values()]
}

/** The language of the last words that told one. */
export function languageSpoken(messages: readonly { body: string }[]): 'id' | 'en' | null {
  return messages.reduce<'id' | 'en' | null>((before, { body }) => languageOf(body) ?? before, null)
}

type Tried = { config: AriConfig; version: number; rulesKey: string }

/** Without a working copy there is nothing to try but what is published. */
async function readTried(tx: WorkspaceTx, source: TrialSource): Promise<Tried> {
  const copy = source === 'working_copy' ? await readWorkingCopy(tx) : undefined
  if (copy) return { config: copy.config, version: copy.basedOn, rulesKey: `copy ${copy.changedAt.getTime()}` }
  const published = await readPublished(tx)
  return { ...published, rulesKey: `version ${published.version}` }
}

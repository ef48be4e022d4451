import type { WorkspaceTx } from '#db/connect.ts'
import { languageFor } from '#db/queries/outbound.ts'
import { listFreeSlots } from '#db/queries/slots.ts'
import {
  cancelTrialTurn,
  findTrialDraft,
  insertTrialLineOnce,
  saveTrialState,
  settleTrialTurn,
  type Settled,
} from '#db/queries/trials.ts'
import type { Language } from '#domain/booking/times.ts'
import { bookingText, optText, refusalText, slotTakenText } from '#domain/conversation/wording.ts'
import type { ConversationState, Stage } from '#schema/conversation.ts'
import type { TrialWords } from '#schema/trial.ts'
import type { Deps } from './deps.ts'
import { slotList, text } from './outgoing.ts'
import { findTrialContext, languageSpoken, type TrialTurnContext } from './trial-context.ts'

type Of = { workspaceId: string; trialId: string }
type Ended = Of & Omit<Settled, 'trialId' | 'said'> & { words: TrialWords }
/** As far as any time looks ahead: more are never offered. */
const MOST_TIMES = 500

export const createTrialEndActivities = ({ db }: Pick<Deps, 'db'>) => ({
  /**
   * What ARI says in a trial, put together as the send would and shown instead of sent. A time that is chosen is not
   * booked. `taken`, `no_slots`: as it stands, that cannot be said, and nothing was kept.
   */
  async settleTrial({ workspaceId, words, ...settled }: Ended): Promise<{ outcome: 'settled' | 'taken' | 'no_slots' }> {
    const { trialId, messageId, replyId } = settled
    return db.inWorkspace(workspaceId, async (tx) => {
      const context = await findTrialContext(tx, { trialId, messageId })
      if (context === undefined) return { outcome: 'settled' }
      const said = await compose(tx, words, { context, draft: await findTrialDraft(tx, replyId) })
      if (typeof said === 'string') return { outcome: said }
      const { kind, body, content } = said
      await settleTrialTurn(tx, { ...settled, said: { kind, body, content } })
      return { outcome: 'settled' }
    })
  },

  /** The person no longer wants this answer. */
  async cancelTrial({ workspaceId, messageId, replyId }: Of & { messageId: string; replyId: string }): Promise<void> {
    await db.inWorkspace(workspaceId, (tx) => cancelTrialTurn(tx, { messageId, replyId }))
  },

  /** What the person changed about the trial itself, with a line that says so. */
  async keepTrialState({ workspaceId, trialId, lineId, stage, state }: Changed): Promise<void> {
    await db.inWorkspace(workspaceId, async (tx) => {
      if (!(await saveTrialState(tx, trialId, state))) return
      const kind = stage === null ? 'handed_back' : 'jumped'
      await insertTrialLineOnce(tx, { id: lineId, trialId, kind, content: { stage } })
    })
  },
})

/** `stage`: the one that was jumped to; null: the floor was given back to ARI. */
export type Changed = Of & { lineId: string; stage: Stage | null; state: ConversationState }

type Said = { kind: string; body: string; content: object }

async function compose(
  tx: WorkspaceTx,
  words: TrialWords,
  { context, draft }: { context: TrialTurnContext; draft: string },
): Promise<Said | 'taken' | 'no_slots'> {
  const { config, timezone } = context
  const language: Language = languageFor(
    config.persona,
    languageSpoken(context.messages.filter(({ direction }) => direction === 'inbound')),
  )
  switch (words.say) {
    case 'nothing':
      return { kind: 'text', body: '', content: {} }
    case 'draft':
      return text(draft)
    case 'refusal':
      return text(refusalText(language, config.guard.refusal))
    case 'opted':
      return text(optText(language, words.word))
    case 'slots':
      return slotList(tx, draft, language, timezone)
    case 'slot_taken':
      return slotList(tx, slotTakenText(language), language, timezone)
    case 'booking': {
      const free = await listFreeSlots(tx, { notBefore: new Date(), limit: MOST_TIMES })
      const slot = free.find(({ id }) => id === words.slotId)
      if (slot === undefined) return 'taken'
      const { consultant, startsAt } = slot
      const said = text(bookingText(language, { startsAtMs: startsAt.getTime(), consultant, timeZone: timezone }))
      return { ...said, content: { booking: { id: slot.id, consultant, startsAt } } }
    }
  }
}

import type { WorkspaceTx } from '#db/connect.ts'
import { languageFor } from '#db/queries/outbound.ts'
import {
  cancelTrialTurn,
  findTrialDraft,
  insertTrialLineOnce,
  saveTrialState,
  settleTrialTurn,
  type Settled,
} from '#db/queries/trials.ts'
import { readWish } from '#domain/booking/wish.ts'
import { failedText, moveOfferText } from '#domain/booking/wording.ts'
import { optText, refusalText } from '#domain/conversation/wording.ts'
import type { ConversationState, Stage } from '#schema/conversation.ts'
import type { TrialWords } from '#schema/trial.ts'
import type { Deps } from './deps.ts'
import { findFreeTime } from './free-times.ts'
import { aboutBooking, offerOthers, offerTimes, text } from './outgoing.ts'
import { findTrialContext, languageSpoken, type TrialTurnContext } from './trial-context.ts'

type Of = { workspaceId: string; trialId: string }
type Ended = Of & Omit<Settled, 'trialId' | 'said'> & { words: TrialWords }
/** As it stands, that cannot be said. */
export type Unsaid = 'taken' | 'no_slots' | 'no_booking'

export const createTrialEndActivities = ({ db }: Pick<Deps, 'db'>) => ({
  /**
   * What ARI says in a trial, put together as the send would and shown instead of sent. A time that is chosen is not
   * booked, and one that is cancelled was not. Other outcomes than `settled`: nothing was kept.
   */
  async settleTrial({ workspaceId, words, ...settled }: Ended): Promise<{ outcome: 'settled' | Unsaid }> {
    const { trialId, messageId, replyId } = settled
    return db.inWorkspace(workspaceId, async (tx) => {
      const context = await findTrialContext(tx, { trialId, messageId })
      if (context === undefined) return { outcome: 'settled' }
      const said = await compose(tx, words, { context, messageId, draft: await findTrialDraft(tx, replyId) })
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

/** What is said, put together as the send would. */
export async function compose(
  tx: WorkspaceTx,
  words: TrialWords,
  { context, messageId, draft }: { context: TrialTurnContext; messageId: string; draft: string },
): Promise<Said | Unsaid> {
  const { config, timezone: timeZone, booking } = context
  const written = context.messages.filter(({ direction }) => direction === 'inbound')
  const language = languageFor(config.persona, languageSpoken(written))
  const about = { language, timeZone }
  const asked = written.find(({ id }) => id === messageId)?.body ?? ''
  const wish = () => readWish(asked, { nowMs: Date.now(), timeZone })
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
      return offerTimes(tx, { wish: wish(), body: draft }, about)
    case 'move_list':
      return offerTimes(tx, { wish: wish(), body: moveOfferText(language) }, about)
    case 'slot_taken':
      return offerOthers(tx, words.slotId, about)
    case 'booking': {
      const time = await findFreeTime(tx, words.slotId, { now: new Date() })
      if (time === undefined) return 'taken'
      const { consultant, startsAt } = time
      // Moved, it is the same one.
      const told = { id: booking?.id ?? time.id, consultant, startsAt }
      const said = aboutBooking('booking', { ...told, isMoved: booking !== null }, about)
      return { ...said, content: { booking: told } }
    }
    case 'booking_failed':
      return text(failedText(language))
    case 'booking_cancelled': {
      if (booking?.id !== words.bookingId) return 'no_booking'
      return { ...aboutBooking(words.say, { ...booking, isMoved: false }, about), content: { booking: null } }
    }
    case 'cancel_question':
    case 'booking_kept': {
      const told = context.bookings.findLast((one) => one?.id === words.bookingId)
      return told == null ? 'no_booking' : aboutBooking(words.say, { ...told, isMoved: false }, about)
    }
  }
}

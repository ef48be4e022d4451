import { condition, setHandler } from '@temporalio/workflow'
import { handToBot, handToPeople, handToPhone, hasFloor, pause } from '#domain/conversation/floor.ts'
import { withoutClock } from '#domain/service-level/clock.ts'
import type { ConversationState, StaffMessage } from '#schema/conversation.ts'
import type { ReviewDecision } from '#schema/review.ts'
import { draftNotHeld, floorUnchanged, messageWaits, notHeld } from '../failures.ts'
import {
  callTeam,
  decideReview,
  handBack,
  messageReceived,
  phoneReplied,
  recall,
  sendStaffMessage,
  setAi,
  snapshot,
  takeOver,
} from './contract.ts'
import { takeMergeNotes } from './merge.ts'
import { isFirstHeard, isRecallable, note, passFloor, type Notes } from './notes.ts'

type By = { userId: string }

/** Takes note of everything the outside tells or asks. Nothing is done here: the workflow's loop acts. */
export function takeNotes(notes: Notes): void {
  takeMergeNotes(notes)
  const floorNow = () => ({ epoch: notes.state.floor.epoch })

  /** Answered once Postgres has the change: nothing of the epoch before can be claimed any more. */
  async function pass(state: ConversationState, by: string): Promise<{ epoch: number }> {
    const epoch = passFloor(notes, state, by)
    await condition(() => notes.toldEpoch >= epoch)
    return { epoch }
  }

  async function whenWithdrawn(messageId: string): Promise<{ epoch: number }> {
    await condition(() => !notes.recalled.includes(messageId))
    return floorNow()
  }

  setHandler(snapshot, () => {
    const { state, waitingFor, heldDraftId, inbox } = notes
    return { ...state, waitingFor, heldDraftId, unread: inbox.length }
  })

  setHandler(messageReceived, (...messages) => {
    notes.lastHeardAtMs = Date.now()
    for (const message of messages) note(notes, message)
  })

  setHandler(phoneReplied, ({ messageId }) => {
    notes.lastHeardAtMs = Date.now()
    const { holder } = notes.state.floor
    if (!isFirstHeard(notes, messageId)) return
    notes.answers += 1
    // A person of ours who has it keeps it, and so does nobody: ARI is silent already.
    if (holder === 'bot' || holder === 'team') passFloor(notes, handToPhone(notes.state), null)
    else notes.state = withoutClock(notes.state)
  })

  setHandler(takeOver, ({ userId }: By) => pass(handToPeople(notes.state, 'taken_over', userId), userId), {
    validator: ({ userId }: By) => {
      if (hasFloor(notes.state, userId)) throw floorUnchanged('you')
    },
  })

  const notWithTeam: (by: By) => void = () => {
    if (notes.state.floor.holder === 'team') throw floorUnchanged('the team')
  }
  setHandler(callTeam, ({ userId }: By) => pass(handToPeople(notes.state, 'team_called'), userId), {
    validator: notWithTeam,
  })

  const notWithBot: (by: By) => void = () => {
    if (notes.state.floor.holder === 'bot') throw floorUnchanged('ARI')
  }
  setHandler(handBack, ({ userId }: By) => pass(handToBot(notes.state), userId), { validator: notWithBot })

  setHandler(
    setAi,
    ({ on, userId }: By & { on: boolean }) => pass(on ? handToBot(notes.state) : pause(notes.state, userId), userId),
    {
      validator: ({ on }: By & { on: boolean }) => {
        const { holder } = notes.state.floor
        if (on === (holder === 'bot')) throw floorUnchanged(holder)
      },
    },
  )

  const waits = ({ messageId }: StaffMessage) => notes.outbox.some((message) => message.messageId === messageId)
  setHandler(
    sendStaffMessage,
    (message: StaffMessage) => {
      // Told again of what waits already: the floor may have passed on since, and is not taken back.
      if (waits(message)) return floorNow()
      notes.outbox.push(message)
      const { userId, again = false } = message
      if (again || hasFloor(notes.state, userId)) return floorNow()
      return pass(handToPeople(notes.state, 'taken_over', userId), userId)
    },
    {
      // What waits long is told many times: a refused update leaves nothing in the history.
      validator: (message: StaffMessage) => {
        if (waits(message)) throw messageWaits(message.messageId)
      },
    },
  )

  setHandler(
    recall,
    ({ messageId, userId }: By & { messageId: string }) => {
      if (messageId === notes.heldReplyId) return pass(handToPeople(notes.state, 'recalled', userId), userId)
      notes.recalled.push(messageId)
      return whenWithdrawn(messageId)
    },
    {
      validator: ({ messageId }: { messageId: string }) => {
        if (!isRecallable(notes, messageId)) throw notHeld(messageId)
      },
    },
  )

  setHandler(
    decideReview,
    (made: ReviewDecision) => {
      notes.decision = made
      notes.heldDraftId = null
    },
    {
      validator: ({ draftId }: ReviewDecision) => {
        if (draftId !== notes.heldDraftId) throw draftNotHeld(draftId)
      },
    },
  )
}

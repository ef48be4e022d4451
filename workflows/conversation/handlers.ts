import { setHandler } from '@temporalio/workflow'
import { handToBot, handToPeople, pause } from '#domain/conversation/step.ts'
import type { ReviewDecision, StaffMessage } from '#schema/conversation.ts'
import { draftNotHeld, floorUnchanged } from '../failures.ts'
import { decideReview, handBack, messageReceived, sendStaffMessage, setAi, snapshot, takeOver } from './contract.ts'
import { takeMergeNotes } from './merge.ts'
import { note, type Notes } from './notes.ts'

type By = { userId: string }

/** Takes note of everything the outside tells or asks. Nothing is done here: the workflow's loop acts. */
export function takeNotes(notes: Notes): void {
  takeMergeNotes(notes)
  const floorNow = () => ({ epoch: notes.state.floor.epoch })

  setHandler(snapshot, () => {
    const { state, waitingFor, heldDraftId, inbox } = notes
    return { ...state, waitingFor, heldDraftId, unread: inbox.length }
  })

  setHandler(messageReceived, (message) => {
    notes.lastHeardAtMs = Date.now()
    note(notes, message)
  })

  setHandler(
    takeOver,
    ({ userId }: By) => {
      notes.state = handToPeople(notes.state, 'taken_over', userId)
      return floorNow()
    },
    {
      validator: ({ userId }: By) => {
        if (hasFloor(notes, userId)) throw floorUnchanged('you')
      },
    },
  )

  setHandler(
    handBack,
    () => {
      notes.state = handToBot(notes.state)
      return floorNow()
    },
    {
      validator: () => {
        if (notes.state.floor.holder === 'bot') throw floorUnchanged('ARI')
      },
    },
  )

  setHandler(
    setAi,
    ({ on, userId }: By & { on: boolean }) => {
      notes.state = on ? handToBot(notes.state) : pause(notes.state, userId)
      return floorNow()
    },
    {
      validator: ({ on }: By & { on: boolean }) => {
        const { holder } = notes.state.floor
        if (on === (holder === 'bot')) throw floorUnchanged(holder)
      },
    },
  )

  setHandler(sendStaffMessage, (message: StaffMessage) => {
    // Told again of what waits already: the floor may have passed on since, and is not taken back.
    if (notes.outbox.some(({ messageId }) => messageId === message.messageId)) return floorNow()
    notes.outbox.push(message)
    if (!hasFloor(notes, message.userId)) notes.state = handToPeople(notes.state, 'taken_over', message.userId)
    return floorNow()
  })

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

function hasFloor({ state: { floor } }: Notes, userId: string): boolean {
  return floor.holder === 'person' && floor.userId === userId
}

import { condition, setHandler } from '@temporalio/workflow'
import { handToBot } from '#domain/conversation/floor.ts'
import { NO_RULES } from '#domain/conversation/rules.ts'
import { OPENING } from '#domain/conversation/step.ts'
import type { AriRules } from '#schema/ari-config.ts'
import type { ConversationState, Stage } from '#schema/conversation.ts'
import type { TrialInput, TrialTurn } from '#schema/trial.ts'
import { trialBusy, trialUnchanged } from '../failures.ts'
import { handBack, jump, say, stop, trialSnapshot } from './contract.ts'

/** What the person changed about the trial itself; `stage` is null where the floor was given back. */
export type Change = { state: ConversationState; stage: Stage | null }

export type Notes = {
  state: ConversationState
  rules: AriRules
  rulesKey: string
  /** The message that ARI thinks about, or is to. */
  messageId: string | null
  isStopped: boolean
  change: Change | null
  /** The turn that ended last. */
  last: { messageId: string; turn: TrialTurn } | null
}

export function remember({ state }: TrialInput): Notes {
  return {
    ...{ state: state ?? OPENING, rules: NO_RULES, rulesKey: '' },
    ...{ messageId: null, isStopped: false, change: null, last: null },
  }
}

export function isIdle({ messageId, change }: Notes): boolean {
  return messageId === null && change === null
}

/** Takes note of what the person says and does. Nothing is done here: the workflow's loop acts. */
export function takeNotes(notes: Notes): void {
  const whenIdle: (wish?: object) => void = () => {
    if (!isIdle(notes)) throw trialBusy()
  }

  setHandler(trialSnapshot, () => ({ ...notes.state, thinksAbout: notes.messageId }))

  setHandler(
    say,
    ({ messageId }) => {
      // Told again of the turn that just ended: it is not taken again.
      if (notes.last?.messageId !== messageId) notes.messageId = messageId
      return whenTaken(messageId)
    },
    {
      validator: ({ messageId }) => {
        if (notes.messageId !== messageId && notes.last?.messageId !== messageId) whenIdle()
      },
    },
  )
  async function whenTaken(messageId: string): Promise<TrialTurn> {
    await condition(() => notes.last?.messageId === messageId)
    return notes.last?.turn ?? { outcome: 'cancelled', replyId: null }
  }

  setHandler(
    stop,
    () => {
      notes.isStopped = true
      return whenSettled()
    },
    {
      validator: () => {
        if (notes.messageId === null) throw trialUnchanged()
      },
    },
  )
  async function whenSettled(): Promise<void> {
    await condition(() => isIdle(notes))
  }

  const change = (to: Change): Promise<void> => {
    notes.change = to
    return whenSettled()
  }
  setHandler(
    jump,
    ({ stage }) => {
      const { state } = notes
      const asBot = state.floor.holder === 'bot' ? state : handToBot(state)
      return change({ state: { ...asBot, stage }, stage })
    },
    { validator: whenIdle },
  )
  setHandler(handBack, () => change({ state: handToBot(notes.state), stage: null }), {
    validator: () => {
      whenIdle()
      if (notes.state.floor.holder === 'bot') throw trialUnchanged()
    },
  })
}

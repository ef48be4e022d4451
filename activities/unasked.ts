import { v5 as uuidv5 } from 'uuid'
import { projectState } from '#db/queries/conversation-state.ts'
import { findLedgerEntry, findLedgerEntryOf, insertOutbound, type Recipient } from '#db/queries/outbound.ts'
import { withdrawOutbound } from '#db/queries/outbound-outcomes.ts'
import { insertPromiseDue } from '#db/queries/floor.ts'
import { readAddressee, readCalendar } from '#db/queries/calendar.ts'
import { readServiceLevel } from '#db/queries/service-level.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { awayText, firstNameOf, followUpText, holdingText } from '#domain/conversation/wording.ts'
import { nextDaytime, nextOpening } from '#domain/hours/hours.ts'
import type { ConversationState } from '#schema/conversation.ts'
import type { Deps } from './deps.ts'
import { addressed, sendOnce, type Of } from './ledger.ts'
import { closedFence } from './send-reply.ts'

type Saying = Of & { state: ConversationState }

/** `later`: not at night. `stopped`: the customer wants none, or ARI may not write; another time will not be better. */
export type FollowUpResult = { outcome: 'sent' | 'stopped' } | { outcome: 'later'; atMs: number }

/** A turn's reply is its first part; what is said of the team's absence comes after it. */
const AWAY_PART = 2
/** Names the line that is said while a turn's answer is still being read: it is no part of that answer. */
const HOLDING_LINES = '5a3f0f0a-4be5-4f0e-8b0c-2d1f5d9a6f3e'

/** What ARI says that nobody asked: when people are back, and once more after a silence. */
export const createUnaskedActivities = (deps: Deps) => ({
  /**
   * Where nobody is there to take over, tells the customer when people are back; when that is, in epoch milliseconds.
   * Null where somebody is there, where the business has no hours, and where ARI may not say it any more.
   */
  async sayAway(request: Saying): Promise<{ backAtMs: number | null }> {
    const nowMs = Date.now()
    const { hours, timeZone, holidays } = await deps.db.inWorkspace(request.workspaceId, readCalendar)
    const backAtMs = hours === null ? null : nextOpening({ hours, timeZone, holidays }, nowMs)
    if (backAtMs === null || backAtMs <= nowMs) return { backAtMs: null }
    const ended = await say(deps, request, { part: AWAY_PART }, ({ language }) =>
      awayText(language, { backAtMs, timeZone }),
    )
    return { backAtMs: ended === 'sent' ? backAtMs : null }
  },

  /** Tells a customer whose answer is still being read that it is on its way; once in a turn. */
  async sayHoldOn(request: Saying): Promise<void> {
    const { holding } = await deps.db.inWorkspace(request.workspaceId, readServiceLevel)
    if (!holding.isOn) return
    const { conversationId, state } = request
    const messageId = uuidv5(`${conversationId} ${String(state.turn)}`, HOLDING_LINES)
    await say(deps, request, { messageId }, ({ language }) => holdingText(language, holding.text))
  },

  /** Asks once more, in the daytime, whoever has not said that they want none of it. */
  async followUp(request: Saying): Promise<FollowUpResult> {
    const { workspaceId, conversationId } = request
    const [{ followUp, timeZone }, { optedOut, name }] = await deps.db.inWorkspace(workspaceId, (tx) =>
      Promise.all([readCalendar(tx), readAddressee(tx, conversationId)]),
    )
    if (optedOut) return { outcome: 'stopped' }
    const atMs = nextDaytime(timeZone, Date.now())
    if (atMs > Date.now()) return { outcome: 'later', atMs }
    const ended = await say(deps, request, { part: 1 }, ({ language }) =>
      followUpText(language, followUp.text, firstNameOf(name)),
    )
    return { outcome: ended === 'sent' ? 'sent' : 'stopped' }
  },

  /** People said that they would be back by now: the team hears of it, and a line in the thread says so. */
  async remindTeam({ workspaceId, conversationId, state }: Saying): Promise<void> {
    await deps.db.inWorkspace(workspaceId, (tx) => insertPromiseDue(tx, conversationId, state.floor))
  },
})

/** A part of the turn's answer, or a message that is none of it. */
type Place = { part: number } | { messageId: string }

/** One message of our own words, through the ledger, while ARI has the floor of `state`. */
function say(deps: Deps, { state, ...of }: Saying, place: Place, words: (to: Recipient) => string) {
  const { conversationId } = of
  const { turn, floor } = state
  const whenSent = (tx: WorkspaceTx) =>
    projectState(tx, { conversationId, state: { ...state, lastReplyAtMs: Date.now() }, passed: [] })
  return sendOnce<'may_not'>(deps, of, {
    find: (tx) =>
      'part' in place
        ? findLedgerEntry(tx, { conversationId, turn, part: place.part })
        : findLedgerEntryOf(tx, place.messageId),
    fence: async (tx, recipient, entry) => {
      if (closedFence(recipient, floor.epoch) === null) return null
      if (entry) await withdrawOutbound(tx, entry.messageId, conversationId)
      return 'may_not'
    },
    write: async (tx, recipient) => {
      const body = words(recipient)
      const payload = addressed(recipient, { type: 'text', text: { body, preview_url: false } })
      const where = 'part' in place ? { turn, ...place } : { turn: null, author: 'system' as const, ...place }
      const at = { conversationId, channelId: recipient.channelId, floorEpoch: floor.epoch, ...where }
      const written = { ...at, kind: 'text', body, content: {}, payload, now: new Date() }
      return { ...(await insertOutbound(tx, written)), tries: 1, payload }
    },
    settle: whenSent,
  })
}

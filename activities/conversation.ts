import { accountFor, projectState, type StateToKeep } from '#db/queries/conversation-state.ts'
import { keepHandover } from '#db/queries/merges.ts'
import type { ConversationState } from '#schema/conversation.ts'
import { settleDraft } from '#db/queries/drafts.ts'
import { moveFloor, type FloorChange } from '#db/queries/floor.ts'
import type { AnswerClock } from '#schema/service-level.ts'
import { raiseAlert } from '#db/queries/alerts.ts'
import type { Deps } from './deps.ts'
import { startClock } from './service-level.ts'

type Of = { workspaceId: string; conversationId: string }

export type StateToSave = Of &
  StateToKeep & {
    messageIds: string[]
    /** How the messages ended; null when there is nothing to say of them. */
    outcome: string | null
    /** The draft that people get instead of the customer. */
    draftId: string | null
  }

export const createConversationActivities = ({ db }: Pick<Deps, 'db'>) => ({
  /**
   * Brings Postgres to the workflow's state and gives messages their outcome. Repeating it changes nothing. Where the
   * customer waits for people from now on, or goes on waiting and writes on, the clock that goes from here.
   */
  async saveState({
    workspaceId,
    conversationId,
    state,
    passed,
    messageIds,
    outcome,
    draftId,
  }: StateToSave): Promise<{ clock: AnswerClock } | undefined> {
    return db.inWorkspace(workspaceId, async (tx) => {
      await projectState(tx, { conversationId, state, passed })
      if (outcome !== null) await accountFor(tx, { messageIds, outcome, conversationId })
      if (draftId !== null) await settleDraft(tx, draftId, 'escalated')
      if (draftId !== null && state.floor.reason === 'review_overdue')
        await raiseAlert(tx, { kind: 'review_overdue', subject: draftId, conversationId })
      const clock = await startClock(tx, { conversationId, state, wroteOn: messageIds.length > 0 })
      return clock === null ? undefined : { clock }
    })
  },

  /** A person's order about the floor: when it resolves, nothing made before it can go out. */
  async raiseFloor({ workspaceId, ...change }: { workspaceId: string } & FloorChange): Promise<void> {
    await db.inWorkspace(workspaceId, (tx) => moveFloor(tx, change))
  },

  /** Leaves what a merged conversation knew for the one that goes on: its workflow has finished what it was at. */
  async handOver({ workspaceId, conversationId, state }: Of & { state: ConversationState }): Promise<void> {
    await db.inWorkspace(workspaceId, (tx) => keepHandover(tx, conversationId, state))
  },
})

import type { SearchAttributePair } from '@temporalio/common'
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow'
import type { ConversationState } from '#schema/conversation.ts'
import { FLOOR, REVIEW_PENDING, SCORE, STAGE, WORKSPACE_ID } from '../search-attributes.ts'

/** Shows a conversation to an engineer in Temporal UI. Search attributes cost a history event, so only changes go out. */
export function createDisplay(workspaceId: string): (state: ConversationState, heldDraftId: string | null) => void {
  let shown: Record<string, unknown> = {}
  return ({ stage, floor, score, turn }, heldDraftId) => {
    const pairs: SearchAttributePair[] = [
      { key: WORKSPACE_ID, value: workspaceId },
      { key: STAGE, value: stage },
      { key: FLOOR, value: floor.holder },
      { key: SCORE, value: score },
      { key: REVIEW_PENDING, value: heldDraftId !== null },
    ]
    const changed = pairs.filter(({ key, value }) => shown[key.name] !== value)
    if (changed.length > 0) upsertSearchAttributes(changed)
    shown = Object.fromEntries(pairs.map(({ key, value }) => [key.name, value]))

    const why = floor.reason === null ? '' : ` (${floor.reason})`
    const held = heldDraftId === null ? '' : ` · draft ${heldDraftId} waits for review`
    setCurrentDetails(`**${stage}** · floor: ${floor.holder}${why} · score ${score} · ${turn} turns${held}`)
  }
}

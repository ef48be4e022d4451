import { v7 as uuidv7 } from 'uuid'
import type { Database } from '#db/connect.ts'
import type { AnswerPoints } from '#schema/answer.ts'
import type { GivenConversation, GivenWorkspace } from './given.ts'

type Workspace = Pick<GivenWorkspace, 'workspaceId' | 'channelId'>
type Conversation = Pick<GivenConversation, 'conversationId'>

export const ALL_WELL: AnswerPoints = { factual: true, tone: true, grounded: true, escalates: true, polite: true }

let turns = 0

type Drafted = {
  reply?: string
  intent?: string
  status?: string
  verdict?: string | null
  heldAt?: Date
  reviewedAt?: Date
  dueAt?: Date
  editedFrom?: string
  checks?: { name: string; passed: boolean; warning?: string }[]
  turn?: number
}

/** A draft as the review left it; its id and its turn. */
export async function givenReviewedDraft(
  db: Database,
  { workspaceId }: Workspace,
  { conversationId }: Conversation,
  { reply = 'Mulai Oktober.', intent = 'answer', status = 'sent', verdict = null, checks = [], ...rest }: Drafted = {},
): Promise<{ draftId: string; turn: number }> {
  const { heldAt = null, reviewedAt = null, dueAt = null, editedFrom = null, turn = (turns += 1) } = rest
  const draftId = uuidv7()
  await db.inWorkspace(workspaceId, (tx) =>
    tx
      .insertInto('drafts')
      .values({
        ...{ id: draftId, conversation_id: conversationId, turn, version: 1, reply, intent, confidence: 0.9 },
        ...{ model: 'grok-4', prompt_version: 'p1', prompt: '{}', raw_answer: '{}', checks: JSON.stringify(checks) },
        ...{ status, verdict, held_at: heldAt, due_at: dueAt, reviewed_at: reviewedAt, edited_from: editedFrom },
      })
      .execute(),
  )
  return { draftId, turn }
}

type Answered = { body?: string; at?: Date; draft?: { draftId: string; turn: number } | null; status?: string }

/** A message of ARI's that went out, with its row in the ledger; its id. `draft` null: words of our own. */
export async function givenAnswer(
  db: Database,
  { workspaceId, channelId }: Workspace,
  { conversationId }: Conversation,
  { body = 'Mulai Oktober.', at = new Date(), draft = null, status = 'delivered' }: Answered = {},
): Promise<string> {
  const id = uuidv7()
  await db.inWorkspace(workspaceId, async (tx) => {
    await tx
      .insertInto('messages')
      .values({
        ...{ id, conversation_id: conversationId, channel_id: channelId, direction: 'outbound', author: 'bot' },
        ...{ kind: 'text', body, status, sent_at: at, provider_message_id: `wamid.${id}` },
      })
      .execute()
    await tx
      .insertInto('outbound_messages')
      .values({
        ...{ message_id: id, conversation_id: conversationId, turn: draft?.turn ?? null, floor_epoch: 0 },
        ...{ state: 'sent', payload: '{}', draft_id: draft?.draftId ?? null },
      })
      .execute()
  })
  return id
}

/** That somebody has read it afterwards. */
export async function givenReading(
  db: Database,
  { workspaceId }: Pick<Workspace, 'workspaceId'>,
  messageId: string,
  points: Partial<AnswerPoints> = {},
): Promise<void> {
  await db.inWorkspace(workspaceId, (tx) =>
    tx
      .insertInto('answer_readings')
      .values({ message_id: messageId, points: JSON.stringify({ ...ALL_WELL, ...points }) })
      .execute(),
  )
}

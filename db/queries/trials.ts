import { sql } from 'kysely'
import type { ConversationState } from '#schema/conversation.ts'
import type { TrialResult, TrialSource, TrialTrace } from '#schema/trial.ts'
import type { WorkspaceTx } from '../connect.ts'
import type { TurnMessage } from './turn-context.ts'

// A trial is its person's alone, and touches no row but its own.

export type Trial = { id: string; source: TrialSource; state: ConversationState | null }
/** A consultation that a trial only says is booked. */
export type TrialBooking = { id: string; startsAt: Date; consultant: string }
export type Learnt = { values: Record<string, string>; declined: string[] }

/** A row of the chat as its page shows it. */
export type TrialRow = {
  id: string
  author: 'customer' | 'bot' | 'line'
  kind: string
  body: string
  content: unknown
  sentAt: Date
  outcome: string | null
  learnt: Learnt | null
  trace: TrialTrace | null
  result: TrialResult | null
}

export async function findTrialOf(tx: WorkspaceTx, userId: string): Promise<Trial | undefined> {
  const row = await tx
    .selectFrom('trials')
    .where('user_id', '=', userId)
    .select(['id', 'source', 'state'])
    .executeTakeFirst()
  return row as Trial | undefined
}

/** The person's trial, begun where they have none. */
export async function openTrial(tx: WorkspaceTx, { id, userId }: { id: string; userId: string }): Promise<Trial> {
  await tx
    .insertInto('trials')
    .values({ id, user_id: userId })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'user_id']).doNothing())
    .execute()
  const trial = await findTrialOf(tx, userId)
  if (trial === undefined) throw new RangeError('A trial that was just opened is there.')
  return trial
}

/** From the next message on ARI goes by another configuration. */
export async function setTrialSource(tx: WorkspaceTx, trialId: string, source: TrialSource): Promise<void> {
  await tx.updateTable('trials').set({ source }).where('id', '=', trialId).execute()
}

/** Ends a trial with all of its words. */
export async function deleteTrial(tx: WorkspaceTx, trialId: string): Promise<void> {
  await tx.deleteFrom('trials').where('id', '=', trialId).execute()
}

export type TrialSaid = { id: string; trialId: string; kind: 'text' | 'interactive'; body: string; content: object }

/** Keeps what the person says in the place of a customer; false where there is such a row already. */
export async function insertTrialMessageOnce(
  tx: WorkspaceTx,
  { id, trialId, kind, body, content }: TrialSaid,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('trial_messages')
    .values({ id, trial_id: trialId, author: 'customer', kind, body, content: JSON.stringify(content) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** It never reached ARI: as if it had not been said. */
export async function deleteTrialMessage(tx: WorkspaceTx, id: string): Promise<void> {
  await tx
    .deleteFrom('trial_messages')
    .where('id', '=', id)
    .where('author', '=', 'customer')
    .where('outcome', 'is', null)
    .execute()
}

/** The chat, oldest first: what was said, and what ARI did about it once that is decided. */
export async function listTrialRows(tx: WorkspaceTx, trialId: string): Promise<TrialRow[]> {
  const rows = await tx
    .selectFrom('trial_messages')
    .where('trial_id', '=', trialId)
    .where((where) => where.or([where('author', '<>', 'bot'), where('result', 'is not', null)]))
    .orderBy('position')
    .select(['id', 'author', 'kind', 'body', 'content', 'sent_at as sentAt', 'outcome', 'learnt', 'trace', 'result'])
    .execute()
  return rows as TrialRow[]
}

export type TrialPrompt = { prompt: { system: string; turns: { role: string; content: string }[] }; rawAnswer: string }

/** What the model was sent for a reply, and what it answered; undefined where no model was asked. */
export async function findTrialPrompt(
  tx: WorkspaceTx,
  { trialId, replyId }: { trialId: string; replyId: string },
): Promise<TrialPrompt | undefined> {
  const row = await tx
    .selectFrom('trial_messages')
    .where('trial_id', '=', trialId)
    .where('id', '=', replyId)
    .where('prompt', 'is not', null)
    .select(['prompt', 'raw_answer as rawAnswer'])
    .executeTakeFirst()
  return row as TrialPrompt | undefined
}

/** What a draft of a trial needs to know; undefined where the trial or the message is gone. */
export async function findTrialTurn(tx: WorkspaceTx, { trialId, messageId }: { trialId: string; messageId: string }) {
  const about = await tx
    .selectFrom('trials as t')
    .innerJoin('trial_messages as m', 'm.trial_id', 't.id')
    .innerJoin('workspaces as w', 'w.id', 't.workspace_id')
    .where('t.id', '=', trialId)
    .where('m.id', '=', messageId)
    .select([
      't.source',
      'm.position',
      'w.name as businessName',
      'w.timezone',
      'w.phone',
      'w.email',
      // When ARI last had the floor back: others are supposed to have spoken since.
      sql<Date | null>`(select max(l.sent_at) from trial_messages l
        where l.trial_id = t.id and l.kind = 'handed_back' and l.position < m.position)`.as('handedBackAt'),
    ])
    .executeTakeFirst()
  if (about === undefined) return undefined
  const rows = await tx
    .selectFrom('trial_messages')
    .where('trial_id', '=', trialId)
    .where('position', '<=', about.position)
    .where((where) =>
      where.or([
        where('id', '=', messageId),
        where.and([where('author', '=', 'customer'), where('outcome', 'in', ['answered', 'human'])]),
        where.and([where('author', '=', 'bot'), where('result', 'is not', null)]),
      ]),
    )
    .orderBy('position')
    .select(['id', 'author', 'kind', 'body', 'content', 'outcome', 'sent_at as sentAt', 'learnt'])
    .execute()
  const messages = rows
    // Where ARI called people it said nothing.
    .filter(({ author, body }) => author === 'customer' || body !== '')
    .map(({ id, author, kind, body, content, outcome, sentAt }) => ({
      ...{ id, author, kind, body, content, outcome, sentAt },
      direction: author === 'customer' ? 'inbound' : 'outbound',
      providerMessageId: null,
    }))
  const learnt = rows.flatMap((row) => (row.learnt === null ? [] : [row.learnt as Learnt]))
  const source = about.source as TrialSource
  return { ...about, source, messages: messages satisfies TurnMessage[], learnt, bookings: rows.flatMap(bookingIn) }
}

/** What a reply told of a booking, if anything: how it stands since; null: it stands no more. */
function bookingIn({ author, content }: { author: string; content: unknown }): (TrialBooking | null)[] {
  const { booking } = content as { booking?: { id: string; startsAt: string; consultant: string } | null }
  if (author !== 'bot' || booking === undefined) return []
  return [booking && { ...booking, startsAt: new Date(booking.startsAt) }]
}

export type TrialDraft = {
  replyId: string
  trialId: string
  reply: string
  learnt: Learnt
  trace: TrialTrace
  /** Null where no model was asked. */
  asked: { prompt: unknown; rawAnswer: string } | null
}

/** Keeps what was drafted; drafting it again replaces it. Nobody is shown it before it is settled. */
export async function saveTrialDraft(tx: WorkspaceTx, draft: TrialDraft): Promise<void> {
  const { replyId, trialId, reply, learnt, trace, asked } = draft
  const values = {
    body: reply,
    learnt: JSON.stringify(learnt),
    trace: JSON.stringify(trace),
    prompt: asked && JSON.stringify(asked.prompt),
    raw_answer: asked && asked.rawAnswer,
  }
  await tx
    .insertInto('trial_messages')
    .columns(['id', 'trial_id', 'author', 'body', 'learnt', 'trace', 'prompt', 'raw_answer'])
    .expression((from) =>
      from
        .selectFrom('trials')
        // Deleted meanwhile: then there is nothing to keep.
        .where('trials.id', '=', trialId)
        .select([
          sql<string>`${replyId}::uuid`.as('id'),
          'trials.id as trial_id',
          sql<string>`'bot'`.as('author'),
          sql<string>`${values.body}`.as('body'),
          sql<string>`${values.learnt}::jsonb`.as('learnt'),
          sql<string>`${values.trace}::jsonb`.as('trace'),
          sql<string | null>`${values.prompt}::jsonb`.as('prompt'),
          sql<string | null>`${values.raw_answer}::text`.as('raw_answer'),
        ]),
    )
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute()
}

/** What was drafted; empty where nothing was. */
export async function findTrialDraft(tx: WorkspaceTx, replyId: string): Promise<string> {
  const row = await tx
    .selectFrom('trial_messages')
    .where('id', '=', replyId)
    .select(sql<string>`trace ->> 'draft'`.as('draft'))
    .executeTakeFirst()
  return row?.draft ?? ''
}

export type Settled = {
  trialId: string
  messageId: string
  replyId: string
  outcome: 'answered' | 'human'
  said: { kind: string; body: string; content: object }
  state: ConversationState
  result: TrialResult
}

/** What came of a message stands, and is shown. Repeating it changes nothing. */
export async function settleTrialTurn(tx: WorkspaceTx, settled: Settled): Promise<void> {
  const { trialId, messageId, replyId, outcome, said, state, result } = settled
  const isThere = await saveTrialState(tx, trialId, state)
  if (!isThere) return
  await tx.updateTable('trial_messages').set({ outcome }).where('id', '=', messageId).execute()
  const values = {
    kind: said.kind,
    body: said.body,
    content: JSON.stringify(said.content),
    result: JSON.stringify(result),
  }
  await tx
    .insertInto('trial_messages')
    .values({ id: replyId, trial_id: trialId, author: 'bot', ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...values, sent_at: sql`now()` }))
    .execute()
}

/** The draft of a message that was taken back goes, and the message counts as not said. */
export async function cancelTrialTurn(
  tx: WorkspaceTx,
  { messageId, replyId }: { messageId: string; replyId: string | null },
): Promise<void> {
  await tx
    .updateTable('trial_messages')
    .set({ outcome: 'cancelled' })
    .where('id', '=', messageId)
    .where('outcome', 'is', null)
    .execute()
  if (replyId !== null)
    await tx.deleteFrom('trial_messages').where('id', '=', replyId).where('result', 'is', null).execute()
}

/** Where the trial stands; false where it is gone. */
export async function saveTrialState(tx: WorkspaceTx, trialId: string, state: ConversationState): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('trials')
    .set({ state: JSON.stringify(state) })
    .where('id', '=', trialId)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** A quiet line about what the person did to the trial itself. */
export async function insertTrialLineOnce(
  tx: WorkspaceTx,
  { id, trialId, kind, content }: { id: string; trialId: string; kind: 'jumped' | 'handed_back'; content: object },
): Promise<void> {
  await tx
    .insertInto('trial_messages')
    .values({ id, trial_id: trialId, author: 'line', kind, content: JSON.stringify(content) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

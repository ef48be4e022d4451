import { sql } from 'kysely'
import type { RepeatAnswer, RepeatDraft, TrialSource } from '#schema/trial.ts'
import type { WorkspaceTx } from '../connect.ts'
import type { findTrialTurn } from './trials.ts'

// A question that is asked several times is a line of the trial: its answers stand in it, and ARI never reads them.

const REPEAT = 'repeat'

/** Keeps a question that is to be asked several times; `busy` where another one still is. */
export async function insertRepeatOnce(
  tx: WorkspaceTx,
  { id, trialId, question }: { id: string; trialId: string; question: string },
): Promise<'kept' | 'busy'> {
  // Two at once wait for each other here.
  await sql`select id from trials where id = ${trialId} for update`.execute(tx)
  const open = await openRepeats(tx, trialId)
  if (open.some((other) => other !== id)) return 'busy'
  await tx
    .insertInto('trial_messages')
    .values({ id, trial_id: trialId, author: 'line', kind: REPEAT, body: question })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  return 'kept'
}

/** Those of a trial that are still asked. */
async function openRepeats(tx: WorkspaceTx, trialId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('trial_messages')
    .where('trial_id', '=', trialId)
    .where('kind', '=', REPEAT)
    .where('outcome', 'is', null)
    .select('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Nobody wants the rest of the answers: what comes later is not kept. Which were still asked. */
export async function stopRepeats(tx: WorkspaceTx, trialId: string): Promise<string[]> {
  const ids = await openRepeats(tx, trialId)
  if (ids.length > 0)
    await tx.updateTable('trial_messages').set({ outcome: 'cancelled' }).where('id', 'in', ids).execute()
  return ids
}

/** It never reached ARI: as if it had not been asked. */
export async function deleteRepeat(tx: WorkspaceTx, id: string): Promise<void> {
  await tx.deleteFrom('trial_messages').where('id', '=', id).where('kind', '=', REPEAT).execute()
}

/** The question as the first words of a trial of its own; undefined where nobody wants to know any more. */
export async function findRepeatTurn(
  tx: WorkspaceTx,
  { trialId, messageId }: { trialId: string; messageId: string },
): ReturnType<typeof findTrialTurn> {
  const row = await tx
    .selectFrom('trials as t')
    .innerJoin('trial_messages as m', 'm.trial_id', 't.id')
    .innerJoin('workspaces as w', 'w.id', 't.workspace_id')
    .where('t.id', '=', trialId)
    .where('m.id', '=', messageId)
    .where('m.outcome', 'is', null)
    .select(['t.source', 'm.position', 'm.body', 'm.sent_at as sentAt', 'w.name as businessName'])
    .select(['w.timezone', 'w.phone', 'w.email'])
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { body, sentAt, ...about } = row
  const asked = {
    ...{ id: messageId, author: 'customer', kind: 'text', body, content: {}, outcome: null, sentAt },
    ...{ direction: 'inbound', providerMessageId: null },
  }
  const source = about.source as TrialSource
  return { ...about, source, handedBackAt: null, messages: [asked], learnt: [], bookings: [] }
}

type Place = { repeatId: string; place: number }

/** Keeps what was drafted for one asking; drafting it again replaces it. */
export async function saveRepeatDraft(
  tx: WorkspaceTx,
  { repeatId, place, draft }: Place & { draft: RepeatDraft },
): Promise<void> {
  await put(tx, { repeatId, place, under: 'drafts', value: draft })
}

export async function findRepeatDraft(tx: WorkspaceTx, { repeatId, place }: Place): Promise<RepeatDraft | undefined> {
  const row = await tx
    .selectFrom('trial_messages')
    .where('id', '=', repeatId)
    .select(sql`content -> 'drafts' -> ${String(place)}`.as('draft'))
    .executeTakeFirst()
  return (row?.draft ?? undefined) as RepeatDraft | undefined
}

/** One answer stands; with the last of them the question has been asked. Repeating it changes nothing. */
export async function saveRepeatAnswer(
  tx: WorkspaceTx,
  { repeatId, place, times, answer }: Place & { times: number; answer: RepeatAnswer },
): Promise<void> {
  await put(tx, { repeatId, place, under: 'answers', value: answer })
  await sql`
    update trial_messages set outcome = 'answered', content = content - 'drafts'
    where id = ${repeatId} and outcome is null
      and (select count(*) from jsonb_object_keys(content -> 'answers')) >= ${times}`.execute(tx)
}

type Put = Place & { under: 'drafts' | 'answers'; value: object }

/** Answers come at once: each finds what the others wrote, for the row is theirs one after the other. */
async function put(tx: WorkspaceTx, { repeatId, place, under, value }: Put): Promise<void> {
  const one = JSON.stringify({ [place]: value })
  await sql`
    update trial_messages
    set content = content || jsonb_build_object(${under}::text, coalesce(content -> ${under}::text, '{}') || ${one}::jsonb)
    where id = ${repeatId} and outcome is null`.execute(tx)
}

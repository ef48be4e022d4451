import { sql, type RawBuilder } from 'kysely'
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid'
import type { Intent } from '#schema/ari-parts.ts'
import { ReviewSettings, type ReviewPolicy, type ReviewVerdict } from '#schema/review.ts'
import type { WorkspaceTx } from '../connect.ts'
import { insertAuditOnce } from './audit.ts'
import { countOnce } from './bot-counters.ts'
import { notify } from './notify.ts'

/** Names the audit line of one decision, so that telling it twice is one line. */
const DECISIONS = '0c7a0f1e-6d0f-4f57-9a43-5b1f8b0a7c2d'

export type HeldDraft = {
  conversationId: string
  draftId: string
  as: 'draft' | 'slots' | 'refusal'
  /** Epoch milliseconds; null where it waits until somebody decides. */
  dueAtMs: number | null
  endsAtMs: number | null
}

/** Marks a draft as waiting for a reviewer, with the words that would go out where these are not its own. Repeating it changes nothing. */
export async function markDraftHeld(tx: WorkspaceTx, held: HeldDraft, words: string | null = null): Promise<void> {
  const at = (ms: number | null) => (ms === null ? null : new Date(ms))
  await tx
    .updateTable('drafts')
    .set({
      status: 'held',
      held_as: held.as,
      held_at: sql<Date>`now()`,
      due_at: at(held.dueAtMs),
      ends_at: at(held.endsAtMs),
      is_first: isFirst(),
      ...(words !== null && { reply: words }),
    })
    .where('id', '=', held.draftId)
    .where('status', '=', 'made')
    .execute()
  await notify(tx, { kind: 'draft', conversationId: held.conversationId })
}

/** What customers ask of us; the rest they tell, order, or answer. */
const QUESTIONS: readonly Intent[] = [
  ...(['course_info', 'application_process', 'contact_info', 'pricing', 'refund'] as const),
  ...(['scholarship', 'admission_decision', 'other'] as const),
]

/**
 * Whether a draft answers a question of which no answer went out before: none of its intent that cites an entry that it
 * cites too. Where it cites none, none of its intent that cites none.
 */
function isFirst(): RawBuilder<boolean> {
  return sql`intent in (${sql.join(QUESTIONS)}) and not exists (
    select from drafts before where before.workspace_id = drafts.workspace_id and before.intent = drafts.intent
      and before.status = 'sent' and (before.citations && drafts.citations or before.citations = drafts.citations))`
}

/** It is due, and nobody has decided: a line in the record, and news for whoever looks. False where it waits no more. */
export async function insertReviewDue(
  tx: WorkspaceTx,
  { conversationId, draftId }: Pick<HeldDraft, 'conversationId' | 'draftId'>,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    insert into conversation_events (id, conversation_id, turn, kind, detail)
    select ${uuidv7()}, conversation_id, turn, 'review_due', jsonb_build_object('draftId', id)
    from drafts where id = ${draftId} and status = 'held'
    on conflict do nothing`.execute(tx)
  await notify(tx, { kind: 'draft', conversationId })
  return numAffectedRows > 0n
}

export type Verdict = {
  conversationId: string
  draftId: string
  /** `stale`: overtaken before anybody decided, or before the decision was carried out. */
  verdict: ReviewVerdict | 'stale'
  userId?: string
  editedId?: string
  guidanceId?: string
}

const STATUS = {
  approve: 'approved',
  edit: 'edited',
  escalate: 'escalated',
  again: 'rejected',
  stale: 'stale',
} as const

/** Keeps what was decided about a held draft, and by whom. Repeating it changes nothing. */
export async function keepVerdict(
  tx: WorkspaceTx,
  { conversationId, draftId, verdict, userId, editedId }: Verdict,
): Promise<void> {
  const isDecided = verdict !== 'stale' && userId !== undefined
  await tx
    .updateTable('drafts')
    .set({
      status: STATUS[verdict],
      ...(isDecided && { verdict, reviewed_by: userId, reviewed_at: sql<Date>`now()` }),
    })
    .where('id', '=', draftId)
    .where('status', '=', 'held')
    .execute()
  if (editedId !== undefined)
    await tx
      .updateTable('drafts')
      .set({ status: 'approved', reviewed_by: userId ?? null, reviewed_at: sql<Date>`now()` })
      .where('id', '=', editedId)
      .where('status', '=', 'made')
      .execute()
  // Other edits of it, of which nobody heard in time whether they counted: they did not.
  await tx
    .updateTable('drafts')
    .set({ status: 'stale' })
    .where('conversation_id', '=', conversationId)
    .where('edited_from', '=', draftId)
    .where('status', '=', 'made')
    .execute()
  if (isDecided)
    await insertAuditOnce(tx, uuidv5(draftId, DECISIONS), {
      actor: userId,
      action: `review.${verdict}`,
      subject: draftId,
      detail: { conversationId },
    })
  if (verdict === 'edit' || verdict === 'escalate') await countOnce(tx, 'humanReviewChanges', draftId)
  await notify(tx, { kind: 'draft', conversationId })
}

export type Guidance = { kind: 'hint' | 'fact'; body: string; rejected: string }

/** What a reviewer told ARI, with the words that they did not want. */
export async function findGuidance(tx: WorkspaceTx, guidanceId: string): Promise<Guidance | undefined> {
  const row = await tx
    .selectFrom('review_guidance as g')
    .innerJoin('drafts as d', 'd.id', 'g.draft_id')
    .where('g.id', '=', guidanceId)
    .select(['g.kind', 'g.body', 'd.reply as rejected'])
    .executeTakeFirst()
  return row && { ...row, kind: row.kind === 'fact' ? 'fact' : 'hint' }
}

/** Keeps what a reviewer tells ARI; its id. */
export async function insertGuidance(
  tx: WorkspaceTx,
  { draftId, kind, body, userId }: Pick<Guidance, 'kind' | 'body'> & { draftId: string; userId: string },
): Promise<string> {
  const id = uuidv7()
  await tx.insertInto('review_guidance').values({ id, draft_id: draftId, kind, body, user_id: userId }).execute()
  return id
}

/** What a reviewer said of the try before this draft. */
export async function findGuidanceOf(tx: WorkspaceTx, draftId: string): Promise<Guidance | undefined> {
  const { guidanceId } = await tx
    .selectFrom('drafts')
    .where('id', '=', draftId)
    .select('guidance_id as guidanceId')
    .executeTakeFirstOrThrow()
  return guidanceId === null ? undefined : findGuidance(tx, guidanceId)
}

/** What of ARI's answers a person reads first. */
export async function readReviewPolicy(
  tx: WorkspaceTx,
): Promise<{ policy: ReviewPolicy; settings: ReviewSettings; liveAt: Date | null }> {
  const { policy, settings, liveAt } = await tx
    .selectFrom('workspaces')
    .select(['review_policy as policy', 'review_settings as settings', 'live_at as liveAt'])
    .executeTakeFirstOrThrow()
  // The column's check holds it to these words.
  return { policy: policy as ReviewPolicy, settings: ReviewSettings.parse(settings), liveAt }
}

type Verdicted = {
  verdict: string | null
  by: string | null
  status: string
  /** Of its conversation, now. */
  floor: string
  /** Whether ARI may speak in this workspace. */
  botOn: boolean
  contactId: string
  /** The customer said something that has not come to an end yet. */
  isAsked: boolean
  /** ARI said something since: after a decision, or else after what the customer wrote last. */
  isAnswered: boolean
}

/** What became of a draft that waits no more, and who decided it. */
export async function findVerdict(tx: WorkspaceTx, draftId: string): Promise<Verdicted | undefined> {
  return tx
    .selectFrom('drafts as d')
    .innerJoin('conversations as c', 'c.id', 'd.conversation_id')
    .innerJoin('workspaces as w', 'w.id', 'd.workspace_id')
    .leftJoin('users as u', 'u.id', 'd.reviewed_by')
    .where('d.id', '=', draftId)
    .select(['d.verdict', 'u.name as by', 'd.status', 'c.floor', 'w.bot_on as botOn', 'c.contact_id as contactId'])
    .select(
      sql<boolean>`exists (select from messages m where m.conversation_id = d.conversation_id
        and m.direction = 'inbound' and m.outcome is null)`.as('isAsked'),
    )
    .select(
      sql<boolean>`exists (select from messages m where m.conversation_id = d.conversation_id and m.author = 'bot'
        and m.created_at > coalesce(d.reviewed_at, (select max(last.created_at) from messages last
          where last.conversation_id = d.conversation_id and last.direction = 'inbound')))`.as('isAnswered'),
    )
    .executeTakeFirst()
}

import { sql, type RawBuilder } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'
import { insertAudit } from './audit.ts'
import { lockOpen } from './incidents.ts'
import { microsOf, reaches, type PageKey } from './page-key.ts'

export type IncidentAnswer = {
  messageId: string
  at: Date
  atMicros: number
  contactId: string
  name: string | null
  username: string | null
  phone: string | null
  question: string
  answer: string
  intent: string | null
  isMarked: boolean
}

/** Which of ARI's answers: those of the incident's period with all of these words, or of them the marked ones. */
export type Which = { incidentId: string; words?: readonly string[]; markedOnly?: boolean }

/** An answer shows what the customer had written since the one before, of very much the end. */
const MOST_ASKED = 5

/**
 * What ARI said in the incident's period and customers can have read, the latest first; one page of it. What was marked
 * stays in the list of the marked when the period changes.
 */
export async function listIncidentAnswers(
  tx: WorkspaceTx,
  { after, limit, ...which }: Which & { after: PageKey | null; limit: number },
): Promise<{ answers: IncidentAnswer[]; next: PageKey | null }> {
  const { rows } = await sql<IncidentAnswer & { id: string }>`
    with said as (
      select m.id, m.conversation_id, m.sent_at, m.body, a.message_id is not null as marked ${from(which)}
      ${after === null ? sql`` : sql`and ${reaches(sql.ref('m.sent_at'), sql.ref('m.id'), after)}`}
      order by m.sent_at desc, m.id desc limit ${limit + 1}
    )
    select m.id, m.id as "messageId", m.sent_at as at, ${microsOf(sql.ref('m.sent_at'))} as "atMicros",
      k.id as "contactId", k.name, k.username, k.phone, m.body as answer, m.marked as "isMarked", d.intent,
      coalesce(asked.question, '') as question
    from said m
    join conversations c on c.id = m.conversation_id
    join contacts k on k.id = c.contact_id
    left join outbound_messages o on o.message_id = m.id
    left join lateral (
      select intent from drafts d where d.conversation_id = m.conversation_id and d.turn = o.turn and d.status = 'sent'
      order by d.version desc, d.id desc limit 1) d on true
    left join lateral (
      select string_agg(body, ${'\n'} order by sent_at, id) as question from (
        select q.*, count(*) filter (where direction = 'outbound') over (order by sent_at desc, id desc) as answered
        from (
          select id, body, direction, sent_at from messages
          where conversation_id = m.conversation_id and sent_at <= m.sent_at and id <> m.id
          order by sent_at desc, id desc limit ${MOST_ASKED}) as q) as before
      where direction = 'inbound' and answered = 0) asked on true
    order by m.sent_at desc, m.id desc`.execute(tx)
  const answers = rows.slice(0, limit)
  const last = rows.length > limit ? answers.at(-1) : undefined
  return { answers, next: last ? { atMicros: last.atMicros, id: last.id } : null }
}

/** How many there are, and of how many customers. */
export async function countIncidentAnswers(
  tx: WorkspaceTx,
  which: Which,
): Promise<{ answers: number; customers: number }> {
  const { rows } = await sql<{ answers: number; customers: number }>`
    select count(*) as answers, count(distinct c.contact_id) as customers
    from (select m.conversation_id ${from(which)}) as said
    join conversations c on c.id = said.conversation_id`.execute(tx)
  return rows[0] ?? { answers: 0, customers: 0 }
}

/** Marks answers as wrong, or takes the mark off: those named, or all that these words find. How many changed. */
export async function markAnswers(
  tx: WorkspaceTx,
  {
    workspaceId,
    actor,
    on,
    messageIds,
    ...which
  }: Which & { workspaceId: string; actor: string; on: boolean; messageIds?: readonly string[] },
): Promise<number | 'closed'> {
  const { incidentId } = which
  if (!(await lockOpen(tx, incidentId))) return 'closed'
  const these =
    messageIds === undefined
      ? sql`select m.id ${from(which)}`
      : sql`select m.id from messages m where m.id = any(${[...messageIds]}::uuid[]) and m.author = 'bot'`
  const { rows } = on
    ? await sql`insert into incident_answers (incident_id, message_id, marked_by)
        select ${incidentId}::uuid, found.id, ${actor}::uuid from (${these}) as found
        on conflict do nothing returning message_id`.execute(tx)
    : await sql`delete from incident_answers where incident_id = ${incidentId} and message_id in (${these})
        returning message_id`.execute(tx)
  if (rows.length > 0) {
    const action = on ? 'incident.marked' : 'incident.unmarked'
    await insertAudit(tx, { workspaceId, actor, action, subject: incidentId, detail: { answers: rows.length } })
  }
  return rows.length
}

/** `from … where …` of them; the message is `m`, its mark `a`. */
function from({ incidentId, words = [], markedOnly = false }: Which): RawBuilder<unknown> {
  const having = words.map((word) => sql`and m.body ilike ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`)
  const own = (at: string) => sql`(select ${sql.ref(at)} from incidents where id = ${incidentId})`
  const period = sql`m.sent_at between ${own('from_at')} and ${own('to_at')}`
  return sql`
    from messages m
    ${markedOnly ? sql`` : sql`left`} join incident_answers a on a.incident_id = ${incidentId} and a.message_id = m.id
    where m.workspace_id = current_workspace() and m.author = 'bot' and m.status in ('sent', 'delivered', 'read')
      and ${markedOnly ? sql`true` : period} ${sql.join(having, sql` `)}`
}

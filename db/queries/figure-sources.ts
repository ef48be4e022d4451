import { sql, type RawBuilder } from 'kysely'
import { UNHAPPY_REACTIONS } from '#schema/answer.ts'
import { HUMAN_SECONDS, REVIEW_SECONDS, type BotCounter, type FigureName } from '#schema/figures.ts'
import type { Span } from './answers.ts'
import { OF_PEOPLE } from './bot-counters.ts'

/**
 * What a figure counts, a row for each thing: when, in which conversation, where to look, and `hit`: whether it counts
 * as what the figure tells of. Figure and list are made of the same rows, so they cannot disagree.
 */
type Source = (span: Span, shared?: Shared) => RawBuilder<unknown>
/** What several of them begin with; counted together, it is read once. */
type Shared = Record<'said' | 'spoke', RawBuilder<unknown>>

/** These call for no answer. */
const NEED_NO_ANSWER = ['reaction', 'system', 'unsupported', 'unknown', 'revoke'].map((kind) => `ignored: ${kind}`)

const within = (column: string, { from, to }: Span) => sql`${sql.ref(column)} >= ${from} and ${sql.ref(column)} < ${to}`
const IS_ANSWER = sql`m.author = 'bot' and m.status in ('sent', 'delivered', 'read')`

/** What ARI said that a customer can have read. */
const said = (span: Span) => sql`
  select m.id, m.conversation_id, m.sent_at from messages m where ${IS_ANSWER} and ${within('m.sent_at', span)}`
/** In which conversations, and when it did so last. */
const spoke = (of: RawBuilder<unknown>) => sql`
  select m.conversation_id, max(m.sent_at) as at from ${of} m group by m.conversation_id`

function readAnew(span: Span): Shared {
  const ofSaid = sql`(${said(span)})`
  return { said: ofSaid, spoke: sql`(${spoke(ofSaid)})` }
}

/** What they share, before a statement that counts several of them; what none of these needs is not read. */
export function sharing(span: Span): { before: RawBuilder<unknown>; shared: Shared } {
  const shared = { said: sql`said`, spoke: sql`spoke` }
  return {
    shared,
    before: sql`with said as materialized (${said(span)}), spoke as materialized (${spoke(shared.said)})`,
  }
}

/** Messages that could be answered, and what became of each. */
const responded: Source = (span) => sql`
  select m.id, m.sent_at as at, m.conversation_id, m.id as message_id, null::text as intent, m.outcome = 'answered' as hit,
    null::float8 as seconds, m.outcome as detail
  from messages m
  where m.direction = 'inbound' and ${within('m.sent_at', span)} and m.outcome <> all (${NEED_NO_ANSWER})`

/** Conversations in which ARI spoke or passed the floor to people. */
const escalated: Source = (span, shared = readAnew(span)) => sql`
  select t.conversation_id as id, max(t.at) as at, t.conversation_id, null::uuid as message_id, null::text as intent,
    bool_or(t.reason is not null) as hit, null::float8 as seconds, max(t.reason) as detail
  from (
    select a.conversation_id, a.at, null as reason from ${shared.spoke} a
    union all
    select e.conversation_id, e.at, e.detail->>'reason' from conversation_events e
    where e.kind = 'floor' and ${within('e.at', span)} and e.detail->>'holder' = 'team'
      and e.detail->>'reason' <> all (${OF_PEOPLE})
  ) t group by t.conversation_id`

/**
 * Conversations in which ARI spoke; those without a sign that the customer is not content. A sign belongs to what ARI said,
 * whenever it comes: a complaint and a reaction name the message. A handoff names none: it counts where it happened, and
 * within a day also for what ARI said last before it.
 */
const satisfied: Source = (span, shared = readAnew(span)) => sql`
  select a.conversation_id as id, a.at, a.conversation_id, s.message_id, null::text as intent, s.what is null as hit,
    null::float8 as seconds, s.what as detail
  from ${shared.spoke} a
  left join (
    select distinct on (u.conversation_id) u.* from (
      select m.conversation_id, m.id as message_id, 'complaint' as what from ${shared.said} m
        join bot_complaints w on w.message_id = m.id
      union all
      select x.conversation_id, x.id, 'reaction' from messages x
      where x.direction = 'inbound' and x.kind = 'reaction' and x.sent_at >= ${span.from}
        and left(x.content->'reaction'->>'emoji', 1) = any (${[...UNHAPPY_REACTIONS]})
        and exists (select from messages m where m.channel_id = x.channel_id and m.provider_message_id = x.reply_to_provider_id
          and ${IS_ANSWER} and ${within('m.sent_at', span)})
        and not exists (select from messages y where y.conversation_id = x.conversation_id and y.direction = 'inbound'
          and y.kind = 'reaction' and y.reply_to_provider_id = x.reply_to_provider_id and (y.sent_at, y.id) > (x.sent_at, x.id))
      union all
      select e.conversation_id, null, 'handoff' from conversation_events e
      where e.kind = 'floor' and e.at >= ${span.from} and e.at < ${span.to}::timestamptz + interval '1 day'
        and e.detail->>'reason' = 'complaint' and (e.at < ${span.to} or ${span.to} > (
          select max(m.sent_at) from messages m where m.conversation_id = e.conversation_id and ${IS_ANSWER}
            and m.sent_at < e.at and m.sent_at > e.at - interval '1 day'))
    ) u order by u.conversation_id, u.what, u.message_id
  ) s on s.conversation_id = a.conversation_id`

/** What a customer wanted to whom this message went. Found only where it is asked for. */
const INTENT_OF_MESSAGE = sql`(select d.intent from outbound_messages o join drafts d on d.id = o.draft_id
    where o.message_id = m.id)`

/** Answers that a person has read after they went out; those in which something was made up. */
const invented: Source = (span, shared = readAnew(span)) => sql`
  select m.id, m.sent_at as at, m.conversation_id, m.id as message_id, ${INTENT_OF_MESSAGE} as intent,
    not (r.points->>'grounded')::boolean as hit, null::float8 as seconds, null::text as detail
  from answer_readings r join ${shared.said} m on m.id = r.message_id`

/** What a draft became, where it went out. Found only where it is asked for: a join would be made for every draft. */
const MESSAGE_OF_DRAFT = sql`(select o.message_id from outbound_messages o
    where o.conversation_id = d.conversation_id and o.turn = d.turn and o.part = 1)`
const SECONDS_OF_REVIEW = sql`extract(epoch from d.reviewed_at - d.held_at)::float8`

/** Held drafts that somebody decided about. */
const decided =
  (hit: RawBuilder<unknown>): Source =>
  (span) => sql`
  select d.id, d.reviewed_at as at, d.conversation_id, ${MESSAGE_OF_DRAFT} as message_id, d.intent, ${hit} as hit,
    ${SECONDS_OF_REVIEW} as seconds, d.verdict as detail
  from drafts d
  where d.verdict is not null and ${within('d.reviewed_at', span)}`

/** Held drafts that were decided, or whose time came: those for which it came first. */
const overdue: Source = (span) => sql`
  select d.id, d.held_at as at, d.conversation_id, ${MESSAGE_OF_DRAFT} as message_id, d.intent, l.hit,
    ${SECONDS_OF_REVIEW} as seconds, l.detail
  from drafts d cross join lateral (
    select d.reviewed_at > d.due_at as hit, d.verdict as detail where d.verdict is not null
    union all
    select true, d.status where d.verdict is null and (d.status = 'sent' or exists (
      select from conversation_events e where e.conversation_id = d.conversation_id and e.turn = d.turn
        and e.kind = 'review_due' and e.detail = jsonb_build_object('draftId', d.id)))
  ) l
  where d.held_at is not null and ${within('d.held_at', span)} and d.due_at is not null`

/**
 * Conversations that came to the team, and when the first of them answered: before ARI had the floor again. Whoever
 * waits for less than the time that is allowed is not counted yet.
 */
const humanTime: Source = (span) => sql`
  select e.id, e.at, e.conversation_id, a.id as message_id, null::text as intent,
    coalesce(a.seconds <= ${HUMAN_SECONDS}, false) as hit, a.seconds, e.detail->>'reason' as detail
  from conversation_events e
    left join lateral (
      select m.id, extract(epoch from m.sent_at - e.at)::float8 as seconds from messages m
      where m.conversation_id = e.conversation_id and m.author in ('staff', 'phone')
        and m.status in ('sent', 'delivered', 'read') and m.sent_at >= e.at
        and not exists (select from conversation_events b where b.conversation_id = e.conversation_id and b.kind = 'floor'
          and b.detail->>'holder' = 'bot' and b.at > e.at and b.at <= m.sent_at)
      order by m.sent_at, m.id limit 1
    ) a on true
  where e.kind = 'floor' and ${within('e.at', span)} and e.detail->>'holder' = 'team'
    and (a.id is not null or e.at < now() - ${HUMAN_SECONDS} * interval '1 second')`

/** What ARI drafted and said; `hit`: a customer says that it is wrong. */
const answers: Source = (span, shared = readAnew(span)) => sql`
  select m.id, m.sent_at as at, m.conversation_id, m.id as message_id, d.intent, w.message_id is not null as hit,
    null::float8 as seconds, null::text as detail
  from ${shared.said} m join outbound_messages o on o.message_id = m.id join drafts d on d.id = o.draft_id
    left join bot_complaints w on w.message_id = m.id`

const counted = (counter: BotCounter, span: Span) => sql`e.counter = ${counter} and ${within('e.at', span)}`

/** A counter whose things are messages. */
const ofMessages =
  (counter: BotCounter): Source =>
  (span) => sql`
  select m.id, e.at, m.conversation_id, m.id as message_id, null::text as intent, true as hit, null::float8 as seconds,
    null::text as detail
  from bot_events e join messages m on m.id = e.subject::uuid where ${counted(counter, span)}`

const changedByReviewers: Source = (span) => sql`
  select d.id, e.at, d.conversation_id, ${MESSAGE_OF_DRAFT} as message_id, d.intent, true as hit, ${SECONDS_OF_REVIEW} as seconds, d.verdict as detail
  from bot_events e join drafts d on d.id = e.subject::uuid
  where ${counted('humanReviewChanges', span)}`

/**
 * Their subject is the conversation with the epoch of its floor, and they were counted with the line in its record, at the
 * same moment. After a merge the line stands in another conversation, under another turn, but for one that came late: its
 * moment stays.
 */
const passedToPeople: Source = (span) => sql`
  select f.id, e.at, coalesce(c.merged_into, c.id) as conversation_id, null::uuid as message_id, null::text as intent,
    true as hit, null::float8 as seconds, f.detail->>'reason' as detail
  from bot_events e
    join conversations c on c.id = split_part(e.subject, ' ', 1)::uuid
    join conversation_events f on f.conversation_id = any(array[c.id, c.merged_into]) and f.kind = 'floor' and f.at = e.at
      and f.detail->>'epoch' = split_part(e.subject, ' ', 2)
  where ${counted('escalationsTriggered', span)}`

export const FIGURE_SOURCES: Record<FigureName | 'answers', Source> = {
  responded,
  escalated,
  satisfied,
  invented,
  edited: decided(sql`d.verdict = 'edit'`),
  reviewTime: decided(sql`d.reviewed_at - d.held_at <= ${REVIEW_SECONDS} * interval '1 second'`),
  overdue,
  humanTime,
  answers,
}

export const COUNTER_SOURCES: Record<BotCounter, Source> = {
  responsesGenerated: ofMessages('responsesGenerated'),
  escalationsTriggered: passedToPeople,
  uncertaintyDetected: ofMessages('uncertaintyDetected'),
  humanReviewChanges: changedByReviewers,
  customerComplaints: ofMessages('customerComplaints'),
}

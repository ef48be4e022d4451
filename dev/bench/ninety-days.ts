import { sql } from 'kysely'
import type { Database } from '#db/connect.ts'
import type { GivenWorkspace } from '../test-kit/given.ts'

export const DRAFTS = 100_000
export const DAYS = 90
const CONVERSATIONS = 2_000
const INTENTS = ['course_info', 'pricing', 'booking', 'application_process', 'scholarship', 'greeting']

/**
 * What ninety days of a busy workspace leave behind: messages, drafts of which two in five were held, what was decided
 * about them, handoffs, complaints, reactions and readings. In the order of time, as they come; swept as by autovacuum.
 */
export async function fillNinetyDays(
  { platform }: Database,
  { workspaceId, channelId }: GivenWorkspace,
  drafts = DRAFTS,
): Promise<void> {
  const run = (query: ReturnType<typeof sql>) => query.execute(platform)
  await run(sql`
    with people as (
      insert into contacts (id, workspace_id, name, phone)
      select uuidv7(), ${workspaceId}, 'Customer ' || n, '+62812' || lpad(n::text, 7, '0')
      from generate_series(1, ${CONVERSATIONS}::int) n returning id)
    insert into conversations (id, workspace_id, contact_id, channel_id, last_message_at, last_inbound_at)
    select uuidv7(), ${workspaceId}, id, ${channelId}, now(), now() from people`)
  // Each row is a turn; conversations last a week or so, one after the other.
  await run(sql`select setseed(0.42)`)
  await run(sql`
    create unlogged table turns as
    with talks as (select id, row_number() over (order by id) - 1 as number from conversations
        where workspace_id = ${workspaceId} and last_message_at is not null),
      spread as (select n, ((n::bigint * ${CONVERSATIONS} / ${drafts})::int + (random() * 150)::int) % ${CONVERSATIONS} as talk,
          now() - (1 - n::float8 / ${drafts}) * interval '${sql.lit(DAYS)} days' as at, random() as fate, random() as luck,
          (random() * 5)::int as wish
        from generate_series(1, ${drafts}::int) n)
    select t.id as conversation_id, (row_number() over (partition by t.id order by s.n))::int as turn, s.n, s.at, s.fate, s.luck,
      (${INTENTS}::text[])[s.wish + 1] as intent, uuidv7(s.at - now()) as question_id, uuidv7(s.at - now()) as draft_id,
      uuidv7(s.at - now()) as answer_id, s.fate < 0.4 as is_held,
      case when s.fate < 0.30 then 'approve' when s.fate < 0.35 then 'edit' when s.fate < 0.36 then 'escalate'
        when s.fate < 0.37 then 'again' end as verdict,
      s.fate < 0.35 or s.fate >= 0.385 as is_sent
    from spread s join talks t on t.number = s.talk order by s.n`)
  await run(sql`
    insert into messages (id, workspace_id, conversation_id, channel_id, direction, author, kind, body, status, outcome,
      provider_message_id, reply_to_provider_id, content, sent_at)
    select m.* from (
      select question_id as id, ${workspaceId}::uuid, conversation_id, ${channelId}::uuid, 'inbound', 'customer', 'text',
        repeat('Saya mau kuliah di Australia. ', 1 + n % 4), 'responded',
        case when luck < 0.06 then 'human' when luck < 0.08 then 'ignored: paused' when luck < 0.09 then 'ignored: unsupported'
          else 'answered' end, 'wamid.' || question_id, null, '{}'::jsonb, at
      from turns
      union all
      select answer_id, ${workspaceId}, conversation_id, ${channelId}, 'outbound', 'bot', 'text',
        repeat('Baik Kak, saya bantu jelaskan. ', 2 + n % 6), case when luck < 0.01 then 'failed' else 'read' end, null,
        'wamid.' || answer_id, null, '{}', at + interval '40 seconds' from turns where is_sent
      union all
      select uuidv7(at - now() + interval '60 seconds'), ${workspaceId}, conversation_id, ${channelId}, 'inbound', 'customer',
        'reaction', '', 'received', 'ignored: reaction', 'wamid.r' || n, 'wamid.' || answer_id,
        jsonb_build_object('reaction', jsonb_build_object('emoji', case when luck < 0.5 then '👎' else '❤' end)),
        at + interval '60 seconds' from turns where is_sent and luck between 0.49 and 0.53
      union all
      select uuidv7(at - now() + interval '90 seconds'), ${workspaceId}, conversation_id, ${channelId}, 'outbound', 'staff',
        'text', 'Halo Kak, saya Dimas.', 'read', null, 'wamid.s' || n, null, '{}', at + (60 + luck * 300) * interval '1 second'
        from turns where luck between 0.2 and 0.227
    ) m order by m.at`)
  await run(sql`
    insert into drafts (id, workspace_id, conversation_id, turn, version, status, reply, intent, confidence, model,
      prompt_version, prompt, raw_answer, checks, held_for, held_as, held_at, due_at, ends_at, verdict, reviewed_at, created_at)
    select draft_id, ${workspaceId}, conversation_id, turn, 1, case when verdict = 'edit' then 'edited'
        when is_sent then 'sent' when verdict = 'escalate' then 'escalated' else 'stale' end,
      repeat('Baik Kak, saya bantu jelaskan. ', 2 + n % 6), intent, 0.9, 'grok-4', 'p1',
      jsonb_build_object('system', repeat('Kamu ARI, asisten konsultasi pendidikan. ', 100),
        'knowledge', (select string_agg(md5(n::text || k), ' ') from generate_series(1, 30) k)),
      repeat('{"reply":"Baik Kak, saya bantu jelaskan.","confidence":0.9}', 8),
      jsonb_build_array(jsonb_build_object('name', 'confidence', 'passed', true), jsonb_build_object('name', 'apology',
        'passed', true, 'warning', case when luck > 0.9 then 'the reply apologises' end)),
      case when is_held then 'always' end, case when is_held then 'draft' end,
      case when is_held then at + interval '5 seconds' end, case when is_held then at + interval '35 seconds' end,
      case when is_held then at + interval '65 seconds' end, verdict,
      case when verdict is not null then at + (5 + luck * 40) * interval '1 second' end, at + interval '4 seconds'
    from turns order by n`)
  await run(sql`
    insert into outbound_messages (message_id, workspace_id, conversation_id, turn, part, floor_epoch, state, payload, draft_id,
      created_at)
    select answer_id, ${workspaceId}, conversation_id, turn, 1, 0, 'sent', jsonb_build_object('type', 'text', 'text',
      jsonb_build_object('body', repeat('Baik Kak, saya bantu jelaskan. ', 2 + n % 6))), draft_id, at + interval '39 seconds'
    from turns where is_sent order by n`)
  await run(sql`
    insert into conversation_events (id, workspace_id, conversation_id, turn, kind, detail, at)
    select e.* from (
      select uuidv7(at - now()) as id, ${workspaceId}::uuid, conversation_id, turn, 'floor', jsonb_build_object('holder', 'team',
        'reason', case when luck < 0.202 then 'complaint' else 'asked_for_person' end, 'epoch', turn) as detail,
        at + interval '45 seconds' as at from turns where luck between 0.2 and 0.23
      union all
      select uuidv7(at - now()), ${workspaceId}, conversation_id, turn, 'floor', jsonb_build_object('holder', 'bot',
        'reason', null, 'epoch', turn + 1), at + interval '20 minutes' from turns where luck between 0.2 and 0.23
      union all
      select uuidv7(at - now()), ${workspaceId}, conversation_id, turn, 'review_due', jsonb_build_object('draftId', draft_id),
        at + interval '35 seconds' from turns where is_held and verdict is null
      union all
      select uuidv7(at - now()), ${workspaceId}, conversation_id, turn, 'stage', jsonb_build_object('stage', 'routing'),
        at + interval '6 seconds' from turns where luck > 0.8
    ) e order by e.at`)
  await run(sql`
    insert into bot_events (workspace_id, counter, subject, at)
    select ${workspaceId}, e.* from (
      select 'responsesGenerated', question_id::text, at + interval '4 seconds' as at from turns
      union all select 'uncertaintyDetected', question_id::text, at + interval '4 seconds' from turns where luck > 0.9
      union all select 'humanReviewChanges', draft_id::text, at + interval '20 seconds' from turns
        where verdict in ('edit', 'escalate')
      union all select 'escalationsTriggered', conversation_id || ' ' || turn, at + interval '45 seconds' from turns
        where luck between 0.2 and 0.23
      union all select 'customerComplaints', answer_id::text, at + interval '1 hour' from turns
        where is_sent and luck between 0.6 and 0.603
    ) e order by e.at`)
  await run(sql`
    insert into bot_complaints (message_id, workspace_id, at)
    select answer_id, ${workspaceId}, at + interval '1 hour' from turns where is_sent and luck between 0.6 and 0.603 order by n`)
  await run(sql`
    insert into answer_readings (message_id, workspace_id, points, at)
    select answer_id, ${workspaceId}, jsonb_build_object('factual', true, 'tone', true, 'grounded', luck > 0.31,
      'escalates', true, 'polite', true), at + interval '2 hours' from turns where is_sent and luck between 0.3 and 0.4 order by n`)
  await run(sql`drop table turns`)
  await run(sql`vacuum analyze`)
}

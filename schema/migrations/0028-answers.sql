-- What ARI said, and whether a person has read it: before it went out, or afterwards.

-- Which draft a message of ARI's says. Null: words of our own, as of a consultation that stands.
alter table outbound_messages add column draft_id uuid;
update outbound_messages o set draft_id = (
  select d.id from drafts d
  where d.conversation_id = o.conversation_id and d.turn = o.turn and d.status = 'sent'
  order by d.created_at desc, d.id desc limit 1
) where o.part = 1 and o.turn is not null;
alter table outbound_messages
  add foreign key (workspace_id, draft_id) references drafts (workspace_id, id) on delete set null (draft_id);
create index on outbound_messages (draft_id) where draft_id is not null;

-- A person has read an answer after it went out. Once for a message: the newest reading stands.
create table answer_readings (
  message_id uuid primary key,
  workspace_id uuid not null default current_workspace(),
  user_id uuid references users on delete set null,
  -- What was looked at, each with whether it was in order: schema/answer.ts.
  points jsonb not null,
  comment text check (char_length(comment) between 1 and 1000),
  at timestamptz not null default now(),
  foreign key (workspace_id, message_id) references messages (workspace_id, id) on delete cascade
);

alter table answer_readings enable row level security;
create policy own_rows on answer_readings to my21staff_app
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
create policy every_row on answer_readings to my21staff_platform using (true) with check (true);
grant select, insert, update, delete on answer_readings to my21staff_app, my21staff_platform;

-- For lists and figures of a stretch of time. A message is in one of the first two at most.
create index messages_of_bot on messages (workspace_id, sent_at desc, id desc) where author = 'bot';
create index messages_of_customers on messages (workspace_id, sent_at desc, id desc) where direction = 'inbound';
create index drafts_decided on drafts (workspace_id, reviewed_at) where verdict is not null;
create index drafts_held_at on drafts (workspace_id, held_at) where held_at is not null;
create index floor_events on conversation_events (workspace_id, at) where kind = 'floor';
create index on bot_complaints (workspace_id, at);

-- Sending: WhatsApp's limits kept before it has to refuse, channels that are stopped, and messages that are sent again.

-- How far the bucket of a pair (our number and one customer) is drawn on: when it would be full again. A conversation
-- is such a pair. `not_before`: WhatsApp asked for a pause.
create table pair_pace (
  conversation_id uuid primary key,
  workspace_id uuid not null default current_workspace(),
  full_at timestamptz not null,
  not_before timestamptz,
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
);

-- The same for a number as a whole.
create table number_pace (
  channel_id uuid primary key,
  workspace_id uuid not null default current_workspace(),
  full_at timestamptz not null,
  not_before timestamptz,
  foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['pair_pace', 'number_pace'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_rows on %I to my21staff_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())', t);
    execute format('create policy every_row on %I to my21staff_platform using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to my21staff_app, my21staff_platform', t);
  end loop;
end $$;

-- A channel whose token, permission or account WhatsApp refuses sends nothing until a person has put that right, or
-- until a message that is let through to try it (from `probe_at` on) is taken.
alter table channels
  add column stopped_at timestamptz,
  add column stopped_reason text,
  add column stopped_code integer,
  add column probe_at timestamptz,
  -- Numbers that are also in the WhatsApp Business app have 20.
  add column sends_per_second integer not null default 80 check (sends_per_second between 1 and 1000);

alter table outbound_messages
  -- Attempts that count, since it was last asked to be sent.
  add column tries integer not null default 0,
  -- A person asked for it to be sent again.
  add column resent_at timestamptz,
  add column resent_by uuid references users on delete set null,
  -- An answer is at most two bubbles: each one costs the pair six seconds.
  add constraint outbound_messages_two_parts_at_most check (part between 1 and 2);
create index outbound_messages_resent on outbound_messages (resent_at) where state = 'queued' and resent_at is not null;

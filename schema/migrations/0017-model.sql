-- What the model costs, what ARI's counters count, and what customers complained of.

-- Beside what led to a draft: who answered, how long it took, and what was found for it.
alter table drafts
  add column endpoint text,
  add column is_fallback boolean not null default false,
  add column model_ms integer,
  add column retrieved uuid[] not null default '{}';

-- One row for each request to a model, also for those whose answer nobody used. Ids and numbers only, and not bound to
-- their conversation: what was spent stays spent when a customer is erased. Nor to their workspace, as every turn of it
-- would lock its row: who deletes a workspace deletes these too.
create table model_calls (
  id uuid primary key,
  workspace_id uuid not null default current_workspace(),
  conversation_id uuid not null,
  turn integer not null,
  -- Null where no draft came of it.
  draft_id uuid,
  endpoint text not null,
  model text not null,
  outcome text not null check (outcome in ('answered', 'unreadable', 'failed', 'aborted')),
  reason text,
  is_fallback boolean not null,
  is_repair boolean not null,
  ms integer not null,
  input_tokens integer not null check (input_tokens >= 0),
  -- The part of the input that the endpoint had in its cache.
  cached_tokens integer not null check (cached_tokens between 0 and input_tokens),
  output_tokens integer not null check (output_tokens >= 0),
  -- Counted by us: the endpoint did not tell.
  is_estimated boolean not null,
  -- In micro-USD; null where the model's price is not known.
  cost bigint check (cost >= 0),
  at timestamptz not null default now()
);
create index on model_calls (workspace_id, at);
create index on model_calls (conversation_id, at);
-- For the sums of a day over all workspaces: rows come in the order of time.
create index on model_calls using brin (at);

-- What ARI's five counters count, each thing once, whatever is tried again. Bound to nothing, as the calls.
create table bot_events (
  workspace_id uuid not null default current_workspace(),
  counter text not null check (counter in
    ('responsesGenerated', 'escalationsTriggered', 'uncertaintyDetected', 'humanReviewChanges', 'customerComplaints')),
  -- The message, the draft, or the conversation with its epoch.
  subject text not null,
  at timestamptz not null default now(),
  primary key (workspace_id, counter, subject)
);
create index on bot_events (workspace_id, at);
create index on bot_events using brin (at);

-- A customer said that what ARI wrote is wrong; somebody of ours wrote it down.
create table bot_complaints (
  message_id uuid primary key,
  workspace_id uuid not null default current_workspace(),
  user_id uuid references users on delete set null,
  note text check (char_length(note) between 1 and 500),
  at timestamptz not null default now(),
  foreign key (workspace_id, message_id) references messages (workspace_id, id) on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['model_calls', 'bot_events', 'bot_complaints']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_rows on %I to my21staff_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())', t);
    execute format('create policy every_row on %I to my21staff_platform using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to my21staff_app, my21staff_platform', t);
  end loop;
end $$;

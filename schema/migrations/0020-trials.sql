-- Trials: chats of people at work with ARI, which no customer sees. A person has one at a time; all of its words go with it.

create table trials (
  id uuid primary key,
  workspace_id uuid not null default current_workspace() references workspaces on delete cascade,
  user_id uuid not null references users on delete cascade,
  -- What ARI goes by in it.
  source text not null default 'published' check (source in ('published', 'working_copy')),
  -- Where it stands: what its workflow goes on from.
  state jsonb,
  created_at timestamptz not null default now(),
  unique (workspace_id, user_id),
  unique (workspace_id, id)
);

create table trial_messages (
  id uuid primary key,
  workspace_id uuid not null default current_workspace(),
  trial_id uuid not null,
  position bigint generated always as identity,
  -- customer: what the person typed. bot: what ARI did about it. line: what the person did to the trial itself.
  author text not null check (author in ('customer', 'bot', 'line')),
  kind text not null default 'text',
  body text not null default '',
  content jsonb not null default '{}',
  sent_at timestamptz not null default now(),
  -- Of the customer's: null as long as ARI thinks.
  outcome text,
  -- Of ARI's: what it learnt, what led to it, and, once it is decided, what came of it. Before that nobody is shown it.
  learnt jsonb,
  trace jsonb,
  prompt jsonb,
  raw_answer text,
  result jsonb,
  foreign key (workspace_id, trial_id) references trials (workspace_id, id) on delete cascade
);
create index trial_messages_in_order on trial_messages (trial_id, position);

do $$
declare t text;
begin
  foreach t in array array['trials', 'trial_messages'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_rows on %I to my21staff_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())', t);
    execute format('create policy every_row on %I to my21staff_platform using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to my21staff_app, my21staff_platform', t);
  end loop;
end $$;

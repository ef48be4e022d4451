-- Customers to try ARI with before it speaks to any: generated, written, imported, or taken from a reviewer's edit.
create table test_conversations (
  id uuid primary key,
  workspace_id uuid not null default current_workspace() references workspaces on delete cascade,
  source text not null check (source in ('generated', 'written', 'imported', 'edit')),
  -- What it was made of, so that making it again is the same one.
  seed text not null,
  title text not null check (title <> ''),
  persona text,
  language text not null check (language in ('id', 'en')),
  -- What the customer writes, message by message.
  says jsonb not null,
  expected jsonb not null default '{}',
  created_by uuid references users on delete set null,
  created_at timestamptz not null default now(),
  unique (workspace_id, seed),
  unique (workspace_id, id)
);

alter table test_conversations enable row level security;
create policy own_rows on test_conversations to my21staff_app
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
create policy every_row on test_conversations to my21staff_platform using (true) with check (true);
grant select, insert, update, delete on test_conversations to my21staff_app, my21staff_platform;

-- How many of them must be read before a workspace goes live.
alter table workspaces
  add column release_minimum integer not null default 100 check (release_minimum between 1 and 1000);

-- The test conversations are played. `release`: to be read and signed; `check`: for a command that only looks.
create table release_runs (
  id uuid primary key,
  workspace_id uuid not null default current_workspace() references workspaces on delete cascade,
  purpose text not null default 'release' check (purpose in ('release', 'check')),
  state text not null default 'running' check (state in ('running', 'done', 'stopped')),
  started_by uuid references users on delete set null,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  unique (workspace_id, id)
);
-- Whoever starts a second one joins the first.
create unique index release_run_under_way on release_runs (workspace_id) where purpose = 'release' and state = 'running';

-- One test conversation, played once; the newest of a release that was played counts. Its words are those of a trial.
create table test_plays (
  id uuid primary key,
  workspace_id uuid not null default current_workspace(),
  run_id uuid not null,
  test_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'played', 'failed')),
  -- What it stands on: the version of the configuration, and the entries that were found, with their age.
  version integer,
  entries jsonb not null default '[]',
  -- What a machine sees in it.
  findings jsonb not null default '[]',
  played_at timestamptz,
  -- What the person who read it found. A good one has all five points, a bad one says why.
  verdict text check (verdict in ('good', 'bad')),
  points text[] not null default '{}',
  comment text not null default '',
  read_by uuid references users on delete set null,
  read_at timestamptz,
  unique (workspace_id, id),
  foreign key (workspace_id, run_id) references release_runs (workspace_id, id) on delete cascade,
  foreign key (workspace_id, test_id) references test_conversations (workspace_id, id) on delete cascade
);
create index on test_plays (test_id, id desc);
-- Wished twice, it is played once.
create unique index test_play_waiting on test_plays (run_id, test_id) where state = 'waiting';

-- Somebody says that the bot may be released: never changed.
create table release_signoffs (
  id uuid primary key,
  workspace_id uuid not null default current_workspace() references workspaces on delete cascade,
  phrase text not null,
  version integer not null,
  minimum integer not null,
  tests integer not null,
  read integer not null,
  signed_by uuid references users on delete set null,
  signed_at timestamptz not null default now()
);
create index on release_signoffs (workspace_id, signed_at desc);

-- A trial is a person's, or a test conversation's.
alter table trials
  alter column user_id drop not null,
  add column test_play_id uuid,
  add foreign key (workspace_id, test_play_id) references test_plays (workspace_id, id) on delete cascade,
  add check ((user_id is null) <> (test_play_id is null));
create unique index on trials (test_play_id);

do $$
declare t text;
begin
  foreach t in array array['release_runs', 'test_plays', 'release_signoffs'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_rows on %I to my21staff_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())', t);
    execute format('create policy every_row on %I to my21staff_platform using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to my21staff_app, my21staff_platform', t);
  end loop;
  -- What was signed stays so.
  revoke update, delete on release_signoffs from my21staff_app;
end $$;

-- What somebody must know now. A row for each thing, kept with what it is about; whoever tells people groups them.
create table alerts (
  id uuid primary key,
  workspace_id uuid not null default current_workspace() references workspaces on delete cascade,
  kind text not null,
  -- Names what happened, so that telling it twice is one row.
  subject text not null,
  conversation_id uuid,
  raised_at timestamptz not null default now(),
  told_at timestamptz,
  unique (workspace_id, kind, subject),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
);
create index alerts_untold on alerts (raised_at) where told_at is null;

alter table alerts enable row level security;
create policy own_rows on alerts to my21staff_app
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
create policy every_row on alerts to my21staff_platform using (true) with check (true);
grant select, insert, update, delete on alerts to my21staff_app, my21staff_platform;

-- One line to one ear: of a kind of alert, to a person by mail or push, or to the workspace's channel of Slack. What was
-- raised waits on it until it may be told, all of it at once.
create table alert_lines (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null default current_workspace() references workspaces on delete cascade,
  kind text not null,
  way text not null check (way in ('push', 'mail', 'slack')),
  -- Null for Slack.
  user_id uuid references users on delete cascade,
  pending uuid[] not null default '{}',
  -- Since when something waits; nothing is told before due_at.
  due_at timestamptz not null,
  told_at timestamptz,
  -- Who is telling holds the line by this id until then.
  claim uuid,
  claimed_until timestamptz,
  failures int not null default 0,
  unique nulls not distinct (workspace_id, kind, way, user_id)
);
create index alert_lines_due on alert_lines (due_at) where pending <> '{}';

-- How a person wants to be told; absent: as schema/alert.ts has it for their role.
create table alert_settings (
  workspace_id uuid not null default current_workspace() references workspaces on delete cascade,
  user_id uuid not null references users on delete cascade,
  settings jsonb not null,
  primary key (workspace_id, user_id)
);

-- Where a workspace is told in Slack. `ending` is all that pages show of the address.
create table alert_slack (
  workspace_id uuid primary key default current_workspace() references workspaces on delete cascade,
  webhook_sealed text not null,
  ending text not null,
  language text not null check (language in ('id', 'en')),
  -- Slack would not take the last message.
  refused_at timestamptz
);

-- A browser that somebody wants to be told in. Whoever signs out there is told there no more.
create table push_subscriptions (
  id uuid primary key,
  workspace_id uuid not null default current_workspace() references workspaces on delete cascade,
  user_id uuid not null references users on delete cascade,
  session_id uuid not null references sessions on delete cascade,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null default now(),
  unique (workspace_id, endpoint)
);
create index on push_subscriptions (user_id);
create index on push_subscriptions (session_id);

do $$
declare
  name text;
begin
  foreach name in array array['alert_lines', 'alert_settings', 'alert_slack', 'push_subscriptions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy own_rows on %I to my21staff_app
      using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())', name);
    execute format('create policy every_row on %I to my21staff_platform using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to my21staff_app, my21staff_platform', name);
  end loop;
end $$;

-- The key pair by which push services know this deployment, made when it is first needed; the private half is sealed.
create table push_keys (
  id int primary key default 1 check (id = 1),
  public_key text not null,
  private_key_sealed text not null,
  created_at timestamptz not null default now()
);
grant select, insert, update, delete on push_keys to my21staff_platform;

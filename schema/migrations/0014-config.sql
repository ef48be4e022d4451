-- ARI's configuration: one document for each version that was published, never changed afterwards, and a working copy.

create table ari_versions (
  id uuid primary key,
  workspace_id uuid not null default current_workspace() references workspaces on delete cascade,
  number integer not null check (number > 0),
  config jsonb not null,
  note text not null default '',
  -- Of a version that was brought back: which one.
  restored_from integer,
  published_by uuid references users on delete set null,
  published_at timestamptz not null default now(),
  unique (workspace_id, number)
);

create table ari_working_copies (
  workspace_id uuid primary key default current_workspace() references workspaces on delete cascade,
  config jsonb not null,
  -- The version it began from, and how often it was saved: who saves what somebody else has changed is told so.
  based_on integer not null,
  revision integer not null default 1,
  changed_by uuid references users on delete set null,
  changed_at timestamptz not null default now()
);

do $$
declare t text;
begin
  foreach t in array array['ari_versions', 'ari_working_copies'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_rows on %I to my21staff_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())', t);
    execute format('create policy every_row on %I to my21staff_platform using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to my21staff_app, my21staff_platform', t);
  end loop;
  -- What was published stays as it was.
  revoke update, delete on ari_versions from my21staff_app;
end $$;

insert into ari_versions (id, workspace_id, number, config, published_at)
select gen_random_uuid(), id, 1,
  jsonb_build_object(
    'persona', jsonb_build_object('botName', left(bot_name, 40), 'greeting', left(greeting, 300), 'language', language,
      'tone', left(tone, 300)),
    'guard', jsonb_build_object('refusal', jsonb_build_object('id', left(refusal_id, 300), 'en', left(refusal_en, 300)))),
  created_at
from workspaces;

alter table workspaces
  drop column language, drop column bot_name, drop column greeting, drop column tone,
  drop column refusal_id, drop column refusal_en;

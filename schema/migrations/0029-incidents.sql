-- ARI said something wrong to customers: what was said to whom, who was told since, and what was done about it.
create table incidents (
  id uuid primary key,
  workspace_id uuid not null default current_workspace() references workspaces on delete cascade,
  opened_by uuid references users on delete set null,
  opened_at timestamptz not null default now(),
  -- Why ARI was stopped, in the words of whoever did.
  reason text not null default '',
  -- Whose answers are looked at.
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at >= from_at),
  -- What was done so that it does not happen again: by step, who and when.
  ticks jsonb not null default '{}',
  closed_by uuid references users on delete set null,
  closed_at timestamptz,
  note text,
  unique (workspace_id, id)
);
-- One at a time: who stops ARI once more joins it.
create unique index incidents_open on incidents (workspace_id) where closed_at is null;
create index on incidents (workspace_id, opened_at desc);

-- The answers that were wrong.
create table incident_answers (
  workspace_id uuid not null default current_workspace(),
  incident_id uuid not null,
  message_id uuid not null,
  marked_by uuid references users on delete set null,
  marked_at timestamptz not null default now(),
  primary key (incident_id, message_id),
  foreign key (workspace_id, incident_id) references incidents (workspace_id, id) on delete cascade,
  foreign key (workspace_id, message_id) references messages (workspace_id, id) on delete cascade
);
create index on incident_answers (message_id);

-- What one person writes to several of its customers.
create table incident_mailings (
  id uuid primary key,
  workspace_id uuid not null default current_workspace(),
  incident_id uuid not null,
  body text not null check (body <> ''),
  user_id uuid references users on delete set null,
  at timestamptz not null default now(),
  unique (workspace_id, id),
  foreign key (workspace_id, incident_id) references incidents (workspace_id, id) on delete cascade
);
create index on incident_mailings (incident_id);

-- Whether a customer was told: one message each, or some other way.
create table incident_contacts (
  workspace_id uuid not null default current_workspace(),
  incident_id uuid not null,
  contact_id uuid not null,
  state text not null check (state in ('waiting', 'written', 'window_closed', 'by_hand')),
  mailing_id uuid,
  message_id uuid,
  note text,
  user_id uuid references users on delete set null,
  at timestamptz not null default now(),
  primary key (incident_id, contact_id),
  foreign key (workspace_id, incident_id) references incidents (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, mailing_id) references incident_mailings (workspace_id, id) on delete cascade,
  foreign key (workspace_id, message_id) references messages (workspace_id, id) on delete cascade
);
create index incident_contacts_waiting on incident_contacts (mailing_id) where state = 'waiting';
create index on incident_contacts (contact_id);

-- What people wrote down about it.
create table incident_notes (
  id uuid primary key,
  workspace_id uuid not null default current_workspace(),
  incident_id uuid not null,
  user_id uuid references users on delete set null,
  body text not null check (body <> ''),
  at timestamptz not null default now(),
  foreign key (workspace_id, incident_id) references incidents (workspace_id, id) on delete cascade
);
create index on incident_notes (incident_id);

-- What ARI said, by time.
create index messages_of_ari on messages (workspace_id, sent_at, id) where author = 'bot';

do $$
declare t text;
begin
  foreach t in array array['incidents', 'incident_answers', 'incident_mailings', 'incident_contacts', 'incident_notes'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_rows on %I to my21staff_app
      using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())', t);
    execute format('create policy every_row on %I to my21staff_platform using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to my21staff_app, my21staff_platform', t);
  end loop;
end $$;

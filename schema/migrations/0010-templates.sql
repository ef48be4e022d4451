-- Message templates of the business accounts behind the channels, as WhatsApp last told of them.

create table message_templates (
  id uuid primary key,
  workspace_id uuid not null default current_workspace(),
  channel_id uuid not null,
  provider_template_id text,
  name text not null check (name <> ''),
  language text not null check (language <> ''),
  category text,
  -- WhatsApp's own word: APPROVED, REJECTED, PAUSED and so on.
  status text not null check (status <> ''),
  reason text,
  -- What it says and what must be filled in; null until it was fetched.
  components jsonb,
  -- The moment that the status speaks of: what is older does not change it. And of the last event, where one told it.
  status_at timestamptz not null,
  told_at timestamptz,
  updated_at timestamptz not null default now(),
  unique (workspace_id, id),
  unique (channel_id, name, language),
  foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
);

alter table message_templates enable row level security;
create policy own_rows on message_templates to my21staff_app
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
create policy every_row on message_templates to my21staff_platform using (true) with check (true);
grant select, insert, update, delete on message_templates to my21staff_app, my21staff_platform;

-- Until now they were kept and nobody read them.
update inbound_events set relayed_at = null where kind = 'template_status';

-- Files that come with messages: fetched from WhatsApp, judged, and kept beside the database.

create table media (
  message_id uuid primary key,
  workspace_id uuid not null default current_workspace(),
  kind text not null check (kind in ('image', 'video', 'audio', 'document', 'sticker')),
  -- WhatsApp's name of it, good for seven days.
  provider_media_id text not null,
  state text not null default 'waiting' check (state in ('waiting', 'kept', 'refused', 'gone')),
  -- The type as the sender says it and as the bytes show it.
  declared_type text,
  found_type text,
  file_name text,
  bytes integer,
  sha256 text,
  file_key text,
  -- Why it is refused or gone; while it waits, why it does.
  reason text,
  attempts integer not null default 0,
  -- Also how long whoever fetches it now has for it.
  next_try_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  kept_at timestamptz,
  check ((state = 'kept') = (file_key is not null and bytes is not null and sha256 is not null)),
  foreign key (workspace_id, message_id) references messages (workspace_id, id) on delete cascade
);
create index media_waiting on media (next_try_at) where state = 'waiting';

alter table media enable row level security;
create policy own_rows on media to my21staff_app
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
create policy every_row on media to my21staff_platform using (true) with check (true);
grant select, insert, update, delete on media to my21staff_app, my21staff_platform;

-- What came before this table was there: fetched now while WhatsApp still has it.
insert into media (message_id, workspace_id, kind, provider_media_id, state, declared_type, file_name, reason, created_at)
select id, workspace_id, kind, content -> 'media' ->> 'id',
  case when created_at > now() - interval '7 days' then 'waiting' else 'gone' end,
  content -> 'media' ->> 'mimeType', content -> 'media' ->> 'filename',
  case when created_at > now() - interval '7 days' then null else 'expired' end, created_at
from messages
where kind in ('image', 'video', 'audio', 'document', 'sticker') and content -> 'media' ->> 'id' is not null;

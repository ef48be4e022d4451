-- The desk: workspaces and their people, channels, contacts, conversations, what was said,
-- what ARI drafted, what went out, what it knows, and the consultations it books.
-- Every row of a workspace carries workspace_id. Inside a workspace's transaction the role is
-- my21staff_app, whose policies show the rows of app.workspace_id and no others.

create extension if not exists pg_trgm;
create extension if not exists btree_gist;

do $$ begin
  if not exists (select from pg_roles where rolname = 'my21staff_app') then
    create role my21staff_app nologin nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'my21staff_platform') then
    create role my21staff_platform nologin nobypassrls;
  end if;
  execute format('grant my21staff_app, my21staff_platform to %I', current_user);
end $$;

create function current_workspace() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.workspace_id', true), '')::uuid $$;

-- Workspaces and people -------------------------------------------------------------------

create table workspaces (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null check (name <> ''),
  timezone text not null default 'Asia/Jakarta',
  language text not null default 'id' check (language in ('id', 'en')),
  bot_name text not null default 'ARI',
  greeting text not null default '',
  tone text not null default '',
  refusal_id text not null default '',
  refusal_en text not null default '',
  phone text,
  email text,
  bot_on boolean not null default true,
  burst_ms integer not null default 4000 check (burst_ms between 0 and 60000),
  review_policy text not null default 'week' check (review_policy in ('off', 'week', 'always')),
  live_at timestamptz,
  created_at timestamptz not null default now()
);

create table users (
  id uuid primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  must_change_password boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table accounts (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);

create table memberships (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member')),
  created_at timestamptz not null default now(),
  unique (workspace_id, user_id)
);

create table audit_log (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null default '{}',
  at timestamptz not null default now()
);
create index on audit_log (workspace_id, at desc, id desc);

-- Channels and what arrives on them -----------------------------------------------------------

-- The secrets are sealed with AES-256-GCM; the key's id stands inside the sealed text.
create table channels (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  provider text not null check (provider in ('meta', 'kapso')),
  phone_number_id text not null unique check (phone_number_id <> ''),
  display_phone text,
  business_account_id text,
  webhook_key text not null unique,
  app_secret_sealed text,
  access_token_sealed text,
  verify_token_sealed text,
  created_at timestamptz not null default now(),
  unique (workspace_id, id)
);

create table inbound_events (
  id uuid primary key,
  workspace_id uuid not null,
  channel_id uuid not null,
  event_key text not null,
  kind text not null check (kind in ('message', 'status', 'echo', 'template_status', 'other')),
  payload jsonb not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null default now(),
  relayed_at timestamptz,
  attempts integer not null default 0,
  last_error text,
  unique (channel_id, event_key),
  foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
);
create index inbound_events_waiting on inbound_events (received_at) where relayed_at is null;

-- Contacts and conversations --------------------------------------------------------------------

create table contacts (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  name text,
  phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  email text,
  status text not null default 'baru',
  source text,
  tags text[] not null default '{}',
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (workspace_id, id),
  unique (workspace_id, phone)
);
create index on contacts (workspace_id, created_at desc, id desc);

-- One person, known by any of several identities: a phone, or a business-scoped user id.
create table contact_identities (
  workspace_id uuid not null,
  kind text not null check (kind in ('phone', 'user_id')),
  value text not null,
  contact_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, kind, value),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade
);
create index on contact_identities (contact_id);

-- What a contact told us, by question; declined when they did not want to say.
create table contact_facts (
  workspace_id uuid not null,
  contact_id uuid not null,
  key text not null,
  value text,
  declined_count integer not null default 0,
  -- The turn that last counted a refusal: a draft made anew for the same turn does not count it again.
  declined_turn integer,
  updated_at timestamptz not null default now(),
  primary key (contact_id, key),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade
);

create table conversations (
  id uuid primary key,
  workspace_id uuid not null,
  contact_id uuid not null,
  channel_id uuid not null,
  stage text not null default 'greeting' check (stage in ('greeting', 'qualification', 'routing', 'booking', 'done')),
  floor text not null default 'bot' check (floor in ('bot', 'person', 'team', 'nobody')),
  floor_user_id uuid references users on delete set null,
  floor_epoch integer not null default 0,
  handoff_reason text,
  score integer not null default 0 check (score between 0 and 98),
  language text check (language in ('id', 'en')),
  -- What the workflow needs to go on after it has ended: ids, keys and numbers, no words.
  state jsonb,
  last_inbound_at timestamptz,
  last_message_at timestamptz,
  created_at timestamptz not null default now(),
  unique (workspace_id, id),
  unique (contact_id, channel_id),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
);
create index on conversations (workspace_id, last_message_at desc, id desc);

-- What happened beside the messages: stage, floor, score, drafts held. Quiet lines in the thread.
create table conversation_events (
  id uuid primary key,
  workspace_id uuid not null,
  conversation_id uuid not null,
  turn integer not null,
  kind text not null,
  detail jsonb not null default '{}',
  at timestamptz not null default now(),
  unique (conversation_id, turn, kind, detail),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
);

create table messages (
  id uuid primary key,
  workspace_id uuid not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  direction text not null check (direction in ('inbound', 'outbound')),
  author text not null check (author in ('customer', 'bot', 'staff', 'phone', 'system')),
  author_user_id uuid references users on delete set null,
  kind text not null,
  body text not null default '',
  content jsonb not null default '{}',
  provider_message_id text,
  reply_to_provider_id text,
  status text not null
    check (status in ('received', 'responded', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'withdrawn')),
  -- Inbound: how it ended (answered, human, ignored:…), and what ARI said to it.
  outcome text,
  bot_response text,
  failure jsonb,
  sent_at timestamptz not null,
  created_at timestamptz not null default now(),
  unique (workspace_id, id),
  unique (channel_id, provider_message_id),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade,
  foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
);
create index on messages (conversation_id, sent_at desc, id desc);
create index messages_without_outcome on messages (created_at) where direction = 'inbound' and outcome is null;

-- Drafts, and what went out ----------------------------------------------------------------------

-- Everything that led to a reply, kept beside it.
create table drafts (
  id uuid primary key,
  workspace_id uuid not null,
  conversation_id uuid not null,
  turn integer not null,
  version integer not null,
  status text not null default 'made' check (status in ('made', 'held', 'approved', 'sent', 'escalated', 'stale')),
  reply text not null,
  intent text not null,
  confidence real not null,
  citations uuid[] not null default '{}',
  model text not null,
  prompt_version text not null,
  prompt jsonb not null,
  raw_answer text not null,
  checks jsonb not null,
  held_until timestamptz,
  created_at timestamptz not null default now(),
  unique (conversation_id, turn, version),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
);
create index drafts_held on drafts (workspace_id, created_at) where status = 'held';

-- The ledger of sending: written before the call, claimed by one caller, closed by the answer or a status.
create table outbound_messages (
  message_id uuid primary key,
  workspace_id uuid not null,
  conversation_id uuid not null,
  -- Of ARI's messages; what staff write belongs to no turn.
  turn integer,
  part integer not null default 1,
  floor_epoch integer not null,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed', 'withdrawn')),
  payload jsonb not null,
  created_at timestamptz not null default now(),
  unique (workspace_id, message_id),
  unique (conversation_id, turn, part),
  foreign key (workspace_id, message_id) references messages (workspace_id, id) on delete cascade,
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
);

-- One message, one or more attempts. The attempt's id travels as biz_opaque_callback_data.
create table send_attempts (
  id uuid primary key,
  workspace_id uuid not null,
  message_id uuid not null,
  number integer not null,
  started_at timestamptz not null default now(),
  outcome text not null default 'unknown' check (outcome in ('unknown', 'accepted', 'refused')),
  provider_message_id text,
  error_code integer,
  error_detail text,
  unique (message_id, number),
  foreign key (workspace_id, message_id) references outbound_messages (workspace_id, message_id) on delete cascade
);
create index on send_attempts (provider_message_id) where provider_message_id is not null;

-- Knowledge -----------------------------------------------------------------------------------------

create table knowledge (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  kind text not null check (kind in ('course', 'policy', 'faq', 'contact')),
  title text not null check (title <> ''),
  content text not null check (content <> ''),
  language text not null check (language in ('id', 'en')),
  search tsvector not null generated always as (
    setweight(to_tsvector('indonesian', title), 'A') || setweight(to_tsvector('english', title), 'A') ||
    to_tsvector('indonesian', content) || to_tsvector('english', content)
  ) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (workspace_id, kind, language, title)
);
create index on knowledge using gin (search);
create index on knowledge using gin ((title || ' ' || content) gin_trgm_ops);

-- Consultations ----------------------------------------------------------------------------------------

create table consultants (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  name text not null check (name <> ''),
  email text,
  created_at timestamptz not null default now(),
  unique (workspace_id, id),
  unique (workspace_id, name)
);

create table slots (
  id uuid primary key,
  workspace_id uuid not null,
  consultant_id uuid not null,
  during tstzrange not null check (not isempty(during)),
  created_at timestamptz not null default now(),
  unique (workspace_id, id),
  foreign key (workspace_id, consultant_id) references consultants (workspace_id, id) on delete cascade,
  exclude using gist (consultant_id with =, during with &&)
);
create index on slots (workspace_id, lower(during));

create table bookings (
  id uuid primary key,
  workspace_id uuid not null,
  consultant_id uuid not null,
  slot_id uuid not null,
  contact_id uuid not null,
  conversation_id uuid not null,
  turn integer not null,
  during tstzrange not null,
  status text not null default 'confirmed' check (status in ('confirmed', 'cancelled')),
  created_at timestamptz not null default now(),
  unique (conversation_id, turn),
  foreign key (workspace_id, consultant_id) references consultants (workspace_id, id) on delete cascade,
  foreign key (workspace_id, slot_id) references slots (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade,
  -- The last line: a consultant is never in two consultations at once.
  constraint bookings_do_not_overlap
    exclude using gist (consultant_id with =, during with &&) where (status = 'confirmed')
);
create index on bookings (contact_id);

-- Who may see what ------------------------------------------------------------------------------------------

do $$
declare t text;
begin
  foreach t in array array['memberships', 'audit_log', 'channels', 'inbound_events', 'contacts', 'contact_identities',
    'contact_facts', 'conversations', 'conversation_events', 'messages', 'drafts', 'outbound_messages', 'send_attempts',
    'knowledge', 'consultants', 'slots', 'bookings']
  loop
    execute format('alter table %I alter column workspace_id set default current_workspace()', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_rows on %I to my21staff_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())', t);
    execute format('create policy every_row on %I to my21staff_platform using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to my21staff_app, my21staff_platform', t);
  end loop;
  -- The audit log is written and read, never changed.
  revoke update, delete on audit_log from my21staff_app;
end $$;

alter table workspaces enable row level security;
create policy own_row on workspaces to my21staff_app using (id = current_workspace()) with check (id = current_workspace());
create policy every_row on workspaces to my21staff_platform using (true) with check (true);
grant select, update on workspaces to my21staff_app;
grant select, insert, update, delete on workspaces to my21staff_platform;

-- People belong to several workspaces: a workspace sees those who are its members.
alter table users enable row level security;
create policy members on users to my21staff_app
  using (exists (select from memberships m where m.user_id = users.id and m.workspace_id = current_workspace()));
create policy every_row on users to my21staff_platform using (true) with check (true);
grant select on users to my21staff_app;
grant select, insert, update, delete on users, accounts to my21staff_platform;

-- Programs ask it whether they and the database are of one version.
grant select on kysely_migration to my21staff_platform;

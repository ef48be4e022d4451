-- Signing in: sessions with the workspace that is open in them, one-time values, attempts that are counted,
-- mails kept where none are sent, and what a person has chosen for themself.

alter table users
  add column is_platform_admin boolean not null default false,
  add column language text check (language in ('id', 'en')),
  add column theme text not null default 'system' check (theme in ('system', 'light', 'dark'));

-- What a sign-in by Google or GitHub brings.
alter table accounts
  add column access_token text,
  add column refresh_token text,
  add column id_token text,
  add column access_token_expires_at timestamptz,
  add column refresh_token_expires_at timestamptz,
  add column scope text;
create index on accounts (user_id);
create index on memberships (user_id);

create table sessions (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  token text not null unique,
  active_workspace_id uuid references workspaces on delete set null,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on sessions (user_id);
create index on sessions (expires_at);

-- Values that are good for once and for a while: links to a new password, ways back from Google or GitHub.
create table verifications (
  id uuid primary key,
  identifier text not null unique,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- One row an attempt; `key` is a keyed hash of an address, so that no address is kept.
create table login_attempts (
  id bigint generated always as identity primary key,
  key text not null,
  at timestamptz not null default now()
);
create index on login_attempts (key, at);
create index on login_attempts (at);

-- Mails that had nowhere to go, because no mail service is set.
create table mails (
  id uuid primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  at timestamptz not null default now()
);
create index on mails (at desc, id desc);

-- No workspace owns these: inside a workspace's transaction they are out of reach.
grant select, insert, update, delete on sessions, verifications, login_attempts, mails to my21staff_platform;

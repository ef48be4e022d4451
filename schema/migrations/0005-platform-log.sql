-- What is done to the platform itself belongs to no workspace: who may run it, and since when.
-- It is written and read, never changed.
create table platform_log (
  id uuid primary key,
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null default '{}',
  at timestamptz not null default now()
);
create index on platform_log (at desc, id desc);
grant select, insert on platform_log to my21staff_platform;

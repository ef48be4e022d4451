-- A channel's app secret before the last rotation: both count until the old one is dropped.
alter table channels add column app_secret_previous_sealed text;

-- How many webhooks were turned away at the door, by all programs together since the first start. They belong to no
-- workspace: nobody knows whose they were.
create table webhook_refusals (
  reason text primary key check (reason in ('bad_signature', 'too_old')),
  refused bigint not null default 0,
  last_at timestamptz
);
insert into webhook_refusals (reason) values ('bad_signature'), ('too_old');
grant select, insert, update on webhook_refusals to my21staff_platform;

-- What is wrong right now and somebody has been told of: one row for each, so that of many programs one tells.
create table standing_alerts (
  key text primary key,
  since timestamptz not null default now()
);
grant select, insert, delete on standing_alerts to my21staff_platform;

-- For the length of the queue.
create index outbound_messages_queued on outbound_messages (created_at) where state = 'queued';

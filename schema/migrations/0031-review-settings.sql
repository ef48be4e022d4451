-- What a reviewer sees at a glance: that nothing like it was answered before, and that it goes out by itself.
alter table drafts
  add column is_first boolean not null default false,
  add column sends_itself boolean not null default false;

-- What was answered before, by intent.
create index drafts_sent on drafts (workspace_id, intent) where status = 'sent';

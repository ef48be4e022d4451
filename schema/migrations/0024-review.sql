-- Human review: how long a draft is held, who decided what about it, and what reviewers told ARI to do better.

-- What is not said here is as it is by default: schema/review.ts.
alter table workspaces add column review_settings jsonb not null default '{}';

alter table drafts rename column held_until to ends_at;
alter table drafts
  -- Why it is held; null where it was not to be.
  add column held_for text,
  -- With what it would be said: as it is, over a list of times, or in place of it the fixed refusal.
  add column held_as text check (held_as in ('draft', 'slots', 'refusal')),
  add column held_at timestamptz,
  -- Reviewers are called on then; at ends_at nobody waits any longer.
  add column due_at timestamptz,
  add column verdict text check (verdict in ('approve', 'edit', 'escalate', 'again')),
  add column reviewed_by uuid references users on delete set null,
  add column reviewed_at timestamptz,
  -- A reviewer's words in place of the draft that they read, and why they may break a check.
  add column edited_from uuid,
  add column edit_reason text,
  add column guidance_id uuid,
  -- Who reads it just now; whoever goes away lets go of it by that time.
  add column claimed_by uuid references users on delete set null,
  add column claimed_until timestamptz,
  add unique (workspace_id, id),
  drop constraint drafts_status_check,
  add constraint drafts_status_check
    check (status in ('made', 'held', 'approved', 'edited', 'rejected', 'sent', 'escalated', 'stale'));

-- What a reviewer told ARI before it tried once more: how to say it better, or a fact to answer with.
create table review_guidance (
  id uuid primary key,
  workspace_id uuid not null default current_workspace(),
  draft_id uuid not null,
  kind text not null check (kind in ('hint', 'fact')),
  body text not null,
  user_id uuid references users on delete set null,
  created_at timestamptz not null default now(),
  foreign key (workspace_id, draft_id) references drafts (workspace_id, id) on delete cascade
);
create index on review_guidance (draft_id);

alter table review_guidance enable row level security;
create policy own_rows on review_guidance to my21staff_app
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
create policy every_row on review_guidance to my21staff_platform using (true) with check (true);
grant select, insert, update, delete on review_guidance to my21staff_app, my21staff_platform;

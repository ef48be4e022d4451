-- What reviewers taught ARI, as proposals: an entry of the knowledge and a test conversation, each for an admin to decide.
create table review_proposals (
  id uuid primary key,
  workspace_id uuid not null default current_workspace() references workspaces on delete cascade,
  -- The draft that was read, and what was said in place of it: the reviewer's words, or the fact that they gave.
  draft_id uuid not null,
  edited_draft_id uuid,
  guidance_id uuid references review_guidance on delete cascade,
  -- What the customer had written, in order; the words themselves stay with the messages.
  message_ids uuid[] not null,
  -- The words as they were proposed, or, once accepted, as they were taken over.
  entry jsonb,
  entry_state text check (entry_state in ('open', 'accepted', 'dismissed')),
  entry_decided_by uuid references users on delete set null,
  entry_decided_at timestamptz,
  knowledge_id uuid references knowledge on delete set null,
  test_case jsonb,
  case_state text check (case_state in ('open', 'accepted', 'dismissed')),
  case_decided_by uuid references users on delete set null,
  case_decided_at timestamptz,
  test_conversation_id uuid references test_conversations on delete set null,
  -- Of both together: open as long as one of them is.
  state text not null generated always as (
    case
      when entry_state = 'open' or case_state = 'open' then 'open'
      when entry_state = 'accepted' or case_state = 'accepted' then 'accepted'
      else 'dismissed'
    end) stored,
  created_at timestamptz not null default now(),
  unique (workspace_id, draft_id),
  check ((entry is null) = (entry_state is null)),
  check ((test_case is null) = (case_state is null)),
  check (entry is not null or test_case is not null),
  foreign key (workspace_id, draft_id) references drafts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, edited_draft_id) references drafts (workspace_id, id) on delete cascade
);
create index on review_proposals (workspace_id, state, created_at desc, id desc);
create index on review_proposals (workspace_id, edited_draft_id);
create index on review_proposals (guidance_id);
create index on review_proposals (knowledge_id);
create index on review_proposals (test_conversation_id);

alter table review_proposals enable row level security;
create policy own_rows on review_proposals to my21staff_app
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
create policy every_row on review_proposals to my21staff_platform using (true) with check (true);
grant select, insert, update, delete on review_proposals to my21staff_app, my21staff_platform;

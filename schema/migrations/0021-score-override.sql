-- A score that a person gave a contact: it stands before ARI's own, which goes on beside it in the conversations.
alter table contacts
  add column score_by_hand integer check (score_by_hand between 0 and 98),
  add column score_reason text check (char_length(score_reason) between 1 and 500),
  add column score_set_by uuid references users on delete set null,
  add column score_set_at timestamptz,
  add constraint score_by_hand_is_whole check ((score_by_hand is null) = (score_set_at is null)
    and (score_by_hand is not null or (score_reason is null and score_set_by is null)));

-- Beside the ids of what was found for a draft: why each was, in their order.
alter table drafts add column found jsonb not null default '[]';

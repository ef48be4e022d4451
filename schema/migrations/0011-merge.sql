-- One customer, known by several names: two contacts that turn out to be one person become one.

-- A contact or a conversation that was merged away stays as a sign-post: late statuses, links and workers find on.
alter table contacts
  add column username text check (username <> ''),
  add column merged_into uuid,
  add foreign key (workspace_id, merged_into) references contacts (workspace_id, id) on delete cascade;
create index on contacts (merged_into) where merged_into is not null;

-- handed_over_at: its workflow has finished what it was at. absorbed_at: the other one has been told what it left.
alter table conversations
  add column merged_into uuid,
  add column handed_over_at timestamptz,
  add column absorbed_at timestamptz,
  add foreign key (workspace_id, merged_into) references conversations (workspace_id, id) on delete cascade;
create index on conversations (merged_into) where merged_into is not null;
create index conversations_being_merged on conversations (id) where merged_into is not null and absorbed_at is null;

-- parent_user_id: the same person for every number of a group of businesses.
alter table contact_identities drop constraint contact_identities_kind_check;
alter table contact_identities add constraint contact_identities_kind_check
  check (kind in ('phone', 'user_id', 'parent_user_id'));

-- Kapso's history: read up to here, and who reads it now, until when.
alter table channels
  add column history_read_until timestamptz,
  add column history_leased_until timestamptz;

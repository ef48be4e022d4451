-- What people of ours write about a contact, for each other.

create table notes (
  id uuid primary key,
  workspace_id uuid not null default current_workspace(),
  contact_id uuid not null,
  author_user_id uuid references users on delete set null,
  body text not null check (body <> ''),
  created_at timestamptz not null default now(),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade
);
create index on notes (contact_id, created_at desc, id desc);

alter table notes enable row level security;
create policy own_rows on notes to my21staff_app
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
create policy every_row on notes to my21staff_platform using (true) with check (true);
grant select, insert, update, delete on notes to my21staff_app, my21staff_platform;

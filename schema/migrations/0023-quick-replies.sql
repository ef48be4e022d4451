-- What staff write to customers again and again, found by a shortcut.

create table quick_replies (
  id uuid primary key,
  workspace_id uuid not null default current_workspace() references workspaces on delete cascade,
  -- Typed after a stroke: small letters, digits and hyphens.
  shortcut text not null check (shortcut ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
  name text not null check (char_length(name) between 1 and 80),
  -- May have placeholders, which are filled in where it is used.
  text text not null check (char_length(text) between 1 and 1024),
  -- A button under it that opens a page.
  link_label text check (char_length(link_label) between 1 and 20),
  link_url text check (link_url like 'https://%'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid references users on delete set null,
  check ((link_label is null) = (link_url is null)),
  constraint quick_reply_shortcut unique (workspace_id, shortcut)
);

alter table quick_replies enable row level security;
create policy own_rows on quick_replies to my21staff_app
  using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
create policy every_row on quick_replies to my21staff_platform using (true) with check (true);
grant select, insert, update, delete on quick_replies to my21staff_app, my21staff_platform;

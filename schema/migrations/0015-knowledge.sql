-- Documents that the workspace gave the bot to answer from, their passages among what it knows, and its own synonyms.

create table knowledge_documents (
  id uuid primary key,
  workspace_id uuid not null default current_workspace() references workspaces on delete cascade,
  name text not null check (name <> ''),
  format text not null check (format in ('pdf', 'docx', 'markdown', 'text', 'csv')),
  bytes integer not null check (bytes > 0),
  sha256 text not null,
  file_key text not null,
  state text not null default 'waiting' check (state in ('waiting', 'reading', 'done', 'failed')),
  -- While it is read: how many passages stand, of how many; null until that is known.
  passages integer not null default 0,
  passages_of integer,
  -- Why it failed.
  reason text,
  uploaded_by uuid references users on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((state = 'failed') = (reason is not null)),
  unique (workspace_id, id),
  -- The same file a second time is the same document.
  unique (workspace_id, sha256)
);

create table knowledge_synonyms (
  id uuid primary key,
  workspace_id uuid not null default current_workspace() references workspaces on delete cascade,
  -- Words and short phrases that mean the same, in small letters.
  words text[] not null check (cardinality(words) between 2 and 20),
  created_at timestamptz not null default now(),
  unique (workspace_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['knowledge_documents', 'knowledge_synonyms']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_rows on %I to my21staff_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())', t);
    execute format('create policy every_row on %I to my21staff_platform using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to my21staff_app, my21staff_platform', t);
  end loop;
end $$;

alter table knowledge
  add column active boolean not null default true,
  add column document_id uuid,
  -- Which passage of its document, from 1.
  add column passage integer,
  add column updated_by uuid references users on delete set null,
  -- Its words as they are written: what a misspelled word is compared with.
  add column words tsvector not null generated always as (to_tsvector('simple', title || ' ' || content)) stored,
  add foreign key (workspace_id, document_id) references knowledge_documents (workspace_id, id) on delete cascade,
  add constraint knowledge_passage check ((kind = 'document') = (document_id is not null and passage is not null)),
  drop constraint knowledge_kind_check,
  add constraint knowledge_kind_check check (kind in ('course', 'policy', 'faq', 'contact', 'document')),
  drop constraint knowledge_workspace_id_kind_language_title_key;

-- Passages of a document may share a heading; an entry's title names it.
create unique index knowledge_entry on knowledge (workspace_id, kind, language, title) where document_id is null;
create unique index knowledge_passage_of on knowledge (document_id, passage) where document_id is not null;
create index on knowledge (workspace_id, updated_at desc);
-- Row-level security must see a row before these could be asked of it: nobody ever used them.
drop index knowledge_search_idx;
drop index knowledge_expr_idx;

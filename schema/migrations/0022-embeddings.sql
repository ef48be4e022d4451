-- Search by meaning: each entry as an embeddings model sees it, and whether a workspace's answers are found by it too.

alter table knowledge
  -- What an entry's vector was made of: a vector of another text is as good as none.
  add column text_hash text not null generated always as (md5(title || E'\n' || content)) stored,
  add unique (workspace_id, id);
-- What has no vector yet is looked for every few seconds: the index alone answers that.
create index knowledge_texts on knowledge (workspace_id, id, text_hash) where active;

create table knowledge_vectors (
  knowledge_id uuid primary key,
  workspace_id uuid not null default current_workspace() references workspaces on delete cascade,
  model text not null,
  text_hash text not null,
  -- Of length one. Null where the endpoint does not take the text, with what it said.
  vector real[],
  refused text,
  made_at timestamptz not null default now(),
  check ((vector is null) = (refused is not null)),
  foreign key (workspace_id, knowledge_id) references knowledge (workspace_id, id) on delete cascade
);
-- Numbers without a pattern: trying to compress them takes time and saves nothing.
alter table knowledge_vectors alter column vector set storage external;
create index on knowledge_vectors (workspace_id);

create table knowledge_meaning (
  workspace_id uuid primary key default current_workspace() references workspaces on delete cascade,
  -- Whether what ARI answers from is found by meaning as well.
  is_on boolean not null default false,
  -- Who makes its vectors now, until when; and when the next try comes after one that failed.
  taken_until timestamptz,
  failed text,
  tries integer not null default 0,
  next_try_at timestamptz
);

do $$
declare t text;
begin
  foreach t in array array['knowledge_vectors', 'knowledge_meaning'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_rows on %I to my21staff_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())', t);
    execute format('create policy every_row on %I to my21staff_platform using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to my21staff_app, my21staff_platform', t);
  end loop;
end $$;

-- For live pages: what of a conversation's messages changed since a moment, and its quiet lines in their order.

alter table messages add column updated_at timestamptz not null default now();

create function keep_updated_at() returns trigger language plpgsql as $$
begin
  -- The moment itself, not the transaction's beginning: a long transaction is not dated back by its length.
  new.updated_at := clock_timestamp();
  return new;
end $$;

create trigger messages_keep_updated_at before insert or update on messages
  for each row execute function keep_updated_at();

create index on messages (conversation_id, updated_at);
create index on conversation_events (conversation_id, at desc, id desc);

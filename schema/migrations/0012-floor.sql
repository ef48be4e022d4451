-- Holding back what is about to be sent, finding messages that nothing became of, and the order of the floor.

-- How long ARI's replies and people's messages wait before they go out, so that a person can take them back. 0: not at all.
alter table workspaces
  add column bot_hold_seconds integer not null default 0 check (bot_hold_seconds = 0 or bot_hold_seconds between 5 and 30),
  add column staff_hold_seconds integer not null default 0
    check (staff_hold_seconds = 0 or staff_hold_seconds between 5 and 30);

-- Until then a queued message can be taken back.
alter table messages add column release_at timestamptz;

-- An inbound message without an outcome is told to its conversation again at this time; then after a longer pause.
alter table messages
  add column told_again integer not null default 0,
  add column tell_again_at timestamptz;

-- Each sign-in has its line, in the transaction that begins the session.
create function log_sign_in() returns trigger language plpgsql as $$
begin
  insert into platform_log (id, actor, action, subject)
  values (gen_random_uuid(), new.user_id::text, 'user.signed-in', new.user_id::text);
  return new;
end $$;

create trigger sessions_log_sign_in after insert on sessions for each row execute function log_sign_in();

-- Figures of a stretch of time read thousands of rows and of each a few small columns: these stand in the index, so that the
-- rows themselves, wide with words and prompts, are left alone.

-- One in place of two that were the same.
drop index messages_of_ari, messages_of_bot, messages_of_customers, drafts_decided, drafts_held_at, bot_events_workspace_id_at_idx;
create index messages_of_bot on messages (workspace_id, sent_at desc, id desc) include (conversation_id, status)
  where author = 'bot';
create index messages_of_customers on messages (workspace_id, sent_at desc, id desc) include (outcome)
  where direction = 'inbound';
create index drafts_decided on drafts (workspace_id, reviewed_at) include (verdict, held_at, intent)
  where verdict is not null;
create index drafts_held_at on drafts (workspace_id, held_at)
  include (due_at, verdict, reviewed_at, status, intent, id, conversation_id, turn) where held_at is not null;
create index bot_events_counted on bot_events (workspace_id, at) include (counter);

-- Of which draft a message is, and what was wanted there.
create index outbound_messages_drafted on outbound_messages (workspace_id, message_id) include (draft_id);
create index drafts_wanted on drafts (workspace_id, id) include (intent);

-- Few among many.
create index reactions_of_customers on messages (workspace_id, sent_at) where direction = 'inbound' and kind = 'reaction';
create index reactions_to on messages (conversation_id, reply_to_provider_id, sent_at, id)
  where direction = 'inbound' and kind = 'reaction';
create index floor_events_of on conversation_events (conversation_id, at) where kind = 'floor';
create index messages_of_people on messages (conversation_id, sent_at, id) where author in ('staff', 'phone');

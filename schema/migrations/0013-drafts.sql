-- A draft's words never change once they stand: each attempt at drafting makes a draft of its own. A turn that people
-- took from ARI leaves its number to the next one, and a draft that a reviewer has read must not become another.
alter table drafts drop constraint drafts_conversation_id_turn_version_key;
create index on drafts (conversation_id, turn);

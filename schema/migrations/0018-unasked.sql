-- What ARI says unasked: when people are back, and once more after a silence; and who wants none of it.

alter table contacts add column opted_out_at timestamptz;

alter table conversations
  -- Since when the floor is with whoever has it.
  add column floor_since timestamptz not null default now(),
  -- When ARI said that people are back: until then, and from then on before others, it waits for them.
  add column promised_at timestamptz;

-- How soon people answer, and the clocks of the customers who wait for them.

-- What is not said here is as it is by default: schema/service-level.ts.
alter table workspaces add column service_level jsonb not null default '{}';

alter table conversations
  -- While a customer waits for people: since when, when the team is warned, and when the answer is late.
  add column answer_since timestamptz,
  add column answer_warn_at timestamptz,
  add column answer_due_at timestamptz,
  -- When the clock stands still in between: pairs of epoch milliseconds.
  add column answer_pauses jsonb;

-- What was signed stands on the version and on these entries, as old as they were: once one of them is another, somebody signs anew.
alter table release_signoffs add column entries jsonb not null default '[]';

-- Of what is signed already: what was read by then, as far as it is still there.
update release_signoffs s set entries = coalesce(
  (select jsonb_agg(distinct entry) from test_plays p, jsonb_array_elements(p.entries) entry
    where p.workspace_id = s.workspace_id and p.verdict = 'good' and p.read_at <= s.signed_at), '[]');

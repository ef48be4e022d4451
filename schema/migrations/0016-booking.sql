-- Consultations: when consultants work and when they do not, and bookings that are held, confirmed, moved, cancelled.

alter table consultants
  add column active boolean not null default true,
  -- Null: the workspace's.
  add column timezone text check (timezone in ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')),
  add column duration_minutes integer not null default 45 check (duration_minutes between 5 and 480),
  add column buffer_minutes integer not null default 0 check (buffer_minutes between 0 and 240),
  add column notice_minutes integer not null default 120 check (notice_minutes between 0 and 20160),
  add column days_ahead integer not null default 14 check (days_ahead between 1 and 90);

-- The week, in the consultant's own time. Weekdays count from Monday as 1; 1440 is midnight at the end of the day.
create table consultant_hours (
  id uuid primary key,
  workspace_id uuid not null default current_workspace(),
  consultant_id uuid not null,
  weekday smallint not null check (weekday between 1 and 7),
  from_minute smallint not null check (from_minute >= 0),
  to_minute smallint not null check (to_minute <= 1440),
  check (from_minute < to_minute),
  foreign key (workspace_id, consultant_id) references consultants (workspace_id, id) on delete cascade,
  exclude using gist (consultant_id with =, weekday with =, int4range(from_minute, to_minute) with &&)
);

-- Days that are unlike the week: off, or with extra hours. Both on one day: these hours and no others.
create table consultant_exceptions (
  id uuid primary key,
  workspace_id uuid not null default current_workspace(),
  consultant_id uuid not null,
  kind text not null check (kind in ('off', 'extra')),
  first_day date not null,
  last_day date not null,
  from_minute smallint,
  to_minute smallint,
  note text not null default '',
  check (first_day <= last_day),
  check (case when kind = 'off' then from_minute is null and to_minute is null
    else from_minute >= 0 and from_minute < to_minute and to_minute <= 1440 end),
  foreign key (workspace_id, consultant_id) references consultants (workspace_id, id) on delete cascade
);
create index on consultant_exceptions (consultant_id, first_day);

-- Days on which nobody of the business works.
create table holidays (
  id uuid primary key,
  workspace_id uuid not null default current_workspace() references workspaces on delete cascade,
  day date not null,
  name text not null default '',
  unique (workspace_id, day)
);

do $$
declare t text;
begin
  foreach t in array array['consultant_hours', 'consultant_exceptions', 'holidays'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_rows on %I to my21staff_app using (workspace_id = current_workspace()) with check (workspace_id = current_workspace())', t);
    execute format('create policy every_row on %I to my21staff_platform using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to my21staff_app, my21staff_platform', t);
  end loop;
end $$;

-- The approved template that reminds of a consultation when the 24-hour window is closed.
alter table workspaces add column reminder_template text;

-- Free times are computed: a booking needs no row of slots. Held: somebody chose it, and it is being made to stand.
-- Released: it never came to stand. sequence counts its changes, as calendars do; blocked is its time with the buffer.
alter table bookings
  alter column slot_id drop not null,
  drop constraint bookings_status_check,
  drop constraint bookings_do_not_overlap,
  add constraint bookings_status_check check (status in ('held', 'confirmed', 'cancelled', 'released')),
  add column held_until timestamptz,
  add column sequence integer not null default 0,
  add column ended_because text,
  add column updated_at timestamptz not null default now(),
  add column blocked tstzrange not null default 'empty';

-- The buffer is the database's to add, so that no code can leave it out.
create function block_with_buffer() returns trigger language plpgsql as $$
begin
  new.blocked := tstzrange(lower(new.during), upper(new.during) + make_interval(mins => coalesce(
    (select buffer_minutes from consultants where id = new.consultant_id), 0)));
  return new;
end $$;
create trigger bookings_block before insert or update of during, consultant_id on bookings
  for each row execute function block_with_buffer();

update bookings set blocked = during;
alter table bookings
  -- The last line: a consultant is never in two consultations at once, nor without a pause between them.
  add constraint bookings_do_not_overlap
    exclude using gist (consultant_id with =, blocked with &&) where (status in ('held', 'confirmed'));
create index on bookings (workspace_id, lower(during));

-- The day or the hours that the customer asked for, in days and minutes.
alter table drafts add column wish jsonb;

-- A mail that is sent twice under one key is one mail.
alter table mails add column key text unique, add column attachments jsonb not null default '[]';

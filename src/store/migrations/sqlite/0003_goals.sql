-- Goals on their way: cases and their steps, versions and reviews of goals, and what the declaration form asks.

create table work_case (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  process TEXT not null,
  record TEXT not null,
  record_id INTEGER not null,
  unit_id INTEGER not null,
  year INTEGER not null check (year between 1900 and 2999),
  state TEXT not null,
  round INTEGER not null,
  due_on TEXT check (due_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  entered_ms INTEGER not null,
  entered_by TEXT not null,
  opened_ms INTEGER,
  assignee_id INTEGER,
  provenance TEXT not null,
  primary key (region, id),
  unique (region, process, record_id)
) strict, without rowid;
create index work_case_unit_id on work_case (region, year, unit_id);

create table process_step (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  case_id INTEGER not null,
  number INTEGER not null,
  action TEXT not null,
  from_state TEXT not null,
  to_state TEXT not null,
  actor_id INTEGER not null,
  actor_name TEXT not null,
  role TEXT not null,
  at_ms INTEGER not null,
  opinion TEXT,
  reasons TEXT not null,
  changes TEXT not null,
  primary key (region, id),
  unique (region, case_id, number)
) strict, without rowid;

create table goal_version (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  goal_id INTEGER not null,
  number INTEGER not null,
  kind TEXT not null,
  at_ms INTEGER not null,
  by_name TEXT not null,
  reason TEXT,
  content TEXT not null,
  primary key (region, id),
  unique (region, goal_id, number)
) strict, without rowid;

create table goal_review (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  goal_id INTEGER not null,
  round INTEGER not null,
  point TEXT not null,
  score INTEGER not null check (score between 0 and 1000000),
  note TEXT,
  by_name TEXT not null,
  at_ms INTEGER not null,
  primary key (region, id),
  unique (region, goal_id, round, point)
) strict, without rowid;

alter table goal add column leader TEXT;
alter table goal add column phone TEXT;
alter table goal add column period TEXT;
alter table goal add column text_medium TEXT;
alter table goal add column basis TEXT;
alter table goal add column necessity TEXT;
alter table goal add column plan TEXT;
alter table goal add column scheme TEXT;
alter table goal add column declared TEXT;
alter table goal add column finance_confirmed_by TEXT;
alter table goal add column finance_confirmed_ms INTEGER;
alter table goal add column project_confirmed_by TEXT;
alter table goal add column project_confirmed_ms INTEGER;
alter table goal add column version INTEGER;
alter table goal add column started_ms INTEGER;
alter table goal add column edited_by TEXT;
alter table goal add column edited_ms INTEGER;

alter table indicator add column target_medium TEXT;
alter table indicator add column basis TEXT;
alter table indicator add column source TEXT;
alter table indicator add column method TEXT;
alter table indicator add column fixed_by TEXT;

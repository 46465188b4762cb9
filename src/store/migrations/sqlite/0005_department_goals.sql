-- Overall goals of departments with their tasks and indicators, parts of decomposed goals; versions and reviews are of
-- either form.

create table department_goal (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  unit_id INTEGER not null,
  year INTEGER not null check (year between 1900 and 2999),
  state TEXT not null,
  text TEXT not null,
  leader TEXT,
  phone TEXT,
  note TEXT,
  submitted_on TEXT check (submitted_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  approved_on TEXT check (approved_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  provenance TEXT not null,
  scheme TEXT,
  finance_confirmed_by TEXT,
  finance_confirmed_ms INTEGER,
  project_confirmed_by TEXT,
  project_confirmed_ms INTEGER,
  version INTEGER,
  started_ms INTEGER,
  edited_by TEXT,
  edited_ms INTEGER,
  primary key (region, id),
  unique (region, unit_id, year)
) strict, without rowid;

create table department_goal_task (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  unit_id INTEGER not null,
  year INTEGER not null check (year between 1900 and 2999),
  number INTEGER not null,
  task TEXT not null,
  content TEXT,
  total INTEGER,
  fiscal INTEGER,
  other INTEGER,
  provenance TEXT not null,
  primary key (region, id),
  unique (region, unit_id, year, number)
) strict, without rowid;

create table department_goal_indicator (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  unit_id INTEGER not null,
  year INTEGER not null check (year between 1900 and 2999),
  seq INTEGER not null,
  level1 TEXT not null,
  level2 TEXT not null,
  name TEXT not null,
  op TEXT not null,
  target TEXT not null,
  unit TEXT,
  weight INTEGER not null check (weight between 0 and 1000000),
  actual TEXT,
  core INTEGER not null check (core in (0, 1)),
  target_medium TEXT,
  basis TEXT,
  source TEXT,
  method TEXT,
  fixed_by TEXT,
  provenance TEXT not null,
  primary key (region, id),
  unique (region, unit_id, year, seq)
) strict, without rowid;

create table goal_part (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  goal_id INTEGER not null,
  name TEXT not null,
  project_id INTEGER,
  amount INTEGER,
  targets TEXT not null,
  sent_by TEXT,
  sent_ms INTEGER,
  primary key (region, id),
  unique (region, goal_id, name)
) strict, without rowid;

alter table goal_version rename to goal_version_before;
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
  record TEXT not null,
  primary key (region, id),
  unique (region, goal_id, number, record)
) strict, without rowid;
insert into goal_version (region, id, goal_id, number, kind, at_ms, by_name, reason, content, record)
  select region, id, goal_id, number, kind, at_ms, by_name, reason, content, 'goal' from goal_version_before;
drop table goal_version_before;

alter table goal_review rename to goal_review_before;
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
  record TEXT not null,
  primary key (region, id),
  unique (region, goal_id, round, point, record)
) strict, without rowid;
insert into goal_review (region, id, goal_id, round, point, score, note, by_name, at_ms, record)
  select region, id, goal_id, round, point, score, note, by_name, at_ms, 'goal' from goal_review_before;
drop table goal_review_before;

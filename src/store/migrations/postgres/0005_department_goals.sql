-- Overall goals of departments with their tasks and indicators, parts of decomposed goals; versions and reviews are of
-- either form.

create table department_goal (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  unit_id bigint not null,
  year integer not null check (year between 1900 and 2999),
  state text collate "C" not null,
  text text collate "C" not null,
  leader text collate "C",
  phone text collate "C",
  note text collate "C",
  submitted_on date,
  approved_on date,
  provenance text collate "C" not null,
  scheme text collate "C",
  finance_confirmed_by text collate "C",
  finance_confirmed_ms bigint,
  project_confirmed_by text collate "C",
  project_confirmed_ms bigint,
  version bigint,
  started_ms bigint,
  edited_by text collate "C",
  edited_ms bigint,
  primary key (region, id),
  unique (region, unit_id, year)
);

create table department_goal_task (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  unit_id bigint not null,
  year integer not null check (year between 1900 and 2999),
  number bigint not null,
  task text collate "C" not null,
  content text collate "C",
  total bigint,
  fiscal bigint,
  other bigint,
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, unit_id, year, number)
);

create table department_goal_indicator (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  unit_id bigint not null,
  year integer not null check (year between 1900 and 2999),
  seq bigint not null,
  level1 text collate "C" not null,
  level2 text collate "C" not null,
  name text collate "C" not null,
  op text collate "C" not null,
  target text collate "C" not null,
  unit text collate "C",
  weight integer not null check (weight between 0 and 1000000),
  actual text collate "C",
  core boolean not null,
  target_medium text collate "C",
  basis text collate "C",
  source text collate "C",
  method text collate "C",
  fixed_by text collate "C",
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, unit_id, year, seq)
);

create table goal_part (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  goal_id bigint not null,
  name text collate "C" not null,
  project_id bigint,
  amount bigint,
  targets text collate "C" not null,
  sent_by text collate "C",
  sent_ms bigint,
  primary key (region, id),
  unique (region, goal_id, name)
);

alter table goal_version add column record text collate "C" not null default 'goal';
alter table goal_version alter column record drop default;
alter table goal_version drop constraint goal_version_region_goal_id_number_key;
alter table goal_version add unique (region, goal_id, number, record);

alter table goal_review add column record text collate "C" not null default 'goal';
alter table goal_review alter column record drop default;
alter table goal_review drop constraint goal_review_region_goal_id_round_point_key;
alter table goal_review add unique (region, goal_id, round, point, record);

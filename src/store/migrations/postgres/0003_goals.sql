-- Goals on their way: cases and their steps, versions and reviews of goals, and what the declaration form asks.

create table work_case (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  process text collate "C" not null,
  record text collate "C" not null,
  record_id bigint not null,
  unit_id bigint not null,
  year integer not null check (year between 1900 and 2999),
  state text collate "C" not null,
  round bigint not null,
  due_on date,
  entered_ms bigint not null,
  entered_by text collate "C" not null,
  opened_ms bigint,
  assignee_id bigint,
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, process, record_id)
);
create index work_case_unit_id on work_case (region, year, unit_id);

create table process_step (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  case_id bigint not null,
  number bigint not null,
  action text collate "C" not null,
  from_state text collate "C" not null,
  to_state text collate "C" not null,
  actor_id bigint not null,
  actor_name text collate "C" not null,
  role text collate "C" not null,
  at_ms bigint not null,
  opinion text collate "C",
  reasons text collate "C" not null,
  changes text collate "C" not null,
  primary key (region, id),
  unique (region, case_id, number)
);

create table goal_version (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  goal_id bigint not null,
  number bigint not null,
  kind text collate "C" not null,
  at_ms bigint not null,
  by_name text collate "C" not null,
  reason text collate "C",
  content text collate "C" not null,
  primary key (region, id),
  unique (region, goal_id, number)
);

create table goal_review (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  goal_id bigint not null,
  round bigint not null,
  point text collate "C" not null,
  score integer not null check (score between 0 and 1000000),
  note text collate "C",
  by_name text collate "C" not null,
  at_ms bigint not null,
  primary key (region, id),
  unique (region, goal_id, round, point)
);

alter table goal add column leader text collate "C";
alter table goal add column phone text collate "C";
alter table goal add column period text collate "C";
alter table goal add column text_medium text collate "C";
alter table goal add column basis text collate "C";
alter table goal add column necessity text collate "C";
alter table goal add column plan text collate "C";
alter table goal add column scheme text collate "C";
alter table goal add column declared text collate "C";
alter table goal add column finance_confirmed_by text collate "C";
alter table goal add column finance_confirmed_ms bigint;
alter table goal add column project_confirmed_by text collate "C";
alter table goal add column project_confirmed_ms bigint;
alter table goal add column version bigint;
alter table goal add column started_ms bigint;
alter table goal add column edited_by text collate "C";
alter table goal add column edited_ms bigint;

alter table indicator add column target_medium text collate "C";
alter table indicator add column basis text collate "C";
alter table indicator add column source text collate "C";
alter table indicator add column method text collate "C";
alter table indicator add column fixed_by text collate "C";

-- What was done to the budget of a project, and what was released of it.

create table budget_change (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  project_id bigint not null,
  year integer not null check (year between 1900 and 2999),
  kind text collate "C" not null,
  fund_type text collate "C" not null,
  fund_tag text collate "C" not null,
  document_number text collate "C" not null,
  changed_on date not null,
  amount bigint not null,
  reason text collate "C",
  goal_id bigint,
  goal_version bigint,
  by_name text collate "C",
  at_ms bigint,
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, project_id, year, kind, fund_type, fund_tag, document_number, changed_on)
);

create table release (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  document_number text collate "C" not null,
  project_id bigint not null,
  year integer not null check (year between 1900 and 2999),
  fund_type text collate "C" not null,
  fund_tag text collate "C" not null,
  released_on date not null,
  amount bigint not null check (amount >= 0),
  title text collate "C",
  goal_id bigint,
  goal_version bigint,
  by_name text collate "C",
  at_ms bigint,
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, document_number, project_id, year, fund_type, fund_tag)
);
create index release_project_id on release (region, project_id, year);

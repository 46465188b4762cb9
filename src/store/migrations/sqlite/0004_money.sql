-- What was done to the budget of a project, and what was released of it.

create table budget_change (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  project_id INTEGER not null,
  year INTEGER not null check (year between 1900 and 2999),
  kind TEXT not null,
  fund_type TEXT not null,
  fund_tag TEXT not null,
  document_number TEXT not null,
  changed_on TEXT not null check (changed_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  amount INTEGER not null,
  reason TEXT,
  goal_id INTEGER,
  goal_version INTEGER,
  by_name TEXT,
  at_ms INTEGER,
  provenance TEXT not null,
  primary key (region, id),
  unique (region, project_id, year, kind, fund_type, fund_tag, document_number, changed_on)
) strict, without rowid;

create table release (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  document_number TEXT not null,
  project_id INTEGER not null,
  year INTEGER not null check (year between 1900 and 2999),
  fund_type TEXT not null,
  fund_tag TEXT not null,
  released_on TEXT not null check (released_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  amount INTEGER not null check (amount >= 0),
  title TEXT,
  goal_id INTEGER,
  goal_version INTEGER,
  by_name TEXT,
  at_ms INTEGER,
  provenance TEXT not null,
  primary key (region, id),
  unique (region, document_number, project_id, year, fund_type, fund_tag)
) strict, without rowid;
create index release_project_id on release (region, project_id, year);

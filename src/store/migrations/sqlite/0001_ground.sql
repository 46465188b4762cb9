-- The ground: every record of model/, the audit chain, settings and snapshots.
-- Keys begin with the region. References are plain ids: the application checks them, because one jurisdiction's
-- rows may arrive before the rows they refer to.

create table unit (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  code TEXT not null,
  name TEXT not null,
  department_code TEXT not null,
  kind TEXT not null,
  sector TEXT not null,
  since_year INTEGER check (since_year between 1900 and 2999),
  until_year INTEGER check (until_year between 1900 and 2999),
  provenance TEXT not null,
  primary key (region, id),
  unique (region, code)
) strict, without rowid;

create table project (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  code TEXT not null,
  name TEXT not null,
  unit_id INTEGER not null,
  category TEXT not null,
  kind TEXT not null,
  sector TEXT not null,
  function_class TEXT not null,
  first_year INTEGER not null check (first_year between 1900 and 2999),
  last_year INTEGER check (last_year between 1900 and 2999),
  policy_basis TEXT,
  beneficiaries TEXT,
  place TEXT,
  note TEXT,
  provenance TEXT not null,
  primary key (region, id),
  unique (region, code)
) strict, without rowid;
create index project_unit_id on project (region, unit_id);

create table budget_line (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  project_id INTEGER not null,
  year INTEGER not null check (year between 1900 and 2999),
  fund_type TEXT not null,
  fund_tag TEXT not null,
  initial INTEGER not null,
  adjusted INTEGER not null,
  executed INTEGER,
  provenance TEXT not null,
  primary key (region, id),
  unique (region, project_id, year, fund_type, fund_tag)
) strict, without rowid;

create table goal (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  project_id INTEGER not null,
  year INTEGER not null check (year between 1900 and 2999),
  state TEXT not null,
  text TEXT not null,
  with_budget INTEGER not null check (with_budget in (0, 1)),
  submitted_on TEXT check (submitted_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  approved_on TEXT check (approved_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  provenance TEXT not null,
  primary key (region, id),
  unique (region, project_id, year)
) strict, without rowid;

create table indicator (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  project_id INTEGER not null,
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
  claimed INTEGER check (claimed between 0 and 1000000),
  reviewed INTEGER check (reviewed between 0 and 1000000),
  deviation_reason TEXT,
  core INTEGER not null check (core in (0, 1)),
  provenance TEXT not null,
  primary key (region, id),
  unique (region, project_id, year, seq)
) strict, without rowid;

create table monitoring (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  project_id INTEGER not null,
  year INTEGER not null check (year between 1900 and 2999),
  quarter INTEGER not null check (quarter between 1 and 4),
  due_on TEXT not null check (due_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  submitted_on TEXT check (submitted_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  executed INTEGER,
  goal_progress INTEGER,
  money_light TEXT,
  goal_light TEXT,
  alert TEXT,
  likelihood TEXT,
  deviation_reason TEXT,
  provenance TEXT not null,
  primary key (region, id),
  unique (region, project_id, year, quarter)
) strict, without rowid;

create table self_evaluation (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  project_id INTEGER not null,
  year INTEGER not null check (year between 1900 and 2999),
  due_on TEXT not null check (due_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  submitted_on TEXT check (submitted_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  claimed_total INTEGER check (claimed_total between 0 and 1000000),
  reviewed_total INTEGER check (reviewed_total between 0 and 1000000),
  computed_total INTEGER check (computed_total between 0 and 1000000),
  grade TEXT,
  scheme TEXT,
  actual_text TEXT,
  provenance TEXT not null,
  primary key (region, id),
  unique (region, project_id, year)
) strict, without rowid;

create table assessment (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  year INTEGER not null check (year between 1900 and 2999),
  project_name TEXT not null,
  project_id INTEGER,
  unit_id INTEGER not null,
  sector TEXT not null,
  assessed_on TEXT check (assessed_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  amount INTEGER not null,
  suggested_amount INTEGER,
  score INTEGER check (score between 0 and 1000000),
  conclusion TEXT not null,
  reasons TEXT,
  listed INTEGER not null check (listed in (0, 1)),
  provenance TEXT not null,
  primary key (region, id),
  unique (region, year, project_name)
) strict, without rowid;
create index assessment_project_id on assessment (region, project_id);
create index assessment_unit_id on assessment (region, unit_id);

create table evaluation (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  year INTEGER not null check (year between 1900 and 2999),
  kind TEXT not null,
  object_name TEXT not null,
  evaluated_year INTEGER not null check (evaluated_year between 1900 and 2999),
  project_id INTEGER,
  unit_id INTEGER not null,
  amount INTEGER,
  score INTEGER check (score between 0 and 1000000),
  grade TEXT,
  agency TEXT,
  reported_on TEXT check (reported_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  note TEXT,
  provenance TEXT not null,
  primary key (region, id),
  unique (region, year, kind, object_name)
) strict, without rowid;
create index evaluation_project_id on evaluation (region, project_id);
create index evaluation_unit_id on evaluation (region, unit_id);

create table result_use (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  year INTEGER not null check (year between 1900 and 2999),
  project_name TEXT not null,
  project_id INTEGER,
  unit_id INTEGER not null,
  basis TEXT not null,
  evaluation_year INTEGER check (evaluation_year between 1900 and 2999),
  evaluation_object TEXT,
  suggestion TEXT not null,
  suggested_rate INTEGER,
  base_amount INTEGER not null,
  decision TEXT not null,
  decided_amount INTEGER not null,
  decided_on TEXT check (decided_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  reason TEXT,
  provenance TEXT not null,
  primary key (region, id),
  unique (region, year, project_name, unit_id)
) strict, without rowid;
create index result_use_project_id on result_use (region, project_id);

create table rectification (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  year INTEGER not null check (year between 1900 and 2999),
  unit_id INTEGER not null,
  title TEXT not null,
  source TEXT not null,
  evaluation_object TEXT,
  finding TEXT not null,
  raised_on TEXT not null check (raised_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  due_on TEXT not null check (due_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  answered_on TEXT check (answered_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  closed_on TEXT check (closed_on glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  state TEXT not null,
  provenance TEXT not null,
  primary key (region, id),
  unique (region, year, unit_id, title)
) strict, without rowid;

create table setting (
  name TEXT not null primary key,
  value TEXT not null
) strict, without rowid;

-- Its form is fixed by docs/dev/audit-chain.md; the head (count and hash) is the setting audit.head.
create table audit_entry (
  number INTEGER not null primary key check (number > 0),
  at_ms INTEGER not null,
  actor TEXT not null,
  via TEXT not null,
  action TEXT not null,
  record TEXT not null,
  region INTEGER not null,
  id INTEGER not null,
  changes TEXT not null,
  hash TEXT not null check (length(hash) = 64)
) strict;
create index audit_entry_row on audit_entry (record, region, id);

create table snapshot (
  region INTEGER not null check (region between 110000 and 829999),
  id TEXT not null unique,
  label TEXT not null,
  taken_at_ms INTEGER not null,
  law_version TEXT not null,
  facts BLOB not null,
  facts_sm3 TEXT not null,
  law BLOB not null,
  law_sm3 TEXT not null,
  primary key (region, id)
) strict;

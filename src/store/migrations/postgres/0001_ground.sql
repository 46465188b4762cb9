-- The ground: every record of model/, the audit chain, settings and snapshots.
-- Keys begin with the region. References are plain ids: the application checks them, because one jurisdiction's
-- rows may arrive before the rows they refer to.

create table unit (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  code text collate "C" not null,
  name text collate "C" not null,
  department_code text collate "C" not null,
  kind text collate "C" not null,
  sector text collate "C" not null,
  since_year integer check (since_year between 1900 and 2999),
  until_year integer check (until_year between 1900 and 2999),
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, code)
);

create table project (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  code text collate "C" not null,
  name text collate "C" not null,
  unit_id bigint not null,
  category text collate "C" not null,
  kind text collate "C" not null,
  sector text collate "C" not null,
  function_class text collate "C" not null,
  first_year integer not null check (first_year between 1900 and 2999),
  last_year integer check (last_year between 1900 and 2999),
  policy_basis text collate "C",
  beneficiaries text collate "C",
  place text collate "C",
  note text collate "C",
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, code)
);
create index project_unit_id on project (region, unit_id);

create table budget_line (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  project_id bigint not null,
  year integer not null check (year between 1900 and 2999),
  fund_type text collate "C" not null,
  fund_tag text collate "C" not null,
  initial bigint not null,
  adjusted bigint not null,
  executed bigint,
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, project_id, year, fund_type, fund_tag)
);

create table goal (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  project_id bigint not null,
  year integer not null check (year between 1900 and 2999),
  state text collate "C" not null,
  text text collate "C" not null,
  with_budget boolean not null,
  submitted_on date,
  approved_on date,
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, project_id, year)
);

create table indicator (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  project_id bigint not null,
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
  claimed integer check (claimed between 0 and 1000000),
  reviewed integer check (reviewed between 0 and 1000000),
  deviation_reason text collate "C",
  core boolean not null,
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, project_id, year, seq)
);

create table monitoring (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  project_id bigint not null,
  year integer not null check (year between 1900 and 2999),
  quarter integer not null check (quarter between 1 and 4),
  due_on date not null,
  submitted_on date,
  executed bigint,
  goal_progress bigint,
  money_light text collate "C",
  goal_light text collate "C",
  alert text collate "C",
  likelihood text collate "C",
  deviation_reason text collate "C",
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, project_id, year, quarter)
);

create table self_evaluation (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  project_id bigint not null,
  year integer not null check (year between 1900 and 2999),
  due_on date not null,
  submitted_on date,
  claimed_total integer check (claimed_total between 0 and 1000000),
  reviewed_total integer check (reviewed_total between 0 and 1000000),
  computed_total integer check (computed_total between 0 and 1000000),
  grade text collate "C",
  scheme text collate "C",
  actual_text text collate "C",
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, project_id, year)
);

create table assessment (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  year integer not null check (year between 1900 and 2999),
  project_name text collate "C" not null,
  project_id bigint,
  unit_id bigint not null,
  sector text collate "C" not null,
  assessed_on date,
  amount bigint not null,
  suggested_amount bigint,
  score integer check (score between 0 and 1000000),
  conclusion text collate "C" not null,
  reasons text collate "C",
  listed boolean not null,
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, year, project_name)
);
create index assessment_project_id on assessment (region, project_id);
create index assessment_unit_id on assessment (region, unit_id);

create table evaluation (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  year integer not null check (year between 1900 and 2999),
  kind text collate "C" not null,
  object_name text collate "C" not null,
  evaluated_year integer not null check (evaluated_year between 1900 and 2999),
  project_id bigint,
  unit_id bigint not null,
  amount bigint,
  score integer check (score between 0 and 1000000),
  grade text collate "C",
  agency text collate "C",
  reported_on date,
  note text collate "C",
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, year, kind, object_name)
);
create index evaluation_project_id on evaluation (region, project_id);
create index evaluation_unit_id on evaluation (region, unit_id);

create table result_use (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  year integer not null check (year between 1900 and 2999),
  project_name text collate "C" not null,
  project_id bigint,
  unit_id bigint not null,
  basis text collate "C" not null,
  evaluation_year integer check (evaluation_year between 1900 and 2999),
  evaluation_object text collate "C",
  suggestion text collate "C" not null,
  suggested_rate bigint,
  base_amount bigint not null,
  decision text collate "C" not null,
  decided_amount bigint not null,
  decided_on date,
  reason text collate "C",
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, year, project_name, unit_id)
);
create index result_use_project_id on result_use (region, project_id);

create table rectification (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  year integer not null check (year between 1900 and 2999),
  unit_id bigint not null,
  title text collate "C" not null,
  source text collate "C" not null,
  evaluation_object text collate "C",
  finding text collate "C" not null,
  raised_on date not null,
  due_on date not null,
  answered_on date,
  closed_on date,
  state text collate "C" not null,
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, year, unit_id, title)
);

create table setting (
  name text collate "C" not null primary key,
  value text collate "C" not null
);

-- Its form is fixed by docs/dev/audit-chain.md; the head (count and hash) is the setting audit.head.
create table audit_entry (
  number bigint not null primary key check (number > 0),
  at_ms bigint not null,
  actor text collate "C" not null,
  via text collate "C" not null,
  action text collate "C" not null,
  record text collate "C" not null,
  region integer not null,
  id bigint not null,
  changes text collate "C" not null,
  hash text collate "C" not null check (length(hash) = 64)
);
create index audit_entry_row on audit_entry (record, region, id);

create table snapshot (
  region integer not null check (region between 110000 and 829999),
  id text collate "C" not null unique,
  label text collate "C" not null,
  taken_at_ms bigint not null,
  law_version text collate "C" not null,
  facts bytea not null,
  facts_sm3 text collate "C" not null,
  law bytea not null,
  law_sm3 text collate "C" not null,
  primary key (region, id)
);

-- People: who they are, what they hold, what was given to them, and what became of units.
-- Accounts are unique over all places, because one logs in without naming a place. Empty units take part in the
-- key of a grant as 0, for "not filled" would never equal itself.

create table "user" (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  account TEXT not null,
  name TEXT not null,
  unit_id INTEGER,
  phone TEXT,
  since TEXT check (since glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  until TEXT check (until glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  provenance TEXT not null,
  primary key (region, id),
  unique (account)
) strict, without rowid;

create table "role_grant" (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  user_id INTEGER not null,
  role TEXT not null,
  unit_id INTEGER,
  since TEXT not null check (since glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  until TEXT check (until glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  granted_by TEXT,
  provenance TEXT not null,
  primary key (region, id)
) strict, without rowid;
create unique index role_grant_key on role_grant (region, user_id, role, coalesce(unit_id, 0), since);

create table "assignment" (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  project_id INTEGER not null,
  user_id INTEGER not null,
  duty TEXT not null,
  since TEXT not null check (since glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  until TEXT check (until glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  provenance TEXT not null,
  primary key (region, id),
  unique (region, project_id, user_id, duty)
) strict, without rowid;
create index assignment_user_id on assignment (region, user_id);

create table "delegation" (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  from_user_id INTEGER not null,
  to_user_id INTEGER not null,
  since TEXT not null check (since glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  until TEXT not null check (until glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  reason TEXT not null,
  primary key (region, id),
  unique (region, from_user_id, to_user_id, since)
) strict, without rowid;
create index delegation_to_user_id on delegation (region, to_user_id);

create table "unit_change" (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  year INTEGER not null check (year between 1900 and 2999),
  kind TEXT not null,
  from_unit_id INTEGER not null,
  to_unit_id INTEGER not null,
  from_name TEXT,
  basis TEXT,
  provenance TEXT not null,
  primary key (region, id),
  unique (region, year, kind, from_unit_id, to_unit_id)
) strict, without rowid;

create table "credential" (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  user_id INTEGER not null,
  password_hash TEXT not null,
  earlier_hashes TEXT not null,
  changed_at_ms INTEGER not null,
  must_change INTEGER not null check (must_change in (0, 1)),
  failures INTEGER not null,
  locked_until_ms INTEGER not null,
  totp_secret TEXT,
  totp_confirmed INTEGER not null check (totp_confirmed in (0, 1)),
  totp_step INTEGER not null,
  primary key (region, id),
  unique (region, user_id)
) strict, without rowid;

create table "session" (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  user_id INTEGER not null,
  token_hash TEXT not null,
  created_ms INTEGER not null,
  seen_ms INTEGER not null,
  address TEXT not null,
  agent TEXT not null,
  grant_id INTEGER,
  year INTEGER check (year between 1900 and 2999),
  factor_done INTEGER not null check (factor_done in (0, 1)),
  primary key (region, id),
  unique (token_hash)
) strict, without rowid;
create index session_user_id on session (region, user_id);

-- People: who they are, what they hold, what was given to them, and what became of units.
-- Accounts are unique over all places, because one logs in without naming a place. Empty units take part in the
-- key of a grant as 0, for "not filled" would never equal itself.

create table "user" (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  account text collate "C" not null,
  name text collate "C" not null,
  unit_id bigint,
  phone text collate "C",
  since date,
  until date,
  provenance text collate "C" not null,
  primary key (region, id),
  unique (account)
);

create table "role_grant" (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  user_id bigint not null,
  role text collate "C" not null,
  unit_id bigint,
  since date not null,
  until date,
  granted_by text collate "C",
  provenance text collate "C" not null,
  primary key (region, id)
);
create unique index role_grant_key on role_grant (region, user_id, role, coalesce(unit_id, 0), since);

create table "assignment" (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  project_id bigint not null,
  user_id bigint not null,
  duty text collate "C" not null,
  since date not null,
  until date,
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, project_id, user_id, duty)
);
create index assignment_user_id on assignment (region, user_id);

create table "delegation" (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  from_user_id bigint not null,
  to_user_id bigint not null,
  since date not null,
  until date not null,
  reason text collate "C" not null,
  primary key (region, id),
  unique (region, from_user_id, to_user_id, since)
);
create index delegation_to_user_id on delegation (region, to_user_id);

create table "unit_change" (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  year integer not null check (year between 1900 and 2999),
  kind text collate "C" not null,
  from_unit_id bigint not null,
  to_unit_id bigint not null,
  from_name text collate "C",
  basis text collate "C",
  provenance text collate "C" not null,
  primary key (region, id),
  unique (region, year, kind, from_unit_id, to_unit_id)
);

create table "credential" (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  user_id bigint not null,
  password_hash text collate "C" not null,
  earlier_hashes text collate "C" not null,
  changed_at_ms bigint not null,
  must_change boolean not null,
  failures bigint not null,
  locked_until_ms bigint not null,
  totp_secret text collate "C",
  totp_confirmed boolean not null,
  totp_step bigint not null,
  primary key (region, id),
  unique (region, user_id)
);

create table "session" (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  user_id bigint not null,
  token_hash text collate "C" not null,
  created_ms bigint not null,
  seen_ms bigint not null,
  address text collate "C" not null,
  agent text collate "C" not null,
  grant_id bigint,
  year integer check (year between 1900 and 2999),
  factor_done boolean not null,
  primary key (region, id),
  unique (token_hash)
);
create index session_user_id on session (region, user_id);

-- The county's own layer of the indicator library, and messages on their way out.

create table library_proposal (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  unit_id INTEGER not null,
  kind TEXT not null,
  state TEXT not null,
  code TEXT,
  name TEXT not null,
  sector TEXT not null,
  content TEXT not null,
  reason TEXT not null,
  by_user_id INTEGER not null,
  by_name TEXT not null,
  at_ms INTEGER not null,
  decided_by TEXT,
  decided_ms INTEGER,
  decision TEXT,
  merged_into TEXT,
  primary key (region, id),
  unique (region, unit_id, kind, name, at_ms)
) strict, without rowid;

create table library_version (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  code TEXT not null,
  number INTEGER not null check (number > 0),
  since TEXT not null check (since glob '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  sector TEXT not null,
  content TEXT not null,
  proposal_id INTEGER,
  by_name TEXT not null,
  at_ms INTEGER not null,
  primary key (region, id),
  unique (region, code, number)
) strict, without rowid;

create table notice (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  cause TEXT not null,
  user_id INTEGER not null,
  state TEXT not null,
  kind TEXT not null,
  subject TEXT not null,
  body TEXT not null,
  at_ms INTEGER not null,
  next_ms INTEGER not null,
  tries INTEGER not null,
  sent_ms INTEGER,
  fault TEXT,
  primary key (region, id),
  unique (region, cause, user_id)
) strict, without rowid;
create index notice_state on notice (region, state, next_ms);

create table notice_read (
  region INTEGER not null check (region between 110000 and 829999),
  id INTEGER not null check (id > 0),
  user_id INTEGER not null,
  reminder TEXT not null,
  at_ms INTEGER not null,
  primary key (region, id),
  unique (region, user_id, reminder)
) strict, without rowid;

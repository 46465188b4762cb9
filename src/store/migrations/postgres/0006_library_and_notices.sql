-- The county's own layer of the indicator library, and messages on their way out.

create table library_proposal (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  unit_id bigint not null,
  kind text collate "C" not null,
  state text collate "C" not null,
  code text collate "C",
  name text collate "C" not null,
  sector text collate "C" not null,
  content text collate "C" not null,
  reason text collate "C" not null,
  by_user_id bigint not null,
  by_name text collate "C" not null,
  at_ms bigint not null,
  decided_by text collate "C",
  decided_ms bigint,
  decision text collate "C",
  merged_into text collate "C",
  primary key (region, id),
  unique (region, unit_id, kind, name, at_ms)
);

create table library_version (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  code text collate "C" not null,
  number bigint not null check (number > 0),
  since date not null,
  sector text collate "C" not null,
  content text collate "C" not null,
  proposal_id bigint,
  by_name text collate "C" not null,
  at_ms bigint not null,
  primary key (region, id),
  unique (region, code, number)
);

create table notice (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  cause text collate "C" not null,
  user_id bigint not null,
  state text collate "C" not null,
  kind text collate "C" not null,
  subject text collate "C" not null,
  body text collate "C" not null,
  at_ms bigint not null,
  next_ms bigint not null,
  tries bigint not null,
  sent_ms bigint,
  fault text collate "C",
  primary key (region, id),
  unique (region, cause, user_id)
);
create index notice_state on notice (region, state, next_ms);

create table notice_read (
  region integer not null check (region between 110000 and 829999),
  id bigint not null check (id > 0),
  user_id bigint not null,
  reminder text collate "C" not null,
  at_ms bigint not null,
  primary key (region, id),
  unique (region, user_id, reminder)
);

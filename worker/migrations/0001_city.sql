-- One deployment is one city. Instants are UTC milliseconds; *_json columns are parsed by worker/store.
-- Tables of long rows keep their rowid: without it each row over a quarter page takes a page more.
CREATE TABLE city (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  name_json TEXT NOT NULL,
  fictional INTEGER NOT NULL
) STRICT;

CREATE TABLE district (
  id TEXT PRIMARY KEY,
  name_json TEXT NOT NULL
) STRICT;

CREATE TABLE school (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name_json TEXT NOT NULL,
  district TEXT NOT NULL REFERENCES district (id),
  kind TEXT NOT NULL
) STRICT;

CREATE TABLE programme (
  id TEXT PRIMARY KEY,
  name_json TEXT NOT NULL
) STRICT;

CREATE TABLE programme_member (
  programme TEXT NOT NULL REFERENCES programme (id),
  school TEXT NOT NULL REFERENCES school (id),
  from_at INTEGER NOT NULL,
  to_at INTEGER,
  PRIMARY KEY (programme, school, from_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE class_group (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES school (id),
  grade INTEGER NOT NULL,
  name TEXT NOT NULL
) STRICT;
CREATE INDEX class_group_school ON class_group (school);

-- A pupil is found again by the HMAC of the student number under the school's key.
CREATE TABLE pupil (
  id TEXT PRIMARY KEY,
  school TEXT NOT NULL REFERENCES school (id),
  number_hmac TEXT NOT NULL,
  UNIQUE (school, number_hmac)
) STRICT;

-- Apart from everything a pupil does; sealed under the school's key, deleted on the office's date.
CREATE TABLE pupil_name (
  pupil TEXT PRIMARY KEY REFERENCES pupil (id) ON DELETE CASCADE,
  key_version INTEGER NOT NULL,
  sealed TEXT NOT NULL
) STRICT;

CREATE TABLE school_key (
  school TEXT NOT NULL REFERENCES school (id),
  version INTEGER NOT NULL,
  wrapped TEXT NOT NULL,
  PRIMARY KEY (school, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
  id TEXT PRIMARY KEY,
  name_json TEXT NOT NULL,
  role TEXT NOT NULL
) STRICT;

CREATE TABLE staff_grant (
  staff TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  scope_kind TEXT NOT NULL CHECK (scope_kind IN ('class', 'school', 'city')),
  scope_id TEXT NOT NULL,
  PRIMARY KEY (staff, scope_kind, scope_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  staff TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  last_seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE campaign (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  title_json TEXT NOT NULL,
  academic_year INTEGER NOT NULL,
  opens_at INTEGER NOT NULL,
  closes_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  settings_json TEXT NOT NULL,
  published_release INTEGER
) STRICT;

-- A form as it was frozen: never updated, never deleted. The keys are sealed under a derived key.
CREATE TABLE form_version (
  hash TEXT PRIMARY KEY,
  form TEXT NOT NULL,
  package_gz BLOB NOT NULL,
  keys_sealed TEXT NOT NULL,
  items_json TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX form_version_form ON form_version (form, created_at);

CREATE TABLE sealed_package (
  form_version TEXT NOT NULL REFERENCES form_version (hash),
  school TEXT NOT NULL REFERENCES school (id),
  hash TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (form_version, school)
) STRICT;

-- `version` and what follows is copied from the sitting's own object.
CREATE TABLE sitting (
  code TEXT PRIMARY KEY,
  campaign TEXT NOT NULL REFERENCES campaign (id),
  class TEXT NOT NULL REFERENCES class_group (id),
  school TEXT NOT NULL REFERENCES school (id),
  grade INTEGER NOT NULL,
  form_version TEXT NOT NULL REFERENCES form_version (hash),
  version INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'waiting',
  opened_at INTEGER,
  closed_at INTEGER,
  enrolled INTEGER NOT NULL,
  exempt INTEGER NOT NULL,
  absent INTEGER NOT NULL DEFAULT 0,
  started INTEGER NOT NULL DEFAULT 0,
  tested INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX sitting_campaign ON sitting (campaign, school);
CREATE INDEX sitting_class ON sitting (class);

-- All that answers and scores know of a pupil.
CREATE TABLE enrolment (
  id TEXT PRIMARY KEY,
  pupil TEXT NOT NULL REFERENCES pupil (id),
  campaign TEXT NOT NULL REFERENCES campaign (id),
  class TEXT NOT NULL REFERENCES class_group (id),
  sitting TEXT NOT NULL REFERENCES sitting (code),
  seat INTEGER NOT NULL,
  exempt INTEGER NOT NULL,
  absence TEXT,
  UNIQUE (pupil, campaign),
  UNIQUE (sitting, seat)
) STRICT;
CREATE INDEX enrolment_campaign ON enrolment (campaign);

CREATE TABLE scoring_run (
  campaign TEXT NOT NULL REFERENCES campaign (id),
  n INTEGER NOT NULL,
  engine_version TEXT NOT NULL,
  trace_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (campaign, n)
) STRICT, WITHOUT ROWID;

-- `counted` is the one score of an enrolment in a run that reports read; `stamp` the
-- sitting's when it was made, by which a late message never replaces a newer one;
-- `answered` how many items were answered, without which nobody was tested.
CREATE TABLE score (
  attempt TEXT NOT NULL,
  form_version TEXT NOT NULL REFERENCES form_version (hash),
  engine_version TEXT NOT NULL,
  run INTEGER NOT NULL,
  enrolment TEXT NOT NULL REFERENCES enrolment (id),
  campaign TEXT NOT NULL REFERENCES campaign (id),
  sitting TEXT NOT NULL REFERENCES sitting (code),
  raw INTEGER NOT NULL,
  max INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  handed_in INTEGER NOT NULL,
  scored_at INTEGER NOT NULL,
  stamp INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  items_json TEXT NOT NULL,
  PRIMARY KEY (attempt, form_version, engine_version, run)
) STRICT;
CREATE INDEX score_campaign ON score (campaign, run);
CREATE INDEX score_sitting ON score (sitting, run);
CREATE UNIQUE INDEX score_counted ON score (enrolment, run) WHERE counted = 1;

-- `published_at` is set with the campaign's `published_release`: without it nobody reads the release.
CREATE TABLE release (
  campaign TEXT NOT NULL REFERENCES campaign (id),
  n INTEGER NOT NULL,
  run INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  published_at INTEGER,
  PRIMARY KEY (campaign, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE report (
  campaign TEXT NOT NULL REFERENCES campaign (id),
  release INTEGER NOT NULL,
  scope_kind TEXT NOT NULL CHECK (scope_kind IN ('city', 'school')),
  scope_id TEXT NOT NULL,
  page TEXT NOT NULL,
  document_version INTEGER NOT NULL,
  document_json TEXT NOT NULL,
  PRIMARY KEY (campaign, release, scope_kind, scope_id, page, document_version)
) STRICT;

-- The city's chain. Two writers after the same row: the second one's whole batch fails on `prev`.
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  prev TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  scope TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

CREATE TABLE sitting_audit (
  sitting TEXT NOT NULL REFERENCES sitting (code),
  seq INTEGER NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (sitting, seq)
) STRICT, WITHOUT ROWID;

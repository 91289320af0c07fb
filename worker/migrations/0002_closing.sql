-- The close of a campaign: what it reads more of a pupil, and what it leaves behind.
ALTER TABLE enrolment ADD COLUMN gender TEXT CHECK (gender IN ('female', 'male'));
-- A close reads a campaign in pages, by id.
DROP INDEX enrolment_campaign;
CREATE INDEX enrolment_campaign ON enrolment (campaign, id);

-- `complete_at`: every document is written; only then can a release be published.
-- `held_out_json`: `item@version` of what it leaves out.
ALTER TABLE release ADD COLUMN complete_at INTEGER;
ALTER TABLE release ADD COLUMN held_out_json TEXT NOT NULL DEFAULT '[]';
UPDATE release SET complete_at = published_at;

-- Decisions on items: nothing is changed or deleted, the newest one of an item holds.
CREATE TABLE hold_out (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  campaign TEXT NOT NULL REFERENCES campaign (id),
  item TEXT NOT NULL,
  version INTEGER NOT NULL,
  out INTEGER NOT NULL,
  reason TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at INTEGER NOT NULL
) STRICT;
CREATE INDEX hold_out_campaign ON hold_out (campaign);

-- A release's scale version and the figures that later years compare; none where no scale was made.
CREATE TABLE past_year (
  campaign TEXT NOT NULL REFERENCES campaign (id),
  release INTEGER NOT NULL,
  academic_year INTEGER NOT NULL,
  document_json TEXT NOT NULL,
  PRIMARY KEY (campaign, release)
) STRICT;

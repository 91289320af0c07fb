-- The day of the test: unlocking with no network, the proctor's pass, what a score should be read with.

-- The content key under the sitting's unlock code, base64.
ALTER TABLE sitting ADD COLUMN wrap TEXT;
-- Rises when a pass is revoked: those of before open nothing any more.
ALTER TABLE sitting ADD COLUMN pass_serial INTEGER NOT NULL DEFAULT 0;

CREATE TABLE pass_session (
  token_hash TEXT PRIMARY KEY,
  sitting TEXT NOT NULL REFERENCES sitting (code),
  serial INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE score ADD COLUMN notes_json TEXT NOT NULL DEFAULT '[]';

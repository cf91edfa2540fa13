-- What every other table stands on: ids, the change feed with its consumers, jobs.

-- 'id' is the last id given out, for every table and the change feed alike; 'epoch' names this history of the data:
-- a restore writes another one, and whoever follows the feed with an old one reads everything again.
CREATE TABLE counter (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;
INSERT INTO counter (name, value) VALUES ('id', 100);  -- below: fixed rows

-- What happened, without an actor. Written in the transaction that did it, read after the commit, dropped after seven
-- days when all consumers have passed.
CREATE TABLE change (
  seq         INTEGER PRIMARY KEY,  -- ascends in commit order
  kind        TEXT    NOT NULL,
  subject_id  INTEGER NOT NULL,
  zone_before INTEGER,
  zone_after  INTEGER,
  at          INTEGER NOT NULL      -- milliseconds since 1970 UTC, like every time column
) STRICT;

CREATE TABLE consumer (
  name  TEXT PRIMARY KEY,
  epoch INTEGER NOT NULL,
  seq   INTEGER NOT NULL
) STRICT;

CREATE TABLE job (
  id           INTEGER PRIMARY KEY,
  kind         TEXT    NOT NULL,
  subject_id   INTEGER NOT NULL,
  payload      TEXT    NOT NULL,
  run_at       INTEGER NOT NULL,
  attempts     INTEGER NOT NULL,
  leased_until INTEGER NOT NULL,
  UNIQUE (kind, subject_id, payload)
) STRICT;
CREATE INDEX job_by_time ON job (run_at);

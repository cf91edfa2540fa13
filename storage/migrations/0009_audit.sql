-- The audit log (Sicherheitsprotokoll): who changed rights, accounts, sessions or deleted something. Rows are only
-- appended, each carries the hash of the row before it, and days are chained by their anchors, so that retention can
-- drop whole days and what is left still verifies. Holds ids, never texts of pages, passwords or tokens.
CREATE TABLE audit_event (
  id        INTEGER PRIMARY KEY,
  day       TEXT    NOT NULL,  -- in UTC
  at        INTEGER NOT NULL,
  kind      TEXT    NOT NULL,  -- "session.opened"
  actor_id  INTEGER,           -- who did it; NULL: the system, the command line, or nobody known
  session_id INTEGER,          -- in which session: the event that opened it knows the address
  subject   TEXT    NOT NULL,  -- "person", "zone", "unit" …
  subject_id INTEGER,
  detail    TEXT    NOT NULL,  -- what else must be known, as a few words or ids
  source    TEXT    NOT NULL,  -- address of the client, where the event is about signing in
  link      BLOB    NOT NULL   -- SHA-256(previous link, all of the above)
) STRICT;
CREATE INDEX audit_event_by_day ON audit_event (day, id);
CREATE INDEX audit_event_by_actor ON audit_event (actor_id, id);
CREATE INDEX audit_event_by_subject ON audit_event (subject, subject_id, id);

CREATE TABLE audit_day (
  day      TEXT    PRIMARY KEY,
  anchor   BLOB    NOT NULL,   -- the last link before this day
  last     BLOB    NOT NULL,   -- the last link of this day
  events   INTEGER NOT NULL,
  dropped  INTEGER NOT NULL CHECK (dropped IN (0, 1))
) STRICT;

CREATE TRIGGER audit_event_kept BEFORE UPDATE ON audit_event BEGIN
  SELECT RAISE(ABORT, 'the audit log is only appended to');
END;
CREATE TRIGGER audit_event_dropped BEFORE DELETE ON audit_event
WHEN NOT EXISTS (SELECT 1 FROM audit_day WHERE day = OLD.day AND dropped = 1) BEGIN
  SELECT RAISE(ABORT, 'the audit log drops whole days only');
END;
CREATE TRIGGER audit_day_kept BEFORE DELETE ON audit_day BEGIN
  SELECT RAISE(ABORT, 'the anchors of the audit log stay');
END;

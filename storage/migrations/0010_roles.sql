-- What somebody may do beyond their level in zones: roles that can be combined, but for pairs that must not meet in one
-- person (auth/role.hpp). Administrators are told by their account.
CREATE TABLE person_role (
  person_id INTEGER NOT NULL REFERENCES person (id),
  role      TEXT    NOT NULL CHECK (role IN ('organisation', 'security', 'privacy', 'council')),
  PRIMARY KEY (person_id, role)
) STRICT;

-- A search of the audit log for one person: asked for with a purpose, allowed by somebody else, open for some days.
CREATE TABLE audit_request (
  id           INTEGER PRIMARY KEY,
  requester_id INTEGER NOT NULL REFERENCES person (id),
  person_id    INTEGER NOT NULL REFERENCES person (id),
  purpose      TEXT    NOT NULL,
  first_day    TEXT    NOT NULL,
  last_day     TEXT    NOT NULL,
  requested_at INTEGER NOT NULL,
  decider_id   INTEGER REFERENCES person (id),
  decided_at   INTEGER,
  approved     INTEGER CHECK (approved IN (0, 1)),
  CHECK (decider_id <> requester_id)
) STRICT;
CREATE INDEX audit_request_by_time ON audit_request (requested_at);

-- How people sign in: sessions that they can see and end, tokens with a scope, a second factor, one-time links.

ALTER TABLE account ADD COLUMN password_changed_at INTEGER;  -- NULL: never since the account was made

-- Limits are those of the sign-in: another configuration holds from the next one.
ALTER TABLE session RENAME TO session_before;
CREATE TABLE session (
  id          INTEGER PRIMARY KEY,
  sha256      BLOB    NOT NULL UNIQUE,  -- of the cookie's value
  person_id   INTEGER NOT NULL REFERENCES person (id),
  label       TEXT    NOT NULL,         -- browser and system, coarse; for the person alone
  created_at  INTEGER NOT NULL,
  seen_at     INTEGER NOT NULL,         -- coarse: written at most once in five minutes
  idle_ms     INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL,         -- unless it is used
  ends_at     INTEGER NOT NULL,         -- in any case
  fresh_until INTEGER NOT NULL          -- dangerous actions ask for no confirmation
) STRICT;
INSERT INTO session (id, sha256, person_id, label, created_at, seen_at, idle_ms, expires_at, ends_at, fresh_until)
  SELECT id, sha256, person_id, '', created_at, seen_at, 7200000, expires_at, created_at + 43200000, 0
    FROM session_before;
DROP TABLE session_before;
CREATE INDEX session_by_person ON session (person_id);

ALTER TABLE token RENAME TO token_before;
CREATE TABLE token (
  id          INTEGER PRIMARY KEY,
  sha256      BLOB    NOT NULL UNIQUE,
  person_id   INTEGER NOT NULL REFERENCES person (id),
  label       TEXT    NOT NULL,
  scope       TEXT    NOT NULL CHECK (scope IN ('read', 'write')),
  administers INTEGER NOT NULL CHECK (administers IN (0, 1)),  -- 0: its administrator lacked the second factor
  created_at  INTEGER NOT NULL,
  expires_on  TEXT                     -- last valid day
) STRICT;
INSERT INTO token (id, sha256, person_id, label, scope, administers, created_at, expires_on)
  SELECT id, sha256, person_id, label, 'write', 1, created_at, expires_on FROM token_before;
DROP TABLE token_before;
CREATE INDEX token_by_person ON token (person_id);

-- One-time codes of an authenticator app (RFC 6238). The secret cannot be a hash: codes are computed from it.
CREATE TABLE authenticator (
  person_id    INTEGER PRIMARY KEY REFERENCES person (id),
  secret       BLOB    NOT NULL,
  last_counter INTEGER NOT NULL,  -- of the newest code taken: none is taken twice
  confirmed_at INTEGER            -- NULL until the first right code
) STRICT;

CREATE TABLE recovery_code (
  sha256    BLOB    PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id)
) STRICT;
CREATE INDEX recovery_code_by_person ON recovery_code (person_id);

-- Who needs more than a password to sign in.
CREATE VIEW second_factor (person_id) AS
  SELECT a.person_id FROM authenticator a WHERE a.confirmed_at IS NOT NULL;

-- A link by which a person sets a password, made by an administrator: used once, one for each person.
CREATE TABLE password_link (
  person_id  INTEGER PRIMARY KEY REFERENCES person (id),
  sha256     BLOB    NOT NULL UNIQUE,
  expires_at INTEGER NOT NULL
) STRICT;

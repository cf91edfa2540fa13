-- Who there is, how they sign in, and what they may see.

CREATE TABLE person (
  id           INTEGER PRIMARY KEY,
  display_name TEXT    NOT NULL,
  sort_key     BLOB    NOT NULL,  -- DIN 5007
  email        TEXT    NOT NULL,
  active       INTEGER NOT NULL CHECK (active IN (0, 1)),
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX person_by_name ON person (sort_key, id);

CREATE TABLE account (
  person_id     INTEGER PRIMARY KEY REFERENCES person (id),
  name          TEXT    NOT NULL UNIQUE,  -- lower case
  password      TEXT    NOT NULL,         -- argon2id in PHC notation; empty: cannot sign in with a password
  administrator INTEGER NOT NULL CHECK (administrator IN (0, 1)),
  language      TEXT             CHECK (language IN ('de', 'en'))
) STRICT;

CREATE TABLE session (
  id         INTEGER PRIMARY KEY,
  sha256     BLOB    NOT NULL UNIQUE,  -- of the cookie's value
  person_id  INTEGER NOT NULL REFERENCES person (id),
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL,         -- coarse: written at most once in five minutes
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_by_person ON session (person_id);

CREATE TABLE token (
  id         INTEGER PRIMARY KEY,
  sha256     BLOB    NOT NULL UNIQUE,
  person_id  INTEGER NOT NULL REFERENCES person (id),
  label      TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  expires_on TEXT                      -- last valid day
) STRICT;
CREATE INDEX token_by_person ON token (person_id);

-- Whom a right can be given to. A person's own principal, groups, units and posts; principal 1 is everyone.
CREATE TABLE principal (
  id        INTEGER PRIMARY KEY,
  kind      TEXT    NOT NULL CHECK (kind IN ('person', 'group', 'unit', 'post', 'everyone')),
  person_id INTEGER UNIQUE REFERENCES person (id)
) STRICT;
INSERT INTO principal (id, kind, person_id) VALUES (1, 'everyone', NULL);

-- Which principals a person acts as: materialised, written whenever membership changes.
CREATE TABLE person_principal (
  person_id    INTEGER NOT NULL REFERENCES person (id),
  principal_id INTEGER NOT NULL REFERENCES principal (id),
  PRIMARY KEY (person_id, principal_id)
) STRICT;

-- A set of protected objects with one access list: a space, a subtree with its own list, a case room.
CREATE TABLE zone (
  id   INTEGER PRIMARY KEY,
  kind TEXT    NOT NULL CHECK (kind IN ('space', 'subtree', 'case'))
) STRICT;

-- read 10, comment 20, edit 30, release 40, manage 50.
CREATE TABLE zone_grant (
  zone_id      INTEGER NOT NULL REFERENCES zone (id),
  principal_id INTEGER NOT NULL REFERENCES principal (id),
  level        INTEGER NOT NULL CHECK (level IN (10, 20, 30, 40, 50)),
  PRIMARY KEY (zone_id, principal_id)
) STRICT;
CREATE INDEX zone_grant_by_principal ON zone_grant (principal_id, zone_id, level);

-- Visibility, in one place. Used by EXISTS and IN, never joined: a person may hold several levels in one zone.
CREATE VIEW readable (person_id, zone_id, level) AS
  SELECT pp.person_id, zg.zone_id, zg.level
    FROM person_principal pp
    JOIN zone_grant zg ON zg.principal_id = pp.principal_id;

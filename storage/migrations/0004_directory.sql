-- The directory: how an agency is organised. Units form a tree, posts stand in units and are held by persons, groups
-- stand beside both. Each of them is a principal with the same id, so that rights can be given to it.

ALTER TABLE person ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN room  TEXT NOT NULL DEFAULT '';

-- The levels of the tree as the agency calls them, highest first; nothing in the program knows their names.
CREATE TABLE unit_type (
  rank   INTEGER PRIMARY KEY,
  name   TEXT    NOT NULL UNIQUE,
  leader TEXT    NOT NULL            -- what its leading post is called
) STRICT;

-- An organisational unit as it is today, written from unit_version.
CREATE TABLE unit (
  id        INTEGER PRIMARY KEY REFERENCES principal (id),      -- those who belong to it
  tree_id   INTEGER NOT NULL UNIQUE REFERENCES principal (id),  -- those, and all who belong to a unit below
  parent_id INTEGER REFERENCES unit (id),
  type      TEXT    NOT NULL,
  sign      TEXT    NOT NULL,
  name      TEXT    NOT NULL,
  sort_key  BLOB    NOT NULL,                                   -- of sign and name
  active    INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;
CREATE INDEX unit_by_parent ON unit (parent_id, sort_key, id);

-- What a unit is called and where it stands, from a day on. A reorganisation is a set of rows with one day in future.
CREATE TABLE unit_version (
  unit_id    INTEGER NOT NULL REFERENCES unit (id),
  valid_from TEXT    NOT NULL,
  parent_id  INTEGER REFERENCES unit (id),
  type       TEXT    NOT NULL,
  sign       TEXT    NOT NULL,
  name       TEXT    NOT NULL,
  active     INTEGER NOT NULL CHECK (active IN (0, 1)),
  PRIMARY KEY (unit_id, valid_from)
) STRICT;
CREATE INDEX unit_version_by_day ON unit_version (valid_from);

CREATE TABLE unit_member (
  unit_id    INTEGER NOT NULL REFERENCES unit (id),
  person_id  INTEGER NOT NULL REFERENCES person (id),
  valid_from TEXT    NOT NULL,
  valid_to   TEXT,                   -- the last day
  PRIMARY KEY (unit_id, person_id)
) STRICT;
CREATE INDEX unit_member_by_person ON unit_member (person_id, unit_id);

-- A post outlives its holders: what belongs to it passes to the next one.
CREATE TABLE post (
  id       INTEGER PRIMARY KEY REFERENCES principal (id),
  unit_id  INTEGER NOT NULL REFERENCES unit (id),
  name     TEXT    NOT NULL,
  tasks    TEXT    NOT NULL,         -- what it is responsible for
  leads    INTEGER NOT NULL CHECK (leads IN (0, 1)),
  sort_key BLOB    NOT NULL
) STRICT;
CREATE INDEX post_by_unit ON post (unit_id, leads, sort_key);

-- Who holds a post or deputises on it. A deputy may do as much as the scope says; the holder may do everything.
CREATE TABLE post_holder (
  post_id    INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  person_id  INTEGER NOT NULL REFERENCES person (id),
  role       TEXT    NOT NULL CHECK (role IN ('holder', 'deputy')),
  scope      TEXT    NOT NULL CHECK (scope IN ('read', 'prepare', 'cosign', 'sign')),
  valid_from TEXT    NOT NULL,
  valid_to   TEXT,
  PRIMARY KEY (post_id, person_id)
) STRICT;
CREATE INDEX post_holder_by_person ON post_holder (person_id, post_id);

CREATE TABLE people_group (
  id          INTEGER PRIMARY KEY REFERENCES principal (id),
  name        TEXT    NOT NULL UNIQUE,
  description TEXT    NOT NULL,
  sort_key    BLOB    NOT NULL
) STRICT;

CREATE TABLE group_member (
  group_id  INTEGER NOT NULL REFERENCES people_group (id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES person (id),
  PRIMARY KEY (group_id, person_id)
) STRICT;
CREATE INDEX group_member_by_person ON group_member (person_id, group_id);

CREATE INDEX person_principal_by_principal ON person_principal (principal_id, person_id);

-- Every principal by name. `subject_id` is the person's, group's, unit's or post's id.
CREATE VIEW named_principal (principal_id, kind, subject_id, name, sort_key) AS
  SELECT pr.id, 'person', p.id, p.display_name, p.sort_key
    FROM principal pr JOIN person p ON p.id = pr.person_id
  UNION ALL
  SELECT g.id, 'group', g.id, g.name, g.sort_key FROM people_group g
  UNION ALL
  SELECT u.id, 'unit', u.id, trim(u.sign || ' ' || u.name), u.sort_key FROM unit u
  UNION ALL
  SELECT u.tree_id, 'unit_tree', u.id, trim(u.sign || ' ' || u.name), u.sort_key FROM unit u
  UNION ALL
  SELECT po.id, 'post', po.id, trim(u.sign || ' ' || po.name), po.sort_key FROM post po JOIN unit u ON u.id = po.unit_id
  UNION ALL
  SELECT 1, 'everyone', NULL, '', x'';

-- The day whose state of the directory is in force; another day means that dated changes may be due.
INSERT INTO counter (name, value) VALUES ('directory_day', 0);

-- Branches of pages pass to the trash and back in steps, people are told what concerns them, posts and units own pages.

-- Pages whose branch is on its way: hidden from the first step to the last. `purged`: it goes for good.
CREATE TABLE branch_underway (
  page_id INTEGER PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
  purged  INTEGER NOT NULL CHECK (purged IN (0, 1))
) STRICT;

-- What somebody has to know, until they say that they read it. What managers of a zone or bearers of a role are told
-- shows only as long as they are that.
CREATE TABLE notice (
  id        INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id),
  kind      TEXT    NOT NULL,
  zone_id   INTEGER REFERENCES zone (id),
  role      TEXT,
  by_id     INTEGER REFERENCES person (id),  -- who did it
  about     TEXT    NOT NULL,                -- a name: of the space, the post, the person
  detail    TEXT    NOT NULL,                -- the reason given, or a number
  address   TEXT    NOT NULL,                -- where in the client to look; may be empty
  at        INTEGER NOT NULL
) STRICT;
CREATE INDEX notice_by_person ON notice (person_id, id);

ALTER TABLE break_glass ADD COLUMN place TEXT NOT NULL DEFAULT '';  -- the space as it was called then

CREATE TABLE role_of_person (
  person_id INTEGER NOT NULL REFERENCES person (id),
  role      TEXT    NOT NULL CHECK (role IN ('organisation', 'coordination', 'security', 'privacy', 'council',
                                             'technical', 'guest')),
  PRIMARY KEY (person_id, role)
) STRICT;
INSERT INTO role_of_person (person_id, role) SELECT person_id, role FROM person_role;
DROP TABLE person_role;
ALTER TABLE role_of_person RENAME TO person_role;
CREATE INDEX person_by_role ON person_role (role, person_id);

-- A page belongs to a person, a post or a unit: what belongs to a post passes to whoever holds it next.
ALTER TABLE page ADD COLUMN owner_principal_id INTEGER REFERENCES principal (id) ON DELETE SET NULL;
UPDATE page SET owner_principal_id = (SELECT pr.id FROM principal pr WHERE pr.person_id = page.owner_id)
 WHERE owner_id IS NOT NULL;
ALTER TABLE page DROP COLUMN owner_id;
ALTER TABLE page RENAME COLUMN owner_principal_id TO owner_id;
CREATE INDEX page_by_owner ON page (owner_id) WHERE owner_id IS NOT NULL;

-- What readers may be shown: neither in the trash nor in a branch that is on its way.
CREATE VIEW shown_page AS
  SELECT p.*
    FROM page p
   WHERE p.trashed_at IS NULL
     AND (NOT EXISTS (SELECT 1 FROM branch_underway)
          OR NOT EXISTS (
            WITH RECURSIVE up (id, parent_id) AS (
              SELECT p.id, p.parent_id
              UNION ALL SELECT o.id, o.parent_id FROM page o JOIN up ON o.id = up.parent_id)
            SELECT 1 FROM up WHERE up.id IN (SELECT page_id FROM branch_underway)));

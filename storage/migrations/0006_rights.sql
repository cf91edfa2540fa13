-- Access lists of subtrees, what restructuring them leaves to be done in steps, and ways to look in for a while.

-- The page whose subtree such a zone protects. A page's zone is that of the nearest page at or above it that stands
-- here, else the zone of its space.
CREATE TABLE subtree_zone (
  zone_id INTEGER PRIMARY KEY REFERENCES zone (id),
  page_id INTEGER NOT NULL UNIQUE REFERENCES page (id) ON DELETE CASCADE
) STRICT;

-- Pages whose children may not yet have the zone, space and address that follow from their place.
CREATE TABLE unsettled (
  page_id INTEGER PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
  after   INTEGER NOT NULL  -- children up to this id are done
) STRICT;

-- An administrator opened a zone for a while. The right is given to a principal without a name, which the person is as
-- long as this is not ended. Evidence: rows stay.
CREATE TABLE break_glass (
  id           INTEGER PRIMARY KEY,
  zone_id      INTEGER NOT NULL REFERENCES zone (id),
  person_id    INTEGER NOT NULL REFERENCES person (id),
  principal_id INTEGER NOT NULL,
  reason       TEXT    NOT NULL,
  opened_at    INTEGER NOT NULL,
  ends_at      INTEGER NOT NULL,
  ended_at     INTEGER               -- NULL while it is open
) STRICT;
CREATE INDEX break_glass_by_zone ON break_glass (zone_id, opened_at);
CREATE INDEX break_glass_open ON break_glass (person_id) WHERE ended_at IS NULL;

-- Somebody looks as somebody else sees it. A person without account and name stands in, with the right to read what the
-- one reads and the other manages; both go when it ends.
CREATE TABLE viewing_as (
  id           INTEGER PRIMARY KEY,
  viewer_id    INTEGER NOT NULL REFERENCES person (id),
  person_id    INTEGER NOT NULL REFERENCES person (id),
  stand_in_id  INTEGER NOT NULL REFERENCES person (id),
  principal_id INTEGER NOT NULL REFERENCES principal (id),
  started_at   INTEGER NOT NULL,
  ends_at      INTEGER NOT NULL
) STRICT;

-- Who may found spaces, besides administrators.
CREATE TABLE space_founder (
  principal_id INTEGER PRIMARY KEY REFERENCES principal (id)
) STRICT;

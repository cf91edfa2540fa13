-- The wiki: spaces, pages with their tree, text, history, links and attachments.

CREATE TABLE space (
  id          INTEGER PRIMARY KEY,
  slug        TEXT    NOT NULL UNIQUE,
  title       TEXT    NOT NULL,
  description TEXT    NOT NULL,
  sort_key    BLOB    NOT NULL,
  zone_id     INTEGER NOT NULL REFERENCES zone (id),
  created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE page (
  id                INTEGER PRIMARY KEY,
  space_id          INTEGER NOT NULL REFERENCES space (id),
  zone_id           INTEGER NOT NULL REFERENCES zone (id),
  parent_id         INTEGER REFERENCES page (id),
  position          INTEGER NOT NULL,             -- among its siblings, with gaps
  slug              TEXT    NOT NULL,             -- last part of its path
  path              TEXT    NOT NULL,             -- slugs from the top, joined by '/'
  title             TEXT    NOT NULL,
  container         INTEGER NOT NULL CHECK (container IN (0, 1)),  -- holds pages, has no text of its own
  head_revision     INTEGER,                      -- newest text; NULL for containers
  released_revision INTEGER,                      -- what readers see; equals the head in open spaces
  owner_id          INTEGER REFERENCES person (id),
  review_on         TEXT,
  created_at        INTEGER NOT NULL,
  changed_at        INTEGER NOT NULL,
  changed_by        INTEGER REFERENCES person (id),
  trashed_at        INTEGER,
  trashed_by        INTEGER REFERENCES person (id),
  trash_root        INTEGER                       -- the page that was thrown away with its subtree
) STRICT;
CREATE INDEX page_by_parent ON page (space_id, parent_id, position, id);
CREATE INDEX page_parent ON page (parent_id);
CREATE UNIQUE INDEX page_address ON page (space_id, path) WHERE trashed_at IS NULL;
CREATE INDEX page_by_change ON page (changed_at) WHERE trashed_at IS NULL AND container = 0;
CREATE INDEX page_in_trash ON page (space_id, trash_root) WHERE trashed_at IS NOT NULL;
CREATE INDEX page_by_zone ON page (zone_id);

-- Narrow copy for search, whose capped query trims by it.
CREATE TABLE page_zone (
  page_id INTEGER PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
  zone_id INTEGER NOT NULL
) STRICT;
CREATE TRIGGER page_zone_insert AFTER INSERT ON page BEGIN
  INSERT INTO page_zone (page_id, zone_id) SELECT NEW.id, NEW.zone_id WHERE NEW.trashed_at IS NULL;
END;
CREATE TRIGGER page_zone_update AFTER UPDATE OF zone_id, trashed_at ON page BEGIN
  DELETE FROM page_zone WHERE page_id = NEW.id;
  INSERT INTO page_zone (page_id, zone_id) SELECT NEW.id, NEW.zone_id WHERE NEW.trashed_at IS NULL;
END;

-- Every address a page ever had. A new page takes an address over; the newest holder wins.
CREATE TABLE page_path (
  space_id INTEGER NOT NULL REFERENCES space (id),
  path     TEXT    NOT NULL,
  page_id  INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  PRIMARY KEY (space_id, path)
) STRICT;
CREATE INDEX page_path_by_page ON page_path (page_id);

-- The head's text, compressed (docs/decisions/0001). Not in `page`, so that lists stay small.
CREATE TABLE page_text (
  page_id     INTEGER PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
  revision_id INTEGER NOT NULL,
  frame       BLOB    NOT NULL
) STRICT;

-- The history of a page as a chain of hashes. `frame` is compressed with the predecessor's text as prefix; every
-- sixteenth stands alone (key frame). NULL while the text of a key frame is the head's and lies in page_text.
CREATE TABLE revision (
  id            INTEGER PRIMARY KEY,
  page_id       INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  number        INTEGER NOT NULL,  -- 1, 2, 3 … on its page
  title         TEXT    NOT NULL,
  author_id     INTEGER NOT NULL REFERENCES person (id),
  at            INTEGER NOT NULL,
  comment       TEXT    NOT NULL,
  bytes         INTEGER NOT NULL,
  sha256        BLOB    NOT NULL,  -- of the text
  salt          BLOB    NOT NULL,
  link          BLOB    NOT NULL,  -- SHA-256(previous link, page, number, author, at, SHA-256(salt, text))
  restored_from INTEGER,           -- number of the revision that was brought back
  merged        INTEGER NOT NULL CHECK (merged IN (0, 1)),
  frame         BLOB,
  UNIQUE (page_id, number)
) STRICT;

-- Destinations in the head's text, in source order. `original` is what an imported text said, kept for export.
CREATE TABLE page_link (
  page_id   INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  ordinal   INTEGER NOT NULL,
  target    TEXT    NOT NULL,      -- as the stored text says
  target_id INTEGER,               -- the page meant, if any
  original  TEXT,
  PRIMARY KEY (page_id, ordinal)
) STRICT;
CREATE INDEX page_link_by_target ON page_link (target_id) WHERE target_id IS NOT NULL;

CREATE TABLE page_label (
  page_id INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  label   TEXT    NOT NULL,
  PRIMARY KEY (page_id, label)
) STRICT;
CREATE INDEX page_label_by_label ON page_label (label, page_id);

CREATE TABLE attachment (
  id        INTEGER PRIMARY KEY,
  page_id   INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  name      TEXT    NOT NULL,
  type      TEXT    NOT NULL,      -- by content
  bytes     INTEGER NOT NULL,
  sha256    BLOB    NOT NULL,      -- names the blob
  at        INTEGER NOT NULL,
  author_id INTEGER NOT NULL REFERENCES person (id),
  UNIQUE (page_id, name)
) STRICT;
CREATE INDEX attachment_by_blob ON attachment (sha256);

-- Unsaved text, one per person and page: safe on the server before anybody else sees it.
CREATE TABLE scratch (
  page_id       INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  base_revision INTEGER NOT NULL,
  epoch         INTEGER NOT NULL,
  seq           INTEGER NOT NULL,
  title         TEXT,
  frame         BLOB    NOT NULL,  -- compressed text
  saved_at      INTEGER NOT NULL,
  PRIMARY KEY (page_id, person_id)
) STRICT;

-- Which file of an imported folder a page came from: a second import updates, an export writes the same paths. "x/" is
-- a folder without index.md, whose page is a container.
CREATE TABLE import_file (
  space_id    INTEGER NOT NULL REFERENCES space (id),
  file        TEXT    NOT NULL,
  page_id     INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  path        TEXT    NOT NULL,       -- the page's path when it was imported
  sha256      BLOB    NOT NULL,       -- of the file; empty until its text is in
  revision_id INTEGER,                -- what the import wrote: another head was edited since
  PRIMARY KEY (space_id, file)
) STRICT;
CREATE INDEX import_file_by_page ON import_file (page_id);

-- The same for files that are no pages: on which pages they are attached, under which name.
CREATE TABLE import_attachment (
  space_id INTEGER NOT NULL REFERENCES space (id),
  file     TEXT    NOT NULL,
  page_id  INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  name     TEXT    NOT NULL,
  sha256   BLOB    NOT NULL,          -- of the file; empty until it is attached
  PRIMARY KEY (space_id, file, page_id)
) STRICT;
CREATE INDEX import_attachment_by_page ON import_attachment (page_id);

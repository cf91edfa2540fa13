CREATE TABLE account (
  person_id     INTEGER PRIMARY KEY REFERENCES person (id),
  name          TEXT    NOT NULL UNIQUE,  -- lower case
  password      TEXT    NOT NULL,         -- argon2id in PHC notation; empty: cannot sign in with a password
  administrator INTEGER NOT NULL CHECK (administrator IN (0, 1)),
  language      TEXT             CHECK (language IN ('de', 'en'))
, password_changed_at INTEGER) STRICT;

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

CREATE TABLE attachment_text (
  sha256   BLOB    PRIMARY KEY,
  state    TEXT    NOT NULL CHECK (state IN ('waiting', 'searchable', 'cut', 'none', 'failed')),
  version  INTEGER NOT NULL,  -- of what read it
  attempts INTEGER NOT NULL,
  due_at   INTEGER,           -- when it is read; NULL: it was
  frame    BLOB               -- compressed; NULL without text
) STRICT;

CREATE INDEX attachment_text_due ON attachment_text (due_at) WHERE due_at IS NOT NULL;

CREATE INDEX attachment_text_failed ON attachment_text (sha256) WHERE state = 'failed';

CREATE TRIGGER audit_day_kept BEFORE DELETE ON audit_day BEGIN
  SELECT RAISE(ABORT, 'the anchors of the audit log stay');
END;

CREATE TABLE audit_day (
  day      TEXT    PRIMARY KEY,
  anchor   BLOB    NOT NULL,   -- the last link before this day
  last     BLOB    NOT NULL,   -- the last link of this day
  events   INTEGER NOT NULL,
  dropped  INTEGER NOT NULL CHECK (dropped IN (0, 1))
) STRICT;

CREATE TRIGGER audit_event_dropped BEFORE DELETE ON audit_event
WHEN NOT EXISTS (SELECT 1 FROM audit_day WHERE day = OLD.day AND dropped = 1) BEGIN
  SELECT RAISE(ABORT, 'the audit log drops whole days only');
END;

CREATE TRIGGER audit_event_kept BEFORE UPDATE ON audit_event BEGIN
  SELECT RAISE(ABORT, 'the audit log is only appended to');
END;

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

CREATE INDEX audit_event_by_actor ON audit_event (actor_id, id);

CREATE INDEX audit_event_by_day ON audit_event (day, id);

CREATE INDEX audit_event_by_subject ON audit_event (subject, subject_id, id);

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

CREATE TABLE authenticator (
  person_id    INTEGER PRIMARY KEY REFERENCES person (id),
  secret       BLOB    NOT NULL,
  last_counter INTEGER NOT NULL,  -- of the newest code taken: none is taken twice
  confirmed_at INTEGER            -- NULL until the first right code
) STRICT;

CREATE TABLE branch_underway (
  page_id INTEGER PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
  purged  INTEGER NOT NULL CHECK (purged IN (0, 1))
) STRICT;

CREATE TABLE break_glass (
  id           INTEGER PRIMARY KEY,
  zone_id      INTEGER NOT NULL REFERENCES zone (id),
  person_id    INTEGER NOT NULL REFERENCES person (id),
  principal_id INTEGER NOT NULL,
  reason       TEXT    NOT NULL,
  opened_at    INTEGER NOT NULL,
  ends_at      INTEGER NOT NULL,
  ended_at     INTEGER               -- NULL while it is open
, place TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX break_glass_by_zone ON break_glass (zone_id, opened_at);

CREATE INDEX break_glass_open ON break_glass (person_id) WHERE ended_at IS NULL;

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

CREATE TABLE counter (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;

CREATE TABLE federated_session (
  session_id       INTEGER PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
  source_id        INTEGER NOT NULL REFERENCES identity_source (id),
  subject          TEXT    NOT NULL,
  provider_session TEXT    NOT NULL,  -- "sid"; empty if the provider names none
  sign_out_url     TEXT    NOT NULL   -- empty if the provider has none
) STRICT;

CREATE INDEX federated_session_by_subject ON federated_session (source_id, subject);

CREATE TABLE group_member (
  group_id  INTEGER NOT NULL REFERENCES people_group (id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES person (id),
  PRIMARY KEY (group_id, person_id)
) STRICT;

CREATE INDEX group_member_by_person ON group_member (person_id, group_id);

CREATE TABLE identity (
  source_id INTEGER NOT NULL REFERENCES identity_source (id),
  subject   TEXT    NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  missing   INTEGER NOT NULL DEFAULT 0 CHECK (missing IN (0, 1)),  -- left the directory: the person was deactivated
  PRIMARY KEY (source_id, subject),
  UNIQUE (source_id, person_id)
) STRICT;

CREATE TABLE identity_group (
  source_id INTEGER NOT NULL,
  subject   TEXT    NOT NULL,
  name      TEXT    NOT NULL,
  PRIMARY KEY (source_id, subject, name),
  FOREIGN KEY (source_id, subject) REFERENCES identity (source_id, subject)
) STRICT;

CREATE TABLE identity_source (
  id               INTEGER PRIMARY KEY,
  slug             TEXT    NOT NULL UNIQUE,  -- in addresses that the provider knows; never changes
  kind             TEXT    NOT NULL CHECK (kind IN ('oidc', 'ldap')),
  name             TEXT    NOT NULL,         -- „Mit … anmelden“
  enabled          INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  creates_accounts INTEGER NOT NULL CHECK (creates_accounts IN (0, 1)),  -- at the first sign-in
  links_accounts   INTEGER NOT NULL CHECK (links_accounts IN (0, 1)),    -- takes over accounts of the same name
  fills_groups     INTEGER NOT NULL CHECK (fills_groups IN (0, 1))       -- decides on groups of the same name
) STRICT;

CREATE TABLE import_attachment (
  space_id INTEGER NOT NULL REFERENCES space (id),
  file     TEXT    NOT NULL,
  page_id  INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  name     TEXT    NOT NULL,
  sha256   BLOB    NOT NULL,          -- of the file; empty until it is attached
  PRIMARY KEY (space_id, file, page_id)
) STRICT;

CREATE INDEX import_attachment_by_page ON import_attachment (page_id);

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

CREATE TABLE ldap_source (
  source_id              INTEGER PRIMARY KEY REFERENCES identity_source (id),
  url                    TEXT NOT NULL,  -- ldaps://, or ldap:// with StartTLS
  bind_dn                TEXT NOT NULL,  -- who searches; empty: anybody may
  base_dn                TEXT NOT NULL,
  person_filter          TEXT NOT NULL,
  id_attribute           TEXT NOT NULL,
  name_attribute         TEXT NOT NULL,
  display_name_attribute TEXT NOT NULL,
  email_attribute        TEXT NOT NULL,
  groups_attribute       TEXT NOT NULL,
  changed_attribute      TEXT NOT NULL,
  synced_until           TEXT NOT NULL DEFAULT ''  -- the newest value of changed_attribute that was taken over
) STRICT;

CREATE TABLE logout_token (
  source_id  INTEGER NOT NULL REFERENCES identity_source (id),
  jti        TEXT    NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (source_id, jti)
) STRICT;

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

CREATE TABLE oidc_source (
  source_id    INTEGER PRIMARY KEY REFERENCES identity_source (id),
  issuer       TEXT    NOT NULL,
  client_id    TEXT    NOT NULL,
  scopes       TEXT    NOT NULL,  -- separated by blanks
  groups_claim TEXT    NOT NULL   -- empty: the provider names no groups
) STRICT;

CREATE TRIGGER page_zone_insert AFTER INSERT ON page BEGIN
  INSERT INTO page_zone (page_id, zone_id) SELECT NEW.id, NEW.zone_id WHERE NEW.trashed_at IS NULL;
END;

CREATE TRIGGER page_zone_update AFTER UPDATE OF zone_id, trashed_at ON page BEGIN
  DELETE FROM page_zone WHERE page_id = NEW.id;
  INSERT INTO page_zone (page_id, zone_id) SELECT NEW.id, NEW.zone_id WHERE NEW.trashed_at IS NULL;
END;

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
  review_on         TEXT,
  created_at        INTEGER NOT NULL,
  changed_at        INTEGER NOT NULL,
  changed_by        INTEGER REFERENCES person (id),
  trashed_at        INTEGER,
  trashed_by        INTEGER REFERENCES person (id),
  trash_root        INTEGER                       -- the page that was thrown away with its subtree
, owner_id INTEGER REFERENCES principal (id) ON DELETE SET NULL) STRICT;

CREATE UNIQUE INDEX page_address ON page (space_id, path) WHERE trashed_at IS NULL;

CREATE INDEX page_by_change ON page (changed_at) WHERE trashed_at IS NULL AND container = 0;

CREATE INDEX page_by_owner ON page (owner_id) WHERE owner_id IS NOT NULL;

CREATE INDEX page_by_parent ON page (space_id, parent_id, position, id);

CREATE INDEX page_by_zone ON page (zone_id);

CREATE INDEX page_in_trash ON page (space_id, trash_root) WHERE trashed_at IS NOT NULL;

CREATE INDEX page_parent ON page (parent_id);

CREATE TABLE page_label (
  page_id INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  label   TEXT    NOT NULL,
  PRIMARY KEY (page_id, label)
) STRICT;

CREATE INDEX page_label_by_label ON page_label (label, page_id);

CREATE TABLE page_link (
  page_id   INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  ordinal   INTEGER NOT NULL,
  target    TEXT    NOT NULL,      -- as the stored text says
  target_id INTEGER,               -- the page meant, if any
  original  TEXT,
  PRIMARY KEY (page_id, ordinal)
) STRICT;

CREATE INDEX page_link_by_target ON page_link (target_id) WHERE target_id IS NOT NULL;

CREATE TABLE page_path (
  space_id INTEGER NOT NULL REFERENCES space (id),
  path     TEXT    NOT NULL,
  page_id  INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  PRIMARY KEY (space_id, path)
) STRICT;

CREATE INDEX page_path_by_page ON page_path (page_id);

CREATE TABLE page_text (
  page_id     INTEGER PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
  revision_id INTEGER NOT NULL,
  frame       BLOB    NOT NULL
) STRICT;

CREATE TABLE page_zone (
  page_id INTEGER PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
  zone_id INTEGER NOT NULL
) STRICT;

CREATE TABLE passkey (
  id         INTEGER PRIMARY KEY,
  person_id  INTEGER NOT NULL REFERENCES person (id),
  credential BLOB    NOT NULL UNIQUE,  -- the authenticator's name for the key
  algorithm  INTEGER NOT NULL,         -- COSE: -7 ES256, -8 EdDSA, -257 RS256
  public_key BLOB    NOT NULL,
  uses       INTEGER NOT NULL,         -- the authenticator's own count: one that falls behind was copied
  label      TEXT    NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX passkey_by_person ON passkey (person_id);

CREATE TABLE password_link (
  person_id  INTEGER PRIMARY KEY REFERENCES person (id),
  sha256     BLOB    NOT NULL UNIQUE,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE people_group (
  id          INTEGER PRIMARY KEY REFERENCES principal (id),
  name        TEXT    NOT NULL UNIQUE,
  description TEXT    NOT NULL,
  sort_key    BLOB    NOT NULL
) STRICT;

CREATE TABLE person (
  id           INTEGER PRIMARY KEY,
  display_name TEXT    NOT NULL,
  sort_key     BLOB    NOT NULL,  -- DIN 5007
  email        TEXT    NOT NULL,
  active       INTEGER NOT NULL CHECK (active IN (0, 1)),
  created_at   INTEGER NOT NULL
, phone TEXT NOT NULL DEFAULT '', room  TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX person_by_name ON person (sort_key, id);

CREATE TABLE person_principal (
  person_id    INTEGER NOT NULL REFERENCES person (id),
  principal_id INTEGER NOT NULL REFERENCES principal (id),
  PRIMARY KEY (person_id, principal_id)
) STRICT;

CREATE INDEX person_principal_by_principal ON person_principal (principal_id, person_id);

CREATE TABLE "person_role" (
  person_id INTEGER NOT NULL REFERENCES person (id),
  role      TEXT    NOT NULL CHECK (role IN ('organisation', 'coordination', 'security', 'privacy', 'council',
                                             'technical', 'guest')),
  PRIMARY KEY (person_id, role)
) STRICT;

CREATE INDEX person_by_role ON person_role (role, person_id);

CREATE TABLE post (
  id       INTEGER PRIMARY KEY REFERENCES principal (id),
  unit_id  INTEGER NOT NULL REFERENCES unit (id),
  name     TEXT    NOT NULL,
  tasks    TEXT    NOT NULL,         -- what it is responsible for
  leads    INTEGER NOT NULL CHECK (leads IN (0, 1)),
  sort_key BLOB    NOT NULL
) STRICT;

CREATE INDEX post_by_unit ON post (unit_id, leads, sort_key);

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

CREATE TABLE principal (
  id        INTEGER PRIMARY KEY,
  kind      TEXT    NOT NULL CHECK (kind IN ('person', 'group', 'unit', 'post', 'everyone')),
  person_id INTEGER UNIQUE REFERENCES person (id)
) STRICT;

CREATE VIEW readable (person_id, zone_id, level) AS
  SELECT pp.person_id, zg.zone_id, zg.level
    FROM person_principal pp
    JOIN zone_grant zg ON zg.principal_id = pp.principal_id;

CREATE TABLE recovery_code (
  sha256    BLOB    PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id)
) STRICT;

CREATE INDEX recovery_code_by_person ON recovery_code (person_id);

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

CREATE VIEW second_factor (person_id) AS
  SELECT a.person_id FROM authenticator a WHERE a.confirmed_at IS NOT NULL
  UNION SELECT k.person_id FROM passkey k;

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

CREATE INDEX session_by_person ON session (person_id);

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

CREATE TABLE sign_in_policy (
  id             INTEGER PRIMARY KEY CHECK (id = 1),
  local_accounts INTEGER NOT NULL CHECK (local_accounts IN (0, 1))
) STRICT;

CREATE TABLE space (
  id          INTEGER PRIMARY KEY,
  slug        TEXT    NOT NULL UNIQUE,
  title       TEXT    NOT NULL,
  description TEXT    NOT NULL,
  sort_key    BLOB    NOT NULL,
  zone_id     INTEGER NOT NULL REFERENCES zone (id),
  created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE space_founder (
  principal_id INTEGER PRIMARY KEY REFERENCES principal (id)
) STRICT;

CREATE TABLE subtree_zone (
  zone_id INTEGER PRIMARY KEY REFERENCES zone (id),
  page_id INTEGER NOT NULL UNIQUE REFERENCES page (id) ON DELETE CASCADE
) STRICT;

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

CREATE INDEX token_by_person ON token (person_id);

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

CREATE TABLE unit_member (
  unit_id    INTEGER NOT NULL REFERENCES unit (id),
  person_id  INTEGER NOT NULL REFERENCES person (id),
  valid_from TEXT    NOT NULL,
  valid_to   TEXT,                   -- the last day
  PRIMARY KEY (unit_id, person_id)
) STRICT;

CREATE INDEX unit_member_by_person ON unit_member (person_id, unit_id);

CREATE TABLE unit_type (
  rank   INTEGER PRIMARY KEY,
  name   TEXT    NOT NULL UNIQUE,
  leader TEXT    NOT NULL            -- what its leading post is called
) STRICT;

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

CREATE TABLE unsettled (
  page_id INTEGER PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
  after   INTEGER NOT NULL  -- children up to this id are done
) STRICT;

CREATE TABLE viewing_as (
  id           INTEGER PRIMARY KEY,
  viewer_id    INTEGER NOT NULL REFERENCES person (id),
  person_id    INTEGER NOT NULL REFERENCES person (id),
  stand_in_id  INTEGER NOT NULL REFERENCES person (id),
  principal_id INTEGER NOT NULL REFERENCES principal (id),
  started_at   INTEGER NOT NULL,
  ends_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE zone (
  id   INTEGER PRIMARY KEY,
  kind TEXT    NOT NULL CHECK (kind IN ('space', 'subtree', 'case'))
) STRICT;

CREATE TABLE zone_grant (
  zone_id      INTEGER NOT NULL REFERENCES zone (id),
  principal_id INTEGER NOT NULL REFERENCES principal (id),
  level        INTEGER NOT NULL CHECK (level IN (10, 20, 30, 40, 50)),
  PRIMARY KEY (zone_id, principal_id)
) STRICT;

CREATE INDEX zone_grant_by_principal ON zone_grant (principal_id, zone_id, level);


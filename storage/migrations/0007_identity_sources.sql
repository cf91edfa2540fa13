-- Who else says who somebody is (Anmeldequellen). A source's secret is in a file or a variable, never here: backups
-- carry none.

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

CREATE TABLE oidc_source (
  source_id    INTEGER PRIMARY KEY REFERENCES identity_source (id),
  issuer       TEXT    NOT NULL,
  client_id    TEXT    NOT NULL,
  scopes       TEXT    NOT NULL,  -- separated by blanks
  groups_claim TEXT    NOT NULL   -- empty: the provider names no groups
) STRICT;

-- LDAP with TLS. Attributes as this directory calls them.
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

-- A person as a source knows them. The subject is opaque and never changes; names do.
CREATE TABLE identity (
  source_id INTEGER NOT NULL REFERENCES identity_source (id),
  subject   TEXT    NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id),
  missing   INTEGER NOT NULL DEFAULT 0 CHECK (missing IN (0, 1)),  -- left the directory: the person was deactivated
  PRIMARY KEY (source_id, subject),
  UNIQUE (source_id, person_id)
) STRICT;

-- The groups that the source last named for somebody, in its own words.
CREATE TABLE identity_group (
  source_id INTEGER NOT NULL,
  subject   TEXT    NOT NULL,
  name      TEXT    NOT NULL,
  PRIMARY KEY (source_id, subject, name),
  FOREIGN KEY (source_id, subject) REFERENCES identity (source_id, subject)
) STRICT;

-- Which sessions a provider opened, so that it can end them, and where to go to end its own.
CREATE TABLE federated_session (
  session_id       INTEGER PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
  source_id        INTEGER NOT NULL REFERENCES identity_source (id),
  subject          TEXT    NOT NULL,
  provider_session TEXT    NOT NULL,  -- "sid"; empty if the provider names none
  sign_out_url     TEXT    NOT NULL   -- empty if the provider has none
) STRICT;
CREATE INDEX federated_session_by_subject ON federated_session (source_id, subject);

-- Logout tokens that were obeyed; none is taken twice.
CREATE TABLE logout_token (
  source_id  INTEGER NOT NULL REFERENCES identity_source (id),
  jti        TEXT    NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (source_id, jti)
) STRICT;

-- One row. Without local accounts only administrators sign in with a password: for the day the provider is down.
CREATE TABLE sign_in_policy (
  id             INTEGER PRIMARY KEY CHECK (id = 1),
  local_accounts INTEGER NOT NULL CHECK (local_accounts IN (0, 1))
) STRICT;
INSERT INTO sign_in_policy (id, local_accounts) VALUES (1, 1);

-- Passkeys (WebAuthn): a key pair whose private half never leaves the person's device. Counts as a second factor.

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

DROP VIEW second_factor;
CREATE VIEW second_factor (person_id) AS
  SELECT a.person_id FROM authenticator a WHERE a.confirmed_at IS NOT NULL
  UNION SELECT k.person_id FROM passkey k;

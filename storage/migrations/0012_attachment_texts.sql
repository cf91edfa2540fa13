-- What can be read out of attachments, for the search: once for each content, whatever it is called and wherever it
-- hangs. Derived: rows without text are read (again) by a job.
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

INSERT INTO attachment_text (sha256, state, version, attempts, due_at)
SELECT DISTINCT sha256, 'waiting', 0, 0, 0 FROM attachment;

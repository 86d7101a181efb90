-- What was understood of a document, as JSON; empty when it has not been looked at.
ALTER TABLE documents ADD COLUMN understood TEXT NOT NULL DEFAULT '';
-- Up to which sequence number documents have been looked at, and with which knowledge.
ALTER TABLE counters ADD COLUMN understood BIGINT NOT NULL DEFAULT 0;
ALTER TABLE counters ADD COLUMN understood_by TEXT NOT NULL DEFAULT '';
-- The corrections that were last heeded, as their file has them: so that changes of the file are
-- noticed, and a backup has it.
ALTER TABLE counters ADD COLUMN corrections TEXT NOT NULL DEFAULT '';

-- What a register states of a record in fields of its own, as a JSON object of names and texts.
ALTER TABLE documents ADD COLUMN facts TEXT NOT NULL DEFAULT '{}';
-- Where in the pages of a register the next run goes on; nothing where it begins anew.
ALTER TABLE source_states ADD COLUMN resume TEXT;

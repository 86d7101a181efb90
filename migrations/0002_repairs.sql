-- What was repaired in the last answer that could be read: words parted by spaces.
ALTER TABLE source_states ADD COLUMN repairs TEXT NOT NULL DEFAULT '';

-- How a document stands to others that tell the same: of which one it is a copy, the first
-- document of its story (copies are part of it), and why, in a word.
ALTER TABLE documents ADD COLUMN duplicate_of TEXT;
ALTER TABLE documents ADD COLUMN story TEXT;
ALTER TABLE documents ADD COLUMN relation_reason TEXT NOT NULL DEFAULT '';
CREATE INDEX documents_by_story ON documents (story) WHERE story IS NOT NULL;

-- Numbers under which documents are looked up that may tell the same. `document` is a number, too:
-- twenty rows for each document shall be small. `day` is when it is dated, in days since 1970.
CREATE TABLE document_keys (
    key BIGINT NOT NULL,
    day BIGINT NOT NULL,
    document BIGINT NOT NULL
);
CREATE INDEX document_keys_by_key ON document_keys (key, day);
CREATE INDEX document_keys_by_document ON document_keys (document);

-- Which document such a number means.
CREATE TABLE document_numbers (
    number BIGINT PRIMARY KEY,
    document TEXT NOT NULL
);

-- Up to which sequence number documents have been compared, and by which rules.
ALTER TABLE counters ADD COLUMN related BIGINT NOT NULL DEFAULT 0;
ALTER TABLE counters ADD COLUMN related_by TEXT NOT NULL DEFAULT '';

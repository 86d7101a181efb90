-- The first schema. One dialect for SQLite and PostgreSQL: BIGINT, DOUBLE PRECISION and TEXT only;
-- moments are milliseconds since 1970, booleans 0 or 1, lists are JSON.

-- Which migrations this database has.
CREATE TABLE migrations (
    number BIGINT PRIMARY KEY,
    name TEXT NOT NULL
);

-- One row: the store's own name, the last sequence number given, documents kept, how often
-- indexed facts of sources changed, and a fingerprint of the source list last seen.
CREATE TABLE counters (
    id BIGINT PRIMARY KEY,
    store TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    documents BIGINT NOT NULL,
    facts_version BIGINT NOT NULL,
    source_list TEXT NOT NULL
);

-- What of a source is indexed with each of its documents. Rows stay when the source goes.
CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    grouping TEXT NOT NULL,
    country TEXT,
    place TEXT,
    in_network BIGINT NOT NULL,
    priority BIGINT NOT NULL,
    republish TEXT NOT NULL
);

-- How each source has been doing. Apart from `sources`, because every crawl rewrites these rows.
-- `url` is the configured address that it has been doing so at.
-- `failure_weight` sums up the failures in a row, in quarters of a hard one.
-- `next_slot` counts the checks: where in the ring of `checks` the next one goes.
-- `newest` is when it published last, `patience_ms` how long it may be quiet before that is unusual.
-- `is_accepted`: somebody lets its next answer in, although the last one stood in quarantine.
CREATE TABLE source_states (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    health TEXT NOT NULL,
    last_check BIGINT,
    last_success BIGINT,
    last_new BIGINT,
    next_check BIGINT NOT NULL,
    interval_ms BIGINT,
    failures BIGINT NOT NULL,
    failure_weight BIGINT NOT NULL,
    error TEXT,
    error_class TEXT,
    etag TEXT,
    last_modified TEXT,
    body_hash TEXT,
    moved_to TEXT,
    documents BIGINT NOT NULL,
    pages_waiting BIGINT NOT NULL,
    next_slot BIGINT NOT NULL,
    newest BIGINT,
    patience_ms BIGINT,
    is_accepted BIGINT NOT NULL DEFAULT 0,
    lease_owner TEXT NOT NULL,
    lease_until BIGINT NOT NULL
);

-- The last checks of each source, in a ring of slots, so that nothing ever needs to be pruned.
CREATE TABLE checks (
    source_id TEXT NOT NULL,
    slot BIGINT NOT NULL,
    checked BIGINT NOT NULL,
    health TEXT NOT NULL,
    error TEXT,
    error_class TEXT,
    new_documents BIGINT NOT NULL,
    revised_documents BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    PRIMARY KEY (source_id, slot)
);

-- `html` comes last: whoever does not ask for it does not read its pages either.
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    source_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    entry_id TEXT,
    link TEXT,
    url TEXT,
    entry_hash TEXT NOT NULL,
    language TEXT NOT NULL,
    published BIGINT,
    updated BIGINT,
    first_seen BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    page TEXT NOT NULL,
    author TEXT,
    tags TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    text TEXT NOT NULL,
    html TEXT NOT NULL
);

CREATE UNIQUE INDEX documents_by_sequence ON documents (sequence);
CREATE INDEX documents_by_link ON documents (source_id, link);
CREATE INDEX documents_by_entry ON documents (source_id, entry_id);

-- Earlier versions of edited documents.
CREATE TABLE revisions (
    document_id TEXT NOT NULL,
    revision BIGINT NOT NULL,
    replaced BIGINT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    text TEXT NOT NULL,
    html TEXT NOT NULL,
    PRIMARY KEY (document_id, revision)
);

-- Documents that are no longer kept, so that the index hears of it.
CREATE TABLE removals (
    document_id TEXT PRIMARY KEY,
    sequence BIGINT NOT NULL
);

CREATE UNIQUE INDEX removals_by_sequence ON removals (sequence);

-- Manners towards hosts, kept across restarts.
CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    robots_fetched BIGINT,
    robots_text TEXT,
    not_before BIGINT,
    free_from BIGINT,
    strain BIGINT NOT NULL
);

-- What may not be kept any more: one row for each request. It says nothing of what was forgotten;
-- `secret` is the key of its hashes, which most rows share.
CREATE TABLE forgotten (
    number BIGINT PRIMARY KEY,
    forgotten BIGINT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    documents BIGINT NOT NULL,
    secret TEXT NOT NULL
);

-- Keyed hashes by which it is recognised when it comes again; `what` says of what.
CREATE TABLE forgotten_marks (
    number BIGINT NOT NULL,
    mark TEXT NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (number, mark)
);

//! The truth: documents, revisions, sources and their state, in SQLite.

//! The search index: derived from the store, deleted and rebuilt at will.

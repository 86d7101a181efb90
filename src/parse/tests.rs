//! Feeds as tables.

//! Keeping the house in order: the index up to date, the store sound.

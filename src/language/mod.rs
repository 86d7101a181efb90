//! Languages: recognising them, and turning text into the tokens that are indexed.

//! Text to what it is about.

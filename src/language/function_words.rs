//! Function words.

//! Whole letters.

//! A page to its main content.

//! One run over the sources that are due.

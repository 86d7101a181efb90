//! When a source should be looked at again.

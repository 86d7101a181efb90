//! What `sources` says.

messages! {}

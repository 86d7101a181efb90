//! What `search` says.

messages! {}

//! What `web` says.

messages! {}

//! What `crawl` says.

messages! {}

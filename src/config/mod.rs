//! Settings: `sources.toml` (what to watch) and `utkik.toml` (how to run).

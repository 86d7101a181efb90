//! Fetching against a scripted server.

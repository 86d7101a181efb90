//! The lists and sitemaps of real sites are found without being told where, and read whole.
//!
//! It runs on a loopback web of realistic sites: test data beside the checkout when present.

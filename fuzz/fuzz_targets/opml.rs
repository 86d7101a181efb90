//! A list of feeds.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| utkik_fuzz::opml(data));

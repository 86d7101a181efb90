//! A robots.txt, and a path that it is asked about.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| utkik_fuzz::robots(data));

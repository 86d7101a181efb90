//! A page that lists articles, behind the selectors of its source.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| utkik_fuzz::listing(data));

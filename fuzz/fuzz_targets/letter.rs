//! A mail, and the items of the newsletter that it may be.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| utkik_fuzz::letter(data));

//! A register: JSON, a table, or records in a page.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| utkik_fuzz::register(data));

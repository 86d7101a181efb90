//! A page: its main content, and what can be watched on it.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| utkik_fuzz::page(data));

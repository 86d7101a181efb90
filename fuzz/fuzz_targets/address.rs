//! An address, and a reference that stands on its page.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| utkik_fuzz::address(data));

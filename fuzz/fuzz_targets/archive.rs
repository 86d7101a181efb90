//! A web archive, packed or not.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| utkik_fuzz::archive(data));

//! Bytes of a feed: the door in front of the parser, the parser, the sanitiser.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| utkik_fuzz::feed(data));

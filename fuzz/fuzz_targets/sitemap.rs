//! A sitemap, or a list of sitemaps, packed or not.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| utkik_fuzz::sitemap(data));

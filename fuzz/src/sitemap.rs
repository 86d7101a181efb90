//! A sitemap of any bytes, packed or not: in bounds, the same each time, and of its own site.

use utkik::address;
use utkik::model::AddressFilter;
use utkik::parse::{self, Sitemap, SitemapLimits};

use super::feed::{CONTENT_TYPES, assert_web_address, check, check_error};

const URL: &str = "https://www.kommun.example/sitemap.xml";
/// Small, so that a fuzzer gets beyond them.
const LIMITS: SitemapLimits = SitemapLimits { bytes: 64 * 1024, addresses: 30 };

/// Reads the bytes as a sitemap, twice.
pub fn sitemap(data: &[u8]) {
    let content_type = CONTENT_TYPES[data.len() % CONTENT_TYPES.len()];
    let filter = AddressFilter { include: Vec::new(), exclude: vec!["/intern/".to_owned()] };
    let read = || parse::sitemap(data.to_vec(), content_type, URL, &filter, LIMITS);
    let sitemap = read();
    assert_eq!(sitemap, read(), "not the same twice");
    match sitemap {
        Ok(Sitemap::Pages(feed)) => {
            check(&feed);
            for link in feed.entries.iter().filter_map(|entry| entry.link.as_deref()) {
                assert_own(link);
                assert!(!link.contains("/intern/"), "{link:?}");
            }
        }
        Ok(Sitemap::Index(children)) => {
            assert!(children.len() <= LIMITS.addresses, "{} sitemaps", children.len());
            for child in children {
                assert_own(&child.url);
            }
        }
        Err(error) => check_error(&error),
    }
}

fn assert_own(url: &str) {
    assert_web_address(Some(url));
    assert_eq!(address::site_of(url), address::site_of(URL), "{url:?}");
}

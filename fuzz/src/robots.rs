//! A robots.txt of any bytes: it always gives an answer, and what means nothing changes nothing.

use utkik::fetch::robots::{self, PRODUCT, Rules};

/// First line: the path that is asked about. What follows: the robots.txt.
pub fn robots(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (path, rules) = text.split_once('\n').unwrap_or(("/", &text));
    let url = format!("https://kommun.example/{}", path.trim_start_matches('/'));
    let allowed = robots::allowed(rules, PRODUCT, &url);

    assert_eq!(allowed, robots::allowed(rules, PRODUCT, &url), "not the same twice");
    // RFC 9309, 2.2.2: the file itself may always be fetched.
    assert!(robots::allowed(rules, PRODUCT, "https://kommun.example/robots.txt"), "{rules:?}");
    let with_comment = format!("{rules}\n# nothing\n");
    assert_eq!(allowed, robots::allowed(&with_comment, PRODUCT, &url), "a comment: {rules:?}");
    if !rules.contains('\r') {
        let windows = rules.replace('\n', "\r\n");
        assert_eq!(allowed, robots::allowed(&windows, PRODUCT, &url), "line ends: {rules:?}");
    }
    assert_eq!(
        allowed,
        robots::allowed(rules, "utkik/9.9 (+https://kommun.example)", &url),
        "the name in the User-Agent is ours: {rules:?}"
    );

    let read = Rules::new(Some(rules), PRODUCT);
    let _ = read.crawl_delay();
    for sitemap in read.sitemaps() {
        assert!(!sitemap.contains(char::is_control), "sitemap {sitemap:?}");
    }
}

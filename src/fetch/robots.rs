//! What a robots.txt allows (RFC 9309).

use std::borrow::Cow;
use std::time::Duration;

use robotxt::Robots;
use url::Url;

/// The name that robots.txt files call us by.
pub const PRODUCT: &str = "Utkik";

/// The part of a robots.txt that is meant for us.
#[derive(Clone, Debug)]
pub struct Rules(Robots);

impl Rules {
    /// `None` is a robots.txt that could not be read: nothing is allowed.
    pub fn new(text: Option<&str>, agent: &str) -> Self {
        Self(match text {
            Some(text) => parse(text, agent),
            None => Robots::disallow_all(),
        })
    }

    pub fn allow(&self, url: &Url) -> bool {
        self.0.is_url_allowed(url)
    }

    /// Wait between requests that the host asks for.
    pub fn crawl_delay(&self) -> Option<Duration> {
        self.0.crawl_delay()
    }

    /// Sitemaps that the file names, absolute.
    pub fn sitemaps(&self) -> impl Iterator<Item = &str> {
        self.0.sitemaps().iter().map(Url::as_str)
    }
}

/// Whether `robots_txt` lets `agent` fetch `url` (absolute, or a path).
pub fn allowed(robots_txt: &str, agent: &str, url: &str) -> bool {
    let robots = parse(robots_txt, agent);
    match Url::parse(url) {
        Ok(url) => robots.is_url_allowed(&url),
        Err(_) => robots.is_allowed(url),
    }
}

fn parse(text: &str, agent: &str) -> Robots {
    Robots::parse(with_plain_agents(text).as_bytes(), product_token(agent))
}

/// Writes `User-agent: Utkik/0.1 (news)` as `User-agent: Utkik`, as its author meant it. The
/// parser compares whole values, as RFC 9309 wants, where other crawlers compare the first word.
fn with_plain_agents(text: &str) -> Cow<'_, str> {
    let value = |line: &str| {
        let (key, value) = line.split_once(':')?;
        let is_agent = key.trim().eq_ignore_ascii_case("user-agent");
        is_agent.then(|| value.split('#').next().unwrap_or_default().trim().to_owned())
    };
    let is_decorated = |line| value(line).is_some_and(|name| name.contains(['/', ' ', '\t']));
    if !text.lines().any(is_decorated) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for line in text.lines() {
        match value(line) {
            Some(name) => {
                plain.push_str("User-agent: ");
                plain.push_str(product_token(&name));
            }
            None => plain.push_str(line),
        }
        plain.push('\n');
    }
    Cow::Owned(plain)
}

/// The name in a User-Agent: `Utkik/0.1 (+mailto:a@b.se)` is `Utkik`.
fn product_token(agent: &str) -> &str {
    agent.split(['/', ' ', '\t']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_of_our_group_decides() {
        let text = "User-agent: *\nDisallow: /\n\nUser-agent: utkik\nDisallow: /a\nAllow: /a/b$\n";
        for (agent, url, expected) in [
            ("Utkik/0.1 (+mailto:a@b.se)", "https://x.se/c", true),
            ("Utkik", "https://x.se/a/c", false),
            ("Utkik", "https://x.se/a/b", true),
            ("Utkik", "https://x.se/a/b?c", false),
            ("Utkik", "/a/c", false),
            ("Other", "https://x.se/c", false),
            ("Other", "https://x.se/robots.txt", true),
        ] {
            assert_eq!(allowed(text, agent, url), expected, "{agent} {url}");
        }
    }

    #[test]
    fn a_group_may_name_us_with_a_version() {
        let text = "User-agent: *\nDisallow: /\nUser-agent: utkik/0.1 (news) # us\nAllow: /a\n";
        assert!(allowed(text, "Utkik", "/a") && allowed(text, "Utkik", "/b"));
        assert!(!allowed(text, "Other", "/a"));
        assert!(!allowed("User-agent: */*\nDisallow: /a", "Utkik", "/a"));
    }

    #[test]
    fn unread_forbids_and_empty_allows() {
        let url = Url::parse("https://x.se/a").unwrap();
        assert!(!Rules::new(None, PRODUCT).allow(&url));
        assert!(Rules::new(Some(""), PRODUCT).allow(&url));
        let rules = Rules::new(Some("User-agent: *\nCrawl-delay: 2.5\n"), PRODUCT);
        assert_eq!(rules.crawl_delay(), Some(Duration::from_millis(2500)));
    }
}

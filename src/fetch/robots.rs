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
        is_allowed(&self.0, url)
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
        Ok(url) => is_allowed(&robots, &url),
        Err(_) => robots.is_allowed(&literal_dollars(url)),
    }
}

fn is_allowed(robots: &Robots, url: &Url) -> bool {
    if !url.as_str().contains('$') {
        return robots.is_url_allowed(url);
    }
    let literal = Url::parse(&literal_dollars(url.as_str()));
    robots.is_url_allowed(literal.as_ref().unwrap_or(url))
}

/// `$` is a sign of the rules; in an address it is a letter, and `%24` is the same letter.
fn literal_dollars(text: &str) -> String {
    text.replace('$', "%24")
}

fn parse(text: &str, agent: &str) -> Robots {
    Robots::parse(as_meant(text).as_bytes(), product_token(agent))
}

/// The rules as their authors meant them, in the words of the parser.
fn as_meant(text: &str) -> Cow<'_, str> {
    if text.lines().all(|line| rewritten(line).is_none()) {
        return Cow::Borrowed(text);
    }
    let mut meant = String::with_capacity(text.len());
    for line in text.lines() {
        meant.push_str(rewritten(line).as_deref().unwrap_or(line));
        meant.push('\n');
    }
    Cow::Owned(meant)
}

/// A line in other words; `None` when it may stay.
fn rewritten(line: &str) -> Option<String> {
    let (key, value) = line.split_once(':')?;
    let value = value.split('#').next().unwrap_or_default().trim();
    match key.trim().to_ascii_lowercase().as_str() {
        "user-agent" => plain_agent(value),
        key @ ("allow" | "disallow") => rule(key, value),
        _ => None,
    }
}

/// `Utkik/0.1 (news)` is `Utkik`. The parser compares whole values, as RFC 9309 wants, where other
/// crawlers compare the first word.
fn plain_agent(name: &str) -> Option<String> {
    let is_decorated = name.contains(['/', ' ', '\t']);
    let first = name.split(['/', ' ', '\t']).next().unwrap_or_default();
    is_decorated.then(|| format!("User-agent: {first}"))
}

/// A `$` that is not the last sign of a rule is a letter. One that ends a `Disallow` may be meant
/// as a letter, too: then both are forbidden. Who allows an index page allows its folder.
fn rule(key: &str, path: &str) -> Option<String> {
    let (start, end) = path.strip_suffix('$').map_or((path, ""), |start| (start, "$"));
    let start = literal_dollars(start);
    let rule = format!("{key}: {start}{end}");
    if key == "disallow" && !end.is_empty() {
        return Some(format!("{rule}\n{key}: {start}%24"));
    }
    let folder = ["index.html", "index.htm"].iter().find_map(|page| start.strip_suffix(page));
    match folder {
        Some(folder) if key == "allow" && folder.ends_with('/') => {
            Some(format!("{rule}\n{key}: {folder}$"))
        }
        _ => path.trim_end_matches('$').contains('$').then_some(rule),
    }
}

/// The name in a User-Agent: `Utkik/0.1 (+mailto:a@b.se)` and
/// `Mozilla/5.0 (compatible; Utkik/0.1)` are `Utkik`. A text that is neither one word nor a
/// User-Agent is nobody's name.
fn product_token(agent: &str) -> &str {
    let compatible = agent.split_once("(compatible;").map(|(_, name)| name.trim_start());
    let agent = compatible.unwrap_or(agent);
    agent.split_once('/').map_or(agent, |(name, _)| name)
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
    fn rules_mean_what_their_authors_meant() {
        for (rules, agent, path, expected) in [
            ("Disallow: /x$/abc", "Utkik", "/x$/abcd", false),
            ("Disallow: /x$/abc", "Utkik", "/x%24/abc", false),
            ("Disallow: /x/abc$", "Utkik", "/x/abc", false),
            ("Disallow: /x/abc$", "Utkik", "/x/abcd", true),
            ("Disallow: /x/abc$", "Utkik", "https://x.se/x/abc$", false),
            ("Allow: /x/index.html\nDisallow: /", "Utkik", "https://x.se/x/", true),
            ("Allow: /x/index.html\nDisallow: /", "Utkik", "/x/y", false),
            ("Disallow: /", "Mozilla/5.0 (compatible; Utkik/1.1)", "/x", false),
        ] {
            let text = format!("User-agent: utkik\n{rules}\n");
            assert_eq!(allowed(&text, agent, path), expected, "{rules} {path}");
        }
        let text = "User-agent: *\nDisallow: /\nUser-agent: Foo Bar\nAllow: /x\n";
        assert!(allowed(text, "Foo", "/x") && !allowed(text, "Foo Bar", "/x"));
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

//! Feeds that a page names: in its head (`rel=alternate`), or by a link that a person would follow.

use std::cmp::Reverse;
use std::collections::HashSet;

use dom_query::{Document, NodeRef};

use crate::address;
use crate::markup;
use crate::parse::listing;

/// A feed that a page points to; nobody has looked yet whether it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedLink {
    /// Absolute.
    pub url: String,
    /// What the page calls it; empty where it does not say.
    pub title: String,
    pub named: Named,
}

/// How a page points to a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// `rel=alternate`, made for programs.
    Alternate,
    /// A link for people.
    Linked,
}

/// More are not taken: some sites name a feed for each of their pages.
const MOST_ALTERNATES: usize = 20;
const MOST_LINKED: usize = 10;

/// Parts of an address or of the words of a link that say "feed" in our languages.
const FEED_WORDS: [&str; 17] = [
    "rss",
    "rss1",
    "rss2",
    "atom",
    "feed",
    "feeds",
    "rdf",
    "xmlfeed",
    "jsonfeed",
    "flöde",
    "flode",
    "floede",
    "nyhetsflöde",
    "nyhetsflode",
    "newsfeed",
    "rssfeed",
    "syöte",
];
/// Ends of addresses that nothing but feeds have.
const SURELY_FEEDS: [&str; 3] = [".rss", ".atom", ".rdf"];
/// Services that take the address of a feed and are none themselves.
const SHARING: [&str; 8] = [
    "feedly.com",
    "facebook.com",
    "twitter.com",
    "x.com",
    "linkedin.com",
    "google.com",
    "yahoo.com",
    "netvibes.com",
];
/// A feed of what readers write about an article, as `WordPress` has it for each of them.
const COMMENTS: [&str; 4] = ["comment", "kommentar", "kommentit", "kommentti"];

/// What links are called that lead to news, press releases, projects or calls; whole texts.
const LIST_PAGES: [&str; 44] = [
    "nyheter",
    "alla nyheter",
    "fler nyheter",
    "visa alla nyheter",
    "nyhetsarkiv",
    "aktuellt",
    "senaste nytt",
    "pressmeddelanden",
    "press",
    "projekt",
    "våra projekt",
    "alla projekt",
    "pågående projekt",
    "utlysningar",
    "news",
    "all news",
    "more news",
    "latest news",
    "press releases",
    "projects",
    "our projects",
    "calls",
    "blog",
    "nyheder",
    "alle nyheder",
    "aktuelt",
    "projekter",
    "pressemeddelelser",
    "flere nyheter",
    "alle nyheter",
    "prosjekter",
    "våre prosjekter",
    "pressemeldinger",
    "uutiset",
    "kaikki uutiset",
    "ajankohtaista",
    "hankkeet",
    "tiedotteet",
    "aktuelles",
    "nachrichten",
    "neuigkeiten",
    "projekte",
    "pressemitteilungen",
    "meldungen",
];
/// Pages with lists that are named at the most.
const MOST_LIST_PAGES: usize = 4;

/// Pages of the same site that are called as pages with lists are, in the order of the page.
pub(super) fn list_pages(document: &Document, url: &str) -> Vec<String> {
    let base = listing::base(document, url);
    let mut seen = HashSet::from([without_fragment(url).to_owned()]);
    let mut pages = Vec::new();
    for node in document.select("a[href]").nodes() {
        let Some(page) = markup::absolute(Some(&base), &node.attr_or("href", "")) else { continue };
        let is_own = address::is_same_origin(&page, url) && !address::is_home_page(&page);
        let called = markup::to_line(&node.inner_html()).to_lowercase();
        let is_list = LIST_PAGES.contains(&called.trim_end_matches([' ', '›', '»', '>', '→']));
        if is_own && is_list && seen.insert(without_fragment(&page).to_owned()) {
            pages.push(without_fragment(&page).to_owned());
        }
        if pages.len() >= MOST_LIST_PAGES {
            break;
        }
    }
    pages
}

/// The feeds that a page names, the likeliest first, and the root of its `WordPress` interface.
pub(super) fn of(document: &Document, url: &str) -> (Vec<FeedLink>, Option<String>) {
    let mut links = Links { url, base: url.to_owned(), has_base: false, ..Links::default() };
    // In the order of the page: a `<base>` counts for what comes after it (HTML 4.01, section
    // 12.4), and only the first one counts.
    let mut nodes = document.select("base[href], link[href], a[href]").nodes().to_vec();
    nodes.sort_by_key(|node| node.id);
    for node in &nodes {
        match node.node_name().as_deref() {
            Some("base") => links.take_base(node),
            Some("link") => links.take_head_link(node),
            _ => links.take_link(node),
        }
    }
    links.finish()
}

#[derive(Default)]
struct Links<'u> {
    url: &'u str,
    base: String,
    has_base: bool,
    alternates: Vec<FeedLink>,
    /// With how much speaks for each of them.
    linked: Vec<(usize, FeedLink)>,
    wordpress: Option<String>,
}

impl Links<'_> {
    fn take_base(&mut self, node: &NodeRef) {
        let base = markup::absolute(Some(self.url), &node.attr_or("href", ""));
        if let Some(base) = base.filter(|_| !self.has_base) {
            self.base = base;
            self.has_base = true;
        }
    }

    fn take_head_link(&mut self, node: &NodeRef) {
        let rel = node.attr_or("rel", "").to_lowercase();
        let is = |word: &str| rel.split_whitespace().any(|one| one == word);
        let Some(url) = self.absolute(node) else { return };
        if is("https://api.w.org/") {
            self.wordpress.get_or_insert(url);
            return;
        }
        let kind = node.attr_or("type", "").trim().to_lowercase();
        let is_feed = is_feed_type(&kind, &url) || kind.is_empty() && speaks_of_feeds(&url) > 0;
        let is_named = is("alternate") || is("feed");
        if is_named && !is("stylesheet") && is_feed && self.alternates.len() < MOST_ALTERNATES {
            let title = title(&node.attr_or("title", ""));
            self.alternates.push(FeedLink { url, title, named: Named::Alternate });
        }
    }

    fn take_link(&mut self, node: &NodeRef) {
        if node.attr_or("rel", "").split_whitespace().any(|one| one == "alternate")
            && is_feed_type(&node.attr_or("type", "").trim().to_lowercase(), "")
        {
            return self.take_head_link(node);
        }
        let Some(url) = self.absolute(node) else { return };
        let by_address = speaks_of_feeds(&url);
        let looks_so = by_address > 0 || node.attr_or("title", "").to_lowercase().contains("rss");
        // Words are only looked at where they are short: an article may speak of feeds, too.
        let words = markup::to_line(&node.inner_html());
        let is_short = words.chars().count() <= 40;
        let by_words = usize::from(is_short && says_feed(&words));
        if !looks_so && by_words == 0 || is_share(&url) {
            return;
        }
        let is_own = address::site_of(&url) == address::site_of(self.url);
        // Elsewhere only what is surely a feed is of this site.
        if !is_own && by_address < 2 || without_fragment(&url) == without_fragment(self.url) {
            return;
        }
        let title = title(&words);
        self.linked
            .push((by_address * 2 + by_words, FeedLink { url, title, named: Named::Linked }));
    }

    fn absolute(&self, node: &NodeRef) -> Option<String> {
        markup::absolute(Some(&self.base), &node.attr("href")?)
    }

    fn finish(mut self) -> (Vec<FeedLink>, Option<String>) {
        self.alternates.sort_by_key(is_about_comments);
        self.linked.sort_by_key(|(weight, link)| (is_about_comments(link), Reverse(*weight)));
        let linked = self.linked.into_iter().map(|(_, link)| link);
        let mut seen = HashSet::new();
        let mut count = 0;
        let feeds = self.alternates.into_iter().chain(linked).filter(|link| {
            let is_new = seen.insert(without_fragment(&link.url).to_owned());
            count += usize::from(is_new && link.named == Named::Linked);
            is_new && (link.named == Named::Alternate || count <= MOST_LINKED)
        });
        (feeds.collect(), self.wordpress)
    }
}

/// `application/atom+xml` and what people write for it. Players and editors are offered XML and
/// JSON of other kinds by the same attribute.
fn is_feed_type(kind: &str, url: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim_end();
    let is_other = kind.contains("oembed") || url.contains("oembed") || url.contains("/wp-json/");
    let names_it = ["rss", "atom", "rdf+xml", "feed+json"].iter().any(|word| kind.contains(word));
    let is_general = matches!(kind, "text/xml" | "application/xml");
    let is_json = kind == "application/json" && speaks_of_feeds(url) > 0;
    !is_other && (names_it || is_general || is_json)
}

/// How surely an address is one of a feed: 0 not at all, 3 as by its name.
fn speaks_of_feeds(url: &str) -> usize {
    // What counts readers (`utm_medium=rss`) says nothing about the page.
    let Some(url) = address::canonical(url) else { return 0 };
    let url = url.as_str();
    let after_host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let Some((host, path)) = after_host.split_once('/') else { return 0 };
    let path = path.split('#').next().unwrap_or_default().to_lowercase();
    let (file, query) = path.split_once('?').unwrap_or((&path, ""));
    let is_data = [".rss", ".atom", ".rdf", ".xml", ".json"].iter().any(|end| file.ends_with(end));
    let says = says_feed(file) || host.starts_with("feeds.") || host.starts_with("rss.");
    let asks = says_feed(query);
    match (is_data, says || asks) {
        (true, true) => 3,
        (false, true) if asks || last_part_says_feed(file) => 2,
        (false, true) => 1,
        // `.xml` may be anything.
        _ if SURELY_FEEDS.iter().any(|end| file.ends_with(end)) => 3,
        _ => 0,
    }
}

fn last_part_says_feed(file: &str) -> bool {
    let last = file.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    FEED_WORDS.contains(&last)
}

fn says_feed(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| FEED_WORDS.contains(&word))
}

fn is_share(url: &str) -> bool {
    let site = address::site_of(url);
    SHARING.iter().any(|name| site == *name || site.ends_with(&format!(".{name}")))
}

fn is_about_comments(link: &FeedLink) -> bool {
    let words = format!("{} {}", link.url, link.title).to_lowercase();
    COMMENTS.iter().any(|word| words.contains(word))
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

fn title(text: &str) -> String {
    let line = markup::fold_space(&markup::strip_controls(text));
    line.chars().take(200).collect()
}

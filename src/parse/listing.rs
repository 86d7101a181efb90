//! A page that lists articles: read with the selectors that its source names.

use std::collections::HashSet;

use dom_query::{Document, Matcher, NodeRef, Selection};

use super::{Limits, ParseError, discover, looks, next_page, wording};
use crate::address;
use crate::date;
use crate::markup::{self, RobotsWords, Sanitiser};
use crate::model::{Entry, Feed, ListingSelectors, Timestamp};

/// Pages with more tags are refused: their tree would fill the memory.
const MOST_TAGS: usize = 200_000;
/// The same where a selector compares each element with its siblings: time then grows with the
/// square of them. 10,000 siblings were measured to take a second.
const MOST_TAGS_COMPARED: usize = 20_000;
/// What makes a selector do so.
const COMPARING: [&str; 4] = [":nth-", "-of-type", ":has(", "~"];

pub(super) const LINKS: &str = "a[href], area[href]";
pub(super) const HEADINGS: &str = "h1, h2, h3, h4, h5, h6";
const TIMES: &str = "time";
const WITH_MOMENT: &str = "[datetime], meta[content]";

/// Reads a decoded page.
pub(super) fn read(
    text: &str,
    url: &str,
    selectors: &ListingSelectors,
    limits: Limits,
) -> Result<Feed, ParseError> {
    if !text.contains('<') {
        return Err(looks::not(looks::A_PAGE, text));
    }
    let most_tags = most_tags(selectors);
    if text.bytes().filter(|byte| *byte == b'<').nth(most_tags).is_some() {
        return Err(ParseError::TooManyTags(most_tags));
    }
    let document = Document::from(markup::flatten(text).as_ref());
    refuse_forbidden(robots_meta(&document))?;
    let page = Page {
        base: base(&document, url),
        url,
        finders: Finders::new(selectors)?,
        names_own_date: selectors.date.is_some(),
    };
    let items = outermost(&document, &page.finders.item);
    if items.is_empty() {
        return Err(ParseError::NoItems {
            selector: markup::strip_controls(&selectors.item),
            looks_like: looks::looks_like(text),
            instead: instead(&document, text, url),
        });
    }
    let mut feed = Feed {
        title: line(document.select("title").nodes().first()),
        link: Some(url.to_owned()),
        language: document.select("html").attr("lang").and_then(|code| code.trim().parse().ok()),
        ..Feed::default()
    };
    page.read_items(&items, limits, &mut feed);
    if selectors.pages() > 1 {
        feed.next_page = next_page::address(&document, &page.base, url, page.finders.next.as_ref());
    }
    if feed.entries.is_empty() {
        return Err(ParseError::NoLinks { items: items.len() });
    }
    Ok(feed)
}

/// The selectors that would read the list which the page has now.
fn instead(document: &Document, text: &str, url: &str) -> Option<String> {
    discover::listing_of(document, text, url).map(|selectors| selectors.to_string())
}

fn most_tags(selectors: &ListingSelectors) -> usize {
    let ListingSelectors { link, title, date, summary, next, .. } = selectors;
    let optional = [link, title, date, summary, next];
    let mut all = optional.into_iter().flatten().chain([&selectors.item]);
    let compares = all.any(|selector| COMPARING.iter().any(|word| selector.contains(word)));
    if compares { MOST_TAGS_COMPARED } else { MOST_TAGS }
}

/// A page that asks robots to stay away is not read, nor are its links followed.
pub(super) fn refuse_forbidden(asked: RobotsWords) -> Result<(), ParseError> {
    match (asked.noindex, asked.nofollow) {
        (true, _) => Err(ParseError::Forbidden { asked: "not to index it (`noindex`)" }),
        (false, true) => {
            Err(ParseError::Forbidden { asked: "not to follow its links (`nofollow`)" })
        }
        (false, false) => Ok(()),
    }
}

/// Whether the page lets robots keep it and follow its links.
pub(super) fn may_be_followed(document: &Document) -> bool {
    refuse_forbidden(robots_meta(document)).is_ok()
}

fn robots_meta(document: &Document) -> RobotsWords {
    let metas = document.select("meta[name][content]");
    let ours =
        metas.nodes().iter().filter(|meta| RobotsWords::is_for_us(&meta.attr_or("name", "")));
    ours.fold(RobotsWords::default(), |words, meta| {
        words.and(RobotsWords::of_meta(&meta.attr_or("content", "")))
    })
}

/// What relative links belong to: `<base>` where it stays with the page's own scheme, host and
/// port, else the page. A foreign one would lead every link to a stranger.
pub(super) fn base(document: &Document, url: &str) -> String {
    let base = document.select("base[href]").attr("href");
    let base = base.and_then(|href| markup::absolute(Some(url), &href));
    base.filter(|base| address::is_same_origin(base, url)).unwrap_or_else(|| url.to_owned())
}

/// The items in the order of the page. One inside another is part of it, as an `<article>` within
/// an `<article>` is (HTML, section 4.3.2), so that no part of the page is read twice.
fn outermost<'a>(document: &'a Document, item: &Matcher) -> Vec<NodeRef<'a>> {
    let mut items: Vec<NodeRef<'a>> = Vec::new();
    for node in document.select_matcher(item).nodes() {
        let is_inside = items
            .last()
            .is_some_and(|last| node.ancestors_it(None).any(|around| around.id == last.id));
        if !is_inside {
            items.push(*node);
        }
    }
    items
}

/// The selectors, ready to be used.
struct Finders {
    item: Matcher,
    link: Option<Matcher>,
    title: Option<Matcher>,
    date: Matcher,
    summary: Option<Matcher>,
    next: Option<Matcher>,
    any_link: Matcher,
    heading: Matcher,
    with_moment: Matcher,
}

impl Finders {
    fn new(selectors: &ListingSelectors) -> Result<Self, ParseError> {
        let optional = |text: &Option<String>| text.as_deref().map(matcher).transpose();
        Ok(Self {
            item: matcher(&selectors.item)?,
            link: optional(&selectors.link)?,
            title: optional(&selectors.title)?,
            date: matcher(selectors.date.as_deref().unwrap_or(TIMES))?,
            summary: optional(&selectors.summary)?,
            next: optional(&selectors.next)?,
            any_link: matcher(LINKS)?,
            heading: matcher(HEADINGS)?,
            with_moment: matcher(WITH_MOMENT)?,
        })
    }
}

fn matcher(selector: &str) -> Result<Matcher, ParseError> {
    Matcher::new(selector).map_err(|_| ParseError::Selector(selector.to_owned()))
}

/// A page and how it is to be read.
struct Page<'u> {
    base: String,
    url: &'u str,
    finders: Finders,
    /// The date has a selector of its own.
    names_own_date: bool,
}

impl Page<'_> {
    fn read_items(&self, items: &[NodeRef], limits: Limits, feed: &mut Feed) {
        let sanitiser = Sanitiser::new(Some(&self.base));
        let mut links = HashSet::new();
        let (mut without_link, mut undated) = (0, 0);
        let named = [("title", &self.finders.title), ("summary", &self.finders.summary)];
        let named = named.into_iter().filter_map(|(key, finder)| Some((key, finder.as_ref()?)));
        let date = self.names_own_date.then_some(("date", &self.finders.date));
        for (key, finder) in named.chain(date) {
            if items.iter().all(|item| first(item, finder).is_none()) {
                feed.warnings.push(format!("`{key}` finds nothing in any item; check it"));
            }
        }
        for item in items {
            let Some(entry) = self.entry(item, &sanitiser) else {
                without_link += 1;
                continue;
            };
            if !entry.link.as_ref().is_some_and(|link| links.insert(link.clone())) {
                continue;
            }
            if feed.entries.len() >= limits.entries {
                feed.warnings.push(format!("only the first {} items were read", limits.entries));
                break;
            }
            undated += usize::from(entry.published.is_none() && self.names_date(item));
            feed.entries.push(entry);
        }
        if without_link > 0 {
            feed.warnings.push(format!("{without_link} items have no link to follow"));
        }
        if undated > 0 {
            feed.warnings.push(format!("the dates of {undated} items cannot be read"));
        }
    }

    /// `None` for an item that leads nowhere.
    fn entry(&self, item: &NodeRef, sanitiser: &Sanitiser) -> Option<Entry> {
        let link = self.link_of(item)?;
        let href = markup::absolute(Some(&self.base), &link.attr("href")?)?;
        let without_fragment = |url: &str| url.split('#').next().map(str::to_owned);
        if without_fragment(&href) == without_fragment(self.url) {
            return None;
        }
        let summary = self.finders.summary.as_ref().and_then(|matcher| first(item, matcher));
        let summary = summary.map(|node| sanitiser.clean(&node.inner_html()));
        Some(Entry {
            title: self.title(item, &link),
            link: Some(href),
            published: self.moment(item),
            summary: summary.filter(|summary| !summary.is_empty()),
            ..Entry::default()
        })
    }

    /// The link that the selector finds, in it where it finds something around a link.
    fn link_of<'a>(&self, item: &NodeRef<'a>) -> Option<NodeRef<'a>> {
        let Some(link) = &self.finders.link else { return first(item, &self.finders.any_link) };
        let found = first(item, link)?;
        if found.has_attr("href") { Some(found) } else { first(&found, &self.finders.any_link) }
    }

    fn title(&self, item: &NodeRef, link: &NodeRef) -> String {
        let named = || line(self.finders.title.as_ref().and_then(|m| first(item, m)).as_ref());
        let heading = || line(first(item, &self.finders.heading).as_ref());
        let label = |name: &str| {
            Some(wording::short(markup::fold_space(&markup::strip_controls(&link.attr(name)?))))
        };
        named()
            .or_else(heading)
            .or_else(|| line(Some(link)))
            .or_else(|| label("aria-label"))
            .or_else(|| label("title"))
            .unwrap_or_default()
    }

    /// What `datetime` says, else the text: a date, or the first day in it.
    fn moment(&self, item: &NodeRef) -> Option<Timestamp> {
        let node = first(item, &self.finders.date)?;
        let exact = first(&node, &self.finders.with_moment);
        let exact = exact.and_then(|node| node.attr("datetime").or_else(|| node.attr("content")));
        exact.and_then(|text| date::parse(&text)).or_else(|| {
            let text = markup::to_line(&node.inner_html());
            date::parse(&text).or_else(|| date::parse(&date::find_day(&text)?))
        })
    }

    fn names_date(&self, item: &NodeRef) -> bool {
        first(item, &self.finders.date).is_some()
    }
}

/// The first match inside, else the element itself where it matches.
pub(super) fn first<'a>(node: &NodeRef<'a>, matcher: &Matcher) -> Option<NodeRef<'a>> {
    let inside = Selection::from(*node).select_single_matcher(matcher);
    inside.nodes().first().copied().or_else(|| node.is_match(matcher).then_some(*node))
}

/// The text of an element as one line.
pub(super) fn line(node: Option<&NodeRef>) -> Option<String> {
    let text = wording::short(markup::to_line(&node?.inner_html()));
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::listing;

    const URL: &str = "https://www.ekvik.example/nyheter/?sida=1";

    fn selectors(item: &str) -> ListingSelectors {
        ListingSelectors { item: item.to_owned(), ..ListingSelectors::default() }
    }

    fn read(html: &str, selectors: &ListingSelectors) -> Result<Feed, ParseError> {
        listing(html.as_bytes(), Some("text/html"), URL, selectors, Limits::default())
    }

    fn entries(html: &str, selectors: &ListingSelectors) -> Vec<(String, String, Option<String>)> {
        let entry = |entry: Entry| {
            (entry.title, entry.link.unwrap(), entry.published.map(|moment| moment.to_string()))
        };
        read(html, selectors).unwrap().entries.into_iter().map(entry).collect()
    }

    fn said(title: &str, link: &str, date: Option<&str>) -> (String, String, Option<String>) {
        (title.to_owned(), link.to_owned(), date.map(str::to_owned))
    }

    #[test]
    fn the_item_alone_is_enough_where_pages_are_well_made() {
        let html = "<html lang=sv><title>Nyheter</title><ul class=news>\
            <li><a href='/n/1'>Ny <b>bro</b></a> <time datetime='2026-11-16'>16 nov</time></li>\
            <li><a href='2?a=1&amp;b=2'><img src=x></a><h3><a href=x>Nytt bad</a></h3></li>\
            <li><a href='https://annan.example/3' aria-label='Ny skola'></a></li></ul>";
        assert_eq!(
            entries(html, &selectors("ul.news li")),
            [
                said("Ny bro", "https://www.ekvik.example/n/1", Some("2026-11-16T00:00:00Z")),
                said("Nytt bad", "https://www.ekvik.example/nyheter/2?a=1&b=2", None),
                said("Ny skola", "https://annan.example/3", None),
            ]
        );
        let feed = read(html, &selectors("ul.news li")).unwrap();
        assert_eq!(feed.title.as_deref(), Some("Nyheter"));
        assert_eq!(feed.language, Some(crate::model::Language::SV));
    }

    #[test]
    fn selectors_count_from_the_item_and_the_item_may_be_the_link() {
        let html = "<a class=card href=/a><p class=when>Publicerad 16 november 2026 kl. 10</p>\
            <h2>Rubrik</h2><p class=what>Om <i>allt</i><script>x()</script></p></a>\
            <div class=card><span class=go><a href=/b>Läs mer</a></span>\
            <b>Andra rubriken</b><p class=when>i dag</p></div><div class=card><a class=go href=/c>\
            Tre</a><p class=when>Ändrad <time datetime=2026-11-17>i tisdags</time></p></div>";
        let all = ListingSelectors {
            item: ".card".to_owned(),
            link: Some(".go, a.card".to_owned()),
            title: Some("b".to_owned()),
            date: Some(".when".to_owned()),
            summary: Some(".what".to_owned()),
            ..ListingSelectors::default()
        };
        assert_eq!(
            entries(html, &all),
            [
                said("Rubrik", "https://www.ekvik.example/a", Some("2026-11-16T00:00:00Z")),
                said("Andra rubriken", "https://www.ekvik.example/b", None),
                said("Tre", "https://www.ekvik.example/c", Some("2026-11-17T00:00:00Z")),
            ]
        );
        let feed = read(html, &all).unwrap();
        assert_eq!(feed.entries[0].summary.as_deref(), Some("Om <i>allt</i>"));
        assert_eq!(feed.warnings, ["the dates of 1 items cannot be read"]);
    }

    #[test]
    fn links_lead_to_pages_and_each_to_another() {
        let html = "<base href='https://trap.example/'><ul>\
            <li><a href='javascript:alert(1)'>evil</a><li><a href='/n/1'>Ett</a>\
            <li><a href='/n/1'>Ett igen</a><li>Ingen länk<li><a href='#top'>Upp</a>\
            <li><a href='mailto:a@b.se'>Skriv</a>\
            <li><a href='/n/2'><img src=x onerror=alert(1)>Två &lt;b&gt;</a>\
            <li><a href='/n/3'>Tre</a><ul><li><a href='/n/4'>Inuti</a></ul></ul>";
        let feed = read(html, &selectors("li")).unwrap();
        let links: Vec<_> = feed.entries.iter().map(|entry| entry.link.clone().unwrap()).collect();
        let expected = ["1", "2", "3"].map(|n| format!("https://www.ekvik.example/n/{n}"));
        assert_eq!(links, expected);
        assert_eq!(feed.entries[1].title, "Två <b>");
        assert_eq!(feed.warnings, ["4 items have no link to follow"]);
    }

    #[test]
    fn a_base_counts_only_on_the_page_s_own_host() {
        for (base, link) in [
            ("/arkiv/", "https://www.ekvik.example/arkiv/a"),
            ("https://www.ekvik.example/x/", "https://www.ekvik.example/x/a"),
            ("//trap.example/x/", "https://www.ekvik.example/nyheter/a"),
            ("http://www.ekvik.example/x/", "https://www.ekvik.example/nyheter/a"),
            ("https://www.ekvik.example:8443/", "https://www.ekvik.example/nyheter/a"),
            ("javascript:x", "https://www.ekvik.example/nyheter/a"),
        ] {
            let html = format!("<head><base href='{base}'></head><li><a href=a>A</a></li>");
            assert_eq!(entries(&html, &selectors("li")), [said("A", link, None)], "{base}");
        }
    }

    #[test]
    fn what_gives_nothing_says_why() {
        let no_items = |looks_like: &str| ParseError::NoItems {
            selector: "li".to_owned(),
            looks_like: looks_like.to_owned(),
            instead: None,
        };
        for (html, error) in [
            ("", ParseError::Empty),
            ("Hej", looks::not(looks::A_PAGE, "Hej")),
            ("%PDF-1.7", looks::not(looks::A_PAGE, "%PDF")),
            ("<html><title>Nytt</title>", no_items("an HTML page with the title `Nytt`")),
            ("<html><input type=\"password\">", no_items("a login page")),
            ("<ul><li>a<li><a name=x>b</a></ul>", ParseError::NoLinks { items: 2 }),
        ] {
            assert_eq!(read(html, &selectors("li")), Err(error), "{html}");
        }
        let wrong = read("<li>", &selectors("li["));
        assert_eq!(wrong, Err(ParseError::Selector("li[".to_owned())));
    }

    #[test]
    fn robots_that_are_asked_to_stay_away_do() {
        for (meta, is_read) in [
            ("<meta name=robots content='noindex,nofollow'>", false),
            ("<META NAME=ROBOTS CONTENT=NONE>", false),
            ("<meta name=utkik content=nofollow>", false),
            ("<meta name=robots content='noarchive, max-image-preview:none'>", true),
            ("<meta name=googlebot content=noindex>", true),
        ] {
            let html = format!("<head>{meta}</head><li><a href=a>A</a></li>");
            let read = read(&html, &selectors("li"));
            assert_eq!(read.is_ok(), is_read, "{meta}");
            assert!(is_read || matches!(read, Err(ParseError::Forbidden { .. })), "{meta}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_written_gives_links_to_pages(
            parts in proptest::collection::vec(
                "</?(ul|li|a|h2|time|base|table|b|script|svg|template)( href=[a-z:/#?\"]{0,9}| \
                 datetime=2026-11-2[0-9])?>?|[a-zå&;<>\"' ]{0,4}|<!--|-->|<!\\[CDATA\\[",
                0..60,
            )
        ) {
            let read = read(&parts.concat(), &selectors("li, b, a"));
            proptest::prop_assert!(read != Err(ParseError::Panicked));
            for entry in read.map(|feed| feed.entries).unwrap_or_default() {
                let link = entry.link.unwrap();
                proptest::prop_assert!(link.starts_with("http"), "{}", link);
            }
        }
    }

    #[test]
    fn floods_are_cut_and_traps_end_in_time() {
        let items: Vec<String> = (0..20_000).map(|n| format!("<li><a href={n}>{n}</a>")).collect();
        let flood = items.concat();
        let feed = read(&flood, &selectors("li")).unwrap();
        assert_eq!((feed.entries.len(), feed.warnings.len()), (2_000, 1));
        let item = "<li><a href=a>A</a></li>";
        for (trap, selector) in [
            ("<div><b>".repeat(50_000) + item, "li"),
            ("<li>".repeat(150_000) + item, "li"),
            ("<li>".repeat(3_000) + item, "b ~ li"),
            ("<ul><li>".repeat(30_000) + item, "li li li li"),
            ("<div class=a>".repeat(90_000) + item, ".a .a .a .a .b"),
            ("<".repeat(2_000_000), "li"),
            (format!("<li><a href='{}'>A</a>", "a".repeat(1_000_000)), "li"),
            (format!("<li><a href=a>{}</a>", "å".repeat(2_000_000)), "li"),
            (format!("<li {}>", "a='b' ".repeat(300_000)), "li"),
        ] {
            if let Ok(feed) = read(&trap, &selectors(selector)) {
                assert!(feed.entries.iter().all(|entry| entry.title.len() < 4_096));
            }
        }
        let tags = "<b>".repeat(MOST_TAGS + 1);
        for (selector, most) in [("b", MOST_TAGS), ("b:nth-child(2)", MOST_TAGS_COMPARED)] {
            let error = Err(ParseError::TooManyTags(most));
            assert_eq!(read(&tags, &selectors(selector)), error, "{selector}");
        }
    }
}

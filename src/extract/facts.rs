//! What a page says of itself: title, date, author, language, whether it may be indexed.

use std::collections::HashMap;

use dom_query::Document;

use super::structured::{self, Structured};
use super::title;
use crate::date;
use crate::markup::{self, RobotsWords};
use crate::model::Page;

/// Everything but the content.
pub(super) fn of(document: &Document, url: &str) -> Page {
    let structured = structured::of(document);
    let meta = Meta::of(document);
    let site = meta.first(&["og:site_name"]).or_else(|| structured.site.clone());
    let absolute = |link: &str| markup::absolute(Some(url), link);
    let robots = meta.robots();
    Page {
        title: title::of(document, &meta, &structured, site.as_deref()),
        byline: byline(document, &meta, &structured),
        lang: language(document, &meta, &structured),
        published: published(document, &meta, &structured).or_else(|| day_in_address(url)),
        modified: modified(&meta, &structured),
        image: meta
            .first(&["og:image", "twitter:image"])
            .or_else(|| structured.image.clone())
            .and_then(|link| absolute(&link)),
        canonical: link(document, "link[rel='canonical']").and_then(|link| absolute(&link)),
        noindex: robots.noindex,
        noarchive: robots.noarchive,
        site,
        ..Page::default()
    }
}

/// The `<meta>` elements of a page by their names, lower case.
pub(super) struct Meta {
    contents: HashMap<String, Vec<String>>,
}

impl Meta {
    fn of(document: &Document) -> Self {
        let mut contents: HashMap<String, Vec<String>> = HashMap::new();
        for node in document.select("meta[content]").nodes() {
            let content = markup::to_line(&node.attr_or("content", ""));
            if content.is_empty() {
                continue;
            }
            for attribute in ["property", "name", "itemprop", "http-equiv"] {
                // One attribute may hold several names.
                for name in node.attr_or(attribute, "").split_whitespace() {
                    contents.entry(name.to_lowercase()).or_default().push(content.clone());
                }
            }
        }
        Self { contents }
    }

    /// The first of these names (lower case) that has a content.
    pub(super) fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.contents.get(*name)?.first().cloned())
    }

    /// What the page asks of robots in general, and of us.
    fn robots(&self) -> RobotsWords {
        let ours = self.contents.iter().filter(|(name, _)| RobotsWords::is_for_us(name));
        let contents = ours.flat_map(|(_, contents)| contents);
        contents
            .fold(RobotsWords::default(), |words, content| words.and(RobotsWords::of_meta(content)))
    }
}

fn byline(document: &Document, meta: &Meta, structured: &Structured) -> Option<String> {
    let from_meta =
        || meta.first(&["author", "article:author", "dc.creator", "dcterms.creator", "byl"]);
    let named = structured.author.clone().filter(|name| !name.starts_with("http"));
    named
        .or_else(|| from_meta().filter(|name| !name.starts_with("http")))
        .or_else(|| visible_author(document))
        .filter(|name| (1..=100).contains(&name.chars().count()))
}

/// The name that stands at the text, without `By`, dates and handles.
fn visible_author(document: &Document) -> Option<String> {
    const SELECTORS: [&str; 4] = [
        "[itemprop='author'] [itemprop='name']",
        "[rel='author'], [itemprop='author']",
        ".byline, .p-author",
        ".author",
    ];
    const LEADS: [&str; 12] = [
        "by ",
        "av ",
        "af ",
        "von ",
        "par ",
        "por ",
        "text: ",
        "tekst: ",
        "skribent: ",
        "written by ",
        "author: ",
        "posted by ",
    ];
    SELECTORS.iter().find_map(|selector| {
        let text = markup::to_line(&document.select_single(selector).inner_html());
        let end =
            text.find(|c: char| c.is_ascii_digit() || matches!(c, '@' | '|')).unwrap_or(text.len());
        let mut name = text.get(..end)?.trim();
        for lead in LEADS {
            if name.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead)) {
                name = name.get(lead.len()..)?.trim();
            }
        }
        let name = name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')');
        (!name.is_empty()).then(|| name.to_owned())
    })
}

fn language(document: &Document, meta: &Meta, structured: &Structured) -> Option<String> {
    let html = document.select_single("html");
    let declared =
        html.attr("lang").or_else(|| html.attr("xml:lang")).map(|lang| lang.trim().to_owned());
    let from_meta =
        || meta.first(&["content-language", "dc.language", "dcterms.language", "og:locale"]);
    declared
        .filter(|lang| !lang.is_empty())
        .or_else(from_meta)
        .or_else(|| structured.language.clone())
}

fn published(document: &Document, meta: &Meta, structured: &Structured) -> Option<String> {
    const NAMES: [&str; 17] = [
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "og:published_time",
        "publish-date",
        "publishdate",
        "publish_date",
        "date",
        "pubdate",
        "dc.date.issued",
        "dc.date.created",
        "dc.date",
        "dcterms.created",
        "dcterms.issued",
        "dcterms.date",
        "parsely-pub-date",
        "sailthru.date",
    ];
    let said = structured.published.as_deref().and_then(date::parse_keeping_offset);
    said.or_else(|| meta.first(&NAMES).and_then(|text| date::parse_keeping_offset(&text)))
        .or_else(|| time_element(document))
        .or_else(|| named_day(document))
        .or_else(|| visible_day(document))
}

fn modified(meta: &Meta, structured: &Structured) -> Option<String> {
    const NAMES: [&str; 7] = [
        "article:modified_time",
        "og:updated_time",
        "datemodified",
        "last-modified",
        "dc.date.modified",
        "dcterms.modified",
        "lastmod",
    ];
    let said = structured.modified.as_deref().and_then(date::parse_keeping_offset);
    said.or_else(|| meta.first(&NAMES).and_then(|text| date::parse_keeping_offset(&text)))
}

/// The first `<time>` that stands near the headline: in the story, not in a list of others.
fn time_element(document: &Document) -> Option<String> {
    let selectors = [
        "time[itemprop='datePublished'], time[pubdate]",
        "article time[datetime], main time[datetime]",
        "time[datetime]",
        "[itemprop='datePublished']",
        "article time, main time, time",
    ];
    selectors.iter().find_map(|selector| {
        let found = document.select(selector);
        found.nodes().iter().find_map(|node| {
            let said = node.attr("datetime").or_else(|| node.attr("content"));
            let said = said.map_or_else(|| node.text().to_string(), |said| said.to_string());
            date::parse_keeping_offset(&said)
        })
    })
}

/// A day in a small element that is called a date.
fn named_day(document: &Document) -> Option<String> {
    const LONGEST_CHARACTERS: usize = 60;
    const MOST: usize = 20;
    let selector = "body [class*='date'], body [class*='Date'], body [class*='datum'], \
        body [class*='publi'], body [class*='posted'], body [id*='date']";
    let found = document.select(selector);
    found.nodes().iter().take(MOST).find_map(|node| {
        let class = node.attr_or("class", "").to_lowercase();
        let is_other =
            ["update", "event", "calendar-day", "candidate"].iter().any(|c| class.contains(c));
        let is_short = node.normalized_char_count() <= LONGEST_CHARACTERS;
        if is_short && !is_other { date::find_day(&node.text()) } else { None }
    })
}

/// A day beside a word that announces it: `Publicerad 21 november 2026`.
fn visible_day(document: &Document) -> Option<String> {
    const WORDS: [&str; 14] = [
        "publicerad",
        "publicerat",
        "published",
        "posted on",
        "veröffentlicht",
        "publiceret",
        "udgivet",
        "offentliggjort",
        "publisert",
        "julkaistu",
        "datum",
        "dato",
        "date",
        "päivämäärä",
    ];
    const LOOK_CHARACTERS: usize = 6_000;
    const NEAR_CHARACTERS: usize = 60;
    let text = markup::to_text(&document.select("body").html());
    let start: String = text.chars().take(LOOK_CHARACTERS).collect();
    let lower = start.to_lowercase();
    let mut places: Vec<(usize, &str)> =
        WORDS.iter().flat_map(|word| lower.match_indices(word)).collect();
    places.sort_unstable();
    places.into_iter().find_map(|(at, word)| {
        let before = lower.get(..at)?.chars().next_back();
        let after = lower.get(at + word.len()..)?;
        let whole =
            !before.is_some_and(char::is_alphabetic) && !after.starts_with(char::is_alphabetic);
        let near: String =
            after.trim_start_matches([':', ' ', '\n']).chars().take(NEAR_CHARACTERS).collect();
        if whole { date::find_day(&near) } else { None }
    })
}

/// `/2026/11/21/` or `/2026-11-21-` in the address of the page.
fn day_in_address(url: &str) -> Option<String> {
    let path = url.splitn(4, '/').nth(3)?;
    let digits = |c: char| c.is_ascii_digit();
    path.match_indices("20").find_map(|(at, _)| {
        let before = path.get(..at)?.chars().next_back();
        let day = path.get(at..at + 10)?;
        let after = path.get(at + 10..)?.chars().next();
        let stands_alone = !before.is_some_and(digits) && !after.is_some_and(digits);
        let is_day = day.get(4..5) == day.get(7..8) && matches!(day.get(4..5), Some("/" | "-"));
        if stands_alone && is_day { date::parse_keeping_offset(day) } else { None }
    })
}

fn link(document: &Document, selector: &str) -> Option<String> {
    let href = document.select_single(selector).attr("href")?.trim().to_owned();
    (!href.is_empty()).then_some(href)
}

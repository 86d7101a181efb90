//! What a page says of itself: title, date, author, language, whether it may be indexed.

use std::collections::HashMap;

use dom_query::Document;

use super::published;
use super::structured::Structured;
use super::survey::Survey;
use super::title;
use crate::date;
use crate::markup::{self, RobotsWords};
use crate::model::Page;

/// Everything but the content.
pub(super) fn of(document: &Document, survey: &Survey, url: &str, structured: &Structured) -> Page {
    let meta = Meta::of(document);
    let site = meta.first(&["og:site_name"]).or_else(|| structured.site.clone());
    let absolute = |link: &str| markup::absolute(Some(url), link);
    let robots = meta.robots();
    let modified = modified(&meta, structured);
    let published = published::of(document, survey, &meta, structured, url)
        .or_else(|| published::of_change(modified.as_deref()));
    Page {
        title: title::of(document, &meta, structured, site.as_deref()),
        byline: byline(document, &meta, structured),
        lang: language(document, &meta, structured),
        published_from: published.as_ref().map(|found| found.from.clone()),
        published: published.map(|found| found.date),
        modified,
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

    /// The first value of a name that tells of publishing, where it is a date.
    pub(super) fn published_somehow(&self) -> Option<(&str, String)> {
        let is_told = |name: &str| {
            ["publish", "pubdate", "issued", "uploaded"].iter().any(|word| name.contains(word))
        };
        let mut told: Vec<_> = self.contents.iter().filter(|(name, _)| is_told(name)).collect();
        told.sort();
        told.into_iter().find_map(|(name, contents)| {
            Some((name.as_str(), date::parse_keeping_offset(contents.first()?)?))
        })
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

fn link(document: &Document, selector: &str) -> Option<String> {
    let href = document.select_single(selector).attr("href")?.trim().to_owned();
    (!href.is_empty()).then_some(href)
}

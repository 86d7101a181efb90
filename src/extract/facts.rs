//! What a page says of itself: title, date, author, language, whether it may be indexed.

use dom_query::Document;

use super::structured::{self, Structured};
use super::title;
use crate::date;
use crate::markup;
use crate::model::Page;

/// Everything but the content.
pub(super) fn of(document: &Document, url: &str) -> Page {
    let structured = structured::of(document);
    let meta = Meta { document };
    let site = meta.first(&["og:site_name"]).or_else(|| structured.site.clone());
    let absolute = |link: &str| markup::absolute(Some(url), link);
    let robots = meta.all("robots");
    Page {
        title: title::of(document, &meta, &structured, site.as_deref()),
        byline: byline(&meta, &structured),
        lang: language(document, &structured),
        published: published(&meta, &structured),
        modified: modified(&meta, &structured),
        image: meta
            .first(&["og:image", "twitter:image"])
            .or_else(|| structured.image.clone())
            .and_then(|link| absolute(&link)),
        canonical: link(document, "link[rel='canonical']").and_then(|link| absolute(&link)),
        noindex: robots.contains("noindex") || robots.split(',').any(|word| word.trim() == "none"),
        noarchive: robots.contains("noarchive"),
        site,
        ..Page::default()
    }
}

/// The `<meta>` elements of a page.
pub(super) struct Meta<'a> {
    pub document: &'a Document,
}

impl Meta<'_> {
    /// The first of these names (or properties, or item properties) that has a content.
    pub(super) fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let selector =
                format!("meta[property='{name}'], meta[name='{name}'], meta[itemprop='{name}']");
            let found = self.document.select(&selector);
            let contents = found.nodes().iter().filter_map(|node| node.attr("content"));
            contents.map(|content| markup::to_line(&content)).find(|content| !content.is_empty())
        })
    }

    /// All contents of one name, lower case.
    fn all(&self, name: &str) -> String {
        let found = self.document.select(&format!("meta[name='{name}' i]"));
        let contents: Vec<String> = found
            .nodes()
            .iter()
            .filter_map(|node| node.attr("content"))
            .map(|c| c.to_lowercase())
            .collect();
        contents.join(",")
    }
}

fn byline(meta: &Meta, structured: &Structured) -> Option<String> {
    let from_meta = || meta.first(&["author", "article:author", "dc.creator", "DC.creator", "byl"]);
    let named =
        structured.author.clone().or_else(from_meta).filter(|name| !name.starts_with("http"));
    named
        .or_else(|| {
            let selector = "[rel='author'], [itemprop='author'], .byline, .author, .p-author";
            let found = meta.document.select_single(selector);
            Some(markup::to_line(&found.inner_html()))
        })
        .map(|name| markup::to_line(&name))
        .filter(|name| (1..=100).contains(&name.chars().count()))
}

fn language(document: &Document, structured: &Structured) -> Option<String> {
    let html = document.select_single("html");
    let declared =
        html.attr("lang").or_else(|| html.attr("xml:lang")).map(|lang| lang.trim().to_owned());
    let meta = || {
        let found = document.select_single("meta[http-equiv='content-language' i]");
        found.attr("content").map(|lang| lang.trim().to_owned())
    };
    declared.filter(|lang| !lang.is_empty()).or_else(meta).or_else(|| structured.language.clone())
}

fn published(meta: &Meta, structured: &Structured) -> Option<String> {
    const NAMES: [&str; 20] = [
        "article:published_time",
        "og:article:published_time",
        "datePublished",
        "og:published_time",
        "publish-date",
        "publishdate",
        "publish_date",
        "date",
        "pubdate",
        "DC.date.issued",
        "dc.date.issued",
        "DC.date.created",
        "DC.date",
        "dc.date",
        "dcterms.created",
        "dcterms.issued",
        "dcterms.date",
        "parsely-pub-date",
        "sailthru.date",
        "citation_publication_date",
    ];
    let said = structured.published.as_deref().and_then(date::parse_keeping_offset);
    said.or_else(|| meta.first(&NAMES).and_then(|text| date::parse_keeping_offset(&text)))
        .or_else(|| time_element(meta.document))
}

fn modified(meta: &Meta, structured: &Structured) -> Option<String> {
    const NAMES: [&str; 7] = [
        "article:modified_time",
        "og:updated_time",
        "dateModified",
        "last-modified",
        "DC.date.modified",
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

fn link(document: &Document, selector: &str) -> Option<String> {
    let href = document.select_single(selector).attr("href")?.trim().to_owned();
    (!href.is_empty()).then_some(href)
}

//! JSON Feed 1.0 and 1.1, read as people write it: any field may be missing or of another type.

use std::borrow::Cow;

use super::json_shape::{Author, Document, Item};
use super::{Limits, ParseError, looks, salvage, wording};
use crate::date;
use crate::markup::{self, Sanitiser};
use crate::model::{Entry, Facts, Feed, Repair};

/// Reads a JSON document as a feed.
pub(super) fn read(text: &str, url: &str, limits: Limits) -> Result<Feed, ParseError> {
    let (document, salvaged) = match Document::read(text, limits.entries) {
        Ok(document) => (document, None),
        Err(error) => {
            let salvaged = salvage::document(text, limits.entries);
            let (document, lost) = salvaged.ok_or_else(|| broken(&error, text))?;
            (document, Some(lost))
        }
    };
    let mut document = document;
    let Some(mut items) = document.items.take() else { return Err(looks::not_a_feed(text)) };
    let is_mangled = repair_texts(&mut document, &mut items.kept);
    let sanitiser = Sanitiser::new(Some(url));
    let link = |link: Option<String>| markup::absolute(Some(url), &link?);
    let author = authors(document.authors, document.author);
    let mut feed = Feed {
        title: document.title.and_then(|title| line(&title)),
        link: link(document.home_page_url),
        description: document.description.and_then(|text| line(&text)),
        language_tag: document.language.as_deref().and_then(wording::language_tag),
        language: document.language.and_then(|code| code.parse().ok()),
        id: link(document.feed_url),
        author,
        ..Feed::default()
    };
    if is_mangled {
        feed.repairs.push(Repair::DoubleEncoding);
    }
    let entries = items.kept.into_iter().map(|item| entry(item, url, &sanitiser, &feed));
    feed.entries = entries.collect();
    if items.cut {
        feed.warnings.push(format!("only the first {} entries were read", limits.entries));
    }
    if let Some(lost) = salvaged {
        feed.is_cut_off = lost.is_cut_off;
        if lost.is_cut_off {
            feed.warnings.push(format!("cut off after {} entries", feed.entries.len()));
        }
        if lost.has_broken_items {
            feed.repairs.push(Repair::Entries);
        }
    }
    Ok(feed)
}

/// Repairs text that is double-encoded behind the escapes of JSON; whether there was any.
fn repair_texts(document: &mut Document, items: &mut [Item]) -> bool {
    let mut is_mangled = false;
    let mut repair = |text: &mut Option<String>| {
        if let Some(Cow::Owned(repaired)) = text.as_deref().map(markup::repair_mojibake) {
            *text = Some(repaired);
            is_mangled = true;
        }
    };
    repair(&mut document.title);
    repair(&mut document.description);
    document.authors.iter_mut().for_each(|author| repair(&mut author.name));
    for item in items {
        let texts =
            [&mut item.title, &mut item.summary, &mut item.content_html, &mut item.content_text];
        texts.into_iter().for_each(&mut repair);
        item.authors.iter_mut().for_each(|author| repair(&mut author.name));
    }
    is_mangled
}

fn broken(error: &serde_json::Error, text: &str) -> ParseError {
    if error.is_eof() {
        return ParseError::Truncated { entries: 0 };
    }
    if error.is_data() {
        return looks::not_a_feed(text);
    }
    ParseError::Damaged(format!("JSON, {error}"))
}

fn entry(item: Item, url: &str, sanitiser: &Sanitiser, feed: &Feed) -> Entry {
    let link = |link: Option<String>| markup::absolute(Some(url), &link?);
    let plain = item.content_text.map(|text| markup::escape(&text));
    let html = item.content_html.map(|html| sanitiser.clean(&html));
    let summary = item.summary.map(|text| markup::escape(&text));
    let (content, second) = match (html, plain) {
        (Some(html), plain) => (Some(html), plain),
        (None, plain) => (plain, None),
    };
    Entry {
        title: item.title.and_then(|title| line(&title)).unwrap_or_default(),
        link: link(item.url).or_else(|| link(item.external_url)),
        id: item.id,
        published: item.date_published.and_then(|text| date::parse(&text)),
        updated: item.date_modified.and_then(|text| date::parse(&text)),
        author: authors(item.authors, item.author).or_else(|| feed.author.clone()),
        summary: summary.or(second).filter(|summary| !summary.is_empty()),
        content: content.filter(|content| !content.is_empty()),
        original_link: None,
        author_mail: None,
        tags: item.tags.iter().filter_map(|tag| line(tag)).collect(),
        facts: Facts::new(),
        rights: None,
        language: item.language.and_then(|code| code.parse().ok()),
    }
}

/// `authors` of 1.1, else `author` of 1.0.
fn authors(several: Vec<Author>, one: Option<Author>) -> Option<String> {
    let names = |authors: Vec<Author>| {
        let names = authors.into_iter().filter_map(|author| line(&author.name?));
        names.collect::<Vec<String>>().join(", ")
    };
    let names = Some(names(several))
        .filter(|names| !names.is_empty())
        .or_else(|| one.map(|author| names(vec![author])));
    names.filter(|names| !names.is_empty())
}

fn line(text: &str) -> Option<String> {
    let line = wording::short(markup::to_line(text));
    (!line.is_empty()).then_some(line)
}

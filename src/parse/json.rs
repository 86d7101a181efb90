//! JSON Feed 1.0 and 1.1, read as people write it: any field may be missing or of another type.

use serde_json::{Map, Value};

use super::{Limits, ParseError, looks};
use crate::date;
use crate::markup::{self, Sanitiser};
use crate::model::{Entry, Feed, Timestamp};

/// Reads a JSON document as a feed.
pub(super) fn read(text: &str, url: &str, limits: Limits) -> Result<Feed, ParseError> {
    let document: Value = serde_json::from_str(text).map_err(|error| broken(&error, text))?;
    let Value::Object(document) = document else { return Err(looks::not_a_feed(text)) };
    let Some(items) = document.get("items").and_then(Value::as_array) else {
        return Err(looks::not_a_feed(text));
    };
    let sanitiser = Sanitiser::new(Some(url));
    let link = |key| markup::absolute(Some(url), &words(&document, key)?);
    let mut feed = Feed {
        title: line(&document, "title"),
        link: link("home_page_url"),
        description: line(&document, "description"),
        language: words(&document, "language").and_then(|code| code.parse().ok()),
        id: link("feed_url"),
        author: authors(&document),
        ..Feed::default()
    };
    let read = |item: &Value| item.as_object().map(|item| entry(item, url, &sanitiser, &feed));
    let entries = items.iter().take(limits.entries).filter_map(read).collect();
    feed.entries = entries;
    if items.len() > limits.entries {
        feed.warnings.push(format!("only the first {} entries were read", limits.entries));
    }
    Ok(feed)
}

fn broken(error: &serde_json::Error, text: &str) -> ParseError {
    if error.is_eof() {
        let entries = text.matches("\"id\"").count();
        return ParseError::Truncated { entries };
    }
    ParseError::Damaged(format!("JSON, {error}"))
}

fn entry(item: &Map<String, Value>, url: &str, sanitiser: &Sanitiser, feed: &Feed) -> Entry {
    let link = |key| markup::absolute(Some(url), &words(item, key)?);
    let plain = words(item, "content_text").map(|text| markup::escape(&text));
    let html = words(item, "content_html").map(|html| sanitiser.clean(&html));
    let summary = words(item, "summary").map(|text| markup::escape(&text));
    let (content, second) = match (html, plain) {
        (Some(html), plain) => (Some(html), plain),
        (None, plain) => (plain, None),
    };
    Entry {
        title: line(item, "title").unwrap_or_default(),
        link: link("url").or_else(|| link("external_url")),
        id: words(item, "id"),
        published: moment(item, "date_published"),
        updated: moment(item, "date_modified"),
        author: authors(item).or_else(|| feed.author.clone()),
        summary: summary.or(second),
        content,
        tags: tags(item),
        rights: None,
        language: words(item, "language").and_then(|code| code.parse().ok()),
    }
}

/// A text, or a number as text; empty is missing.
fn words(object: &Map<String, Value>, key: &str) -> Option<String> {
    let text = match object.get(key)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A text for one line, without markup.
fn line(object: &Map<String, Value>, key: &str) -> Option<String> {
    words(object, key).map(|text| markup::to_line(&text)).filter(|text| !text.is_empty())
}

fn moment(item: &Map<String, Value>, key: &str) -> Option<Timestamp> {
    date::parse(&words(item, key)?)
}

/// `authors` of 1.1, `author` of 1.0; a bare name instead of an object occurs.
fn authors(object: &Map<String, Value>) -> Option<String> {
    let name = |author: &Value| match author {
        Value::Object(author) => line(author, "name"),
        Value::String(name) => Some(markup::to_line(name)),
        _ => None,
    };
    let several = object.get("authors").and_then(Value::as_array);
    let mut names: Vec<String> = several.into_iter().flatten().filter_map(name).collect();
    if names.is_empty() {
        names.extend(object.get("author").and_then(name));
    }
    (!names.is_empty()).then(|| names.join(", "))
}

fn tags(item: &Map<String, Value>) -> Vec<String> {
    let tags = item.get("tags").and_then(Value::as_array);
    let lines = tags.into_iter().flatten().filter_map(Value::as_str).map(markup::to_line);
    lines.filter(|tag| !tag.is_empty()).collect()
}

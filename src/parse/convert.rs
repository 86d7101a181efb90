//! From the feed parser's types to ours: plain titles, sanitised markup, absolute links.

use std::time::{Duration, SystemTime};

use feed_rs::model as foreign;
use feed_rs::parser::Builder;

use super::ParseError;
use crate::date;
use crate::markup::{self, Sanitiser};
use crate::model::{Entry, Feed, Timestamp};

/// Parses clean XML.
pub(super) fn read(xml: &str, url: &str) -> Result<Feed, ParseError> {
    let parser = Builder::new()
        .base_uri(Some(url))
        .sanitize_content(false)
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(|text| {
            let moment = date::parse(text)?;
            let milliseconds = u64::try_from(moment.as_millis()).ok()?;
            Some((SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds)).into())
        })
        .build();
    let parsed = parser.parse(xml.as_bytes());
    let parsed = parsed.map_err(|error| ParseError::Damaged(error.to_string()))?;
    Ok(feed(parsed, url))
}

fn feed(parsed: foreign::Feed, url: &str) -> Feed {
    let sanitiser = Sanitiser::new(Some(url));
    let author = people(&parsed.authors).or_else(|| people(&parsed.contributors));
    Feed {
        title: parsed.title.as_ref().and_then(line),
        link: best_link(&parsed.links, url),
        description: parsed.description.as_ref().and_then(line),
        language: parsed.language.as_deref().and_then(|code| code.parse().ok()),
        id: some(parsed.id),
        author,
        rights: parsed.rights.as_ref().and_then(line),
        updated: parsed.updated.map(|moment| Timestamp::from_millis(moment.timestamp_millis())),
        published: parsed.published.map(|moment| Timestamp::from_millis(moment.timestamp_millis())),
        ttl_minutes: parsed.ttl,
        entries: parsed.entries.into_iter().map(|item| entry(item, url, &sanitiser)).collect(),
        warnings: Vec::new(),
    }
}

fn entry(item: foreign::Entry, url: &str, sanitiser: &Sanitiser) -> Entry {
    let id = some(item.id);
    let permalink = id.as_deref().filter(|id| id.starts_with("http"));
    Entry {
        title: item.title.as_ref().and_then(line).unwrap_or_default(),
        link: best_link(&item.links, url)
            .or_else(|| permalink.and_then(|link| markup::absolute(None, link))),
        id,
        published: item.published.map(|moment| Timestamp::from_millis(moment.timestamp_millis())),
        updated: item.updated.map(|moment| Timestamp::from_millis(moment.timestamp_millis())),
        author: people(&item.authors),
        summary: item.summary.and_then(|text| html(&text.content, is_plain(&text), sanitiser)),
        content: item.content.and_then(|content| {
            let plain = content.content_type.subty() == "plain";
            html(&content.body?, plain, sanitiser)
        }),
        tags: item.categories.iter().map(|tag| markup::to_line(&tag.term)).collect(),
        rights: item.rights.as_ref().and_then(line),
        language: item.language.and_then(|code| code.parse().ok()),
    }
}

fn best_link(links: &[foreign::Link], url: &str) -> Option<String> {
    let is_page = |link: &&foreign::Link| {
        matches!(link.rel.as_deref(), None | Some("alternate")) && link.target.is_none()
    };
    let link = links.iter().find(is_page)?;
    markup::absolute(Some(url), &link.href)
}

fn people(people: &[foreign::Person]) -> Option<String> {
    let name = |person: &foreign::Person| person.name.clone().or_else(|| person.email.clone());
    let names: Vec<String> =
        people.iter().filter_map(name).map(|name| markup::to_line(&name)).collect();
    some(names.join(", "))
}

fn html(text: &str, plain: bool, sanitiser: &Sanitiser) -> Option<String> {
    some(if plain { markup::escape(text.trim()) } else { sanitiser.clean(text) })
}

fn is_plain(text: &foreign::Text) -> bool {
    text.content_type.subty() == "plain"
}

fn line(text: &foreign::Text) -> Option<String> {
    some(markup::to_line(&text.content))
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

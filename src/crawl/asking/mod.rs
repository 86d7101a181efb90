//! What is asked of a register: its address and what is posted, for each of its pages.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::paging::is_of_site;
use crate::address;
use crate::date;
use crate::markup;
use crate::model::{Paging, Post, Source, SourceState, Timestamp};

const DAY: Duration = Duration::from_hours(24);

/// A place in the pages of a register. What is left for the next run is kept in this form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Pages before this one, in all runs of this walk.
    pub pages: usize,
    /// Records before it.
    records: u64,
    /// Where the page before has said that this one is.
    address: Option<String>,
    /// What that one has given for asking on.
    cursor: Option<String>,
    /// The day from which the walk asks on, `2026-11-21`.
    since: String,
}

/// What comes behind a page.
#[derive(Clone, Debug, Default)]
pub struct Leads<'a> {
    /// Where the page was.
    pub answered_from: &'a str,
    pub records: usize,
    /// By its `Link` header.
    pub link: Option<&'a str>,
    pub cursor: Option<&'a str>,
}

/// How a source is asked.
pub struct Asking<'s> {
    source: &'s Source,
    /// The configured address, or where it has moved to.
    url: &'s str,
}

impl<'s> Asking<'s> {
    pub fn of(source: &'s Source, url: &'s str) -> Self {
        Self { source, url }
    }

    /// Where this run begins: where the last one has left off, or at the first page.
    pub fn start(&self, state: &SourceState, now: Timestamp) -> Position {
        let left = state.resume.as_deref().and_then(|text| serde_json::from_str(text).ok());
        // What is posted, and what a host has agreed to, belong to the site of the source list.
        let is_ours = |position: &Position| {
            position.address.as_deref().is_none_or(|named| is_of_site(named, self.url))
        };
        let left = left.filter(is_ours);
        left.unwrap_or_else(|| Position { since: self.since(state, now), ..Position::default() })
    }

    fn since(&self, state: &SourceState, now: Timestamp) -> String {
        let since = &self.source.register.since;
        let days = |number: u32| DAY * number;
        let first = || since.start.unwrap_or_else(|| now.minus(days(since.days)));
        let moment = match state.last_success.filter(|_| state.documents > 0) {
            Some(success) => success.minus(days(since.overlap_days)),
            None => first(),
        };
        date::day_in_stockholm(moment)
    }

    /// Whether the same is asked every time, so that "not modified" means what it says.
    pub fn is_constant(&self) -> bool {
        let recipe = &self.source.register;
        recipe.post.is_none() && !self.url.contains("{since") && !self.url.contains("{YYYY")
    }

    /// The address of a page.
    pub fn address(&self, at: &Position) -> String {
        if let Some(address) = &at.address {
            return address.clone();
        }
        let url = self.filled(self.url, at, str::to_owned);
        let parameter = |name: &str, hole: &str, value: String| {
            let is_filled = self.url.contains(hole) || self.is_in_body(hole);
            let set = if is_filled { None } else { address::with_parameter(&url, name, &value) };
            set.unwrap_or_else(|| url.clone())
        };
        match &self.source.register.paging {
            Paging::Page { parameter: name, first } if at.pages > 0 => {
                parameter(name, "{page}", (first + at.pages as u64).to_string())
            }
            Paging::Offset { parameter: name } if at.pages > 0 => {
                parameter(name, "{offset}", at.records.to_string())
            }
            Paging::Cursor { parameter: Some(name), .. } => match &at.cursor {
                Some(cursor) => parameter(name, "{cursor}", cursor.clone()),
                None => url,
            },
            _ => url,
        }
    }

    /// What is posted for a page: its type and its bytes.
    pub fn posted(&self, at: &Position) -> Option<(String, Vec<u8>)> {
        let in_json = |text: &str| {
            let quoted = serde_json::Value::from(text).to_string();
            quoted.trim_matches('"').to_owned()
        };
        match self.source.register.post.as_ref()? {
            Post::Json(body) => {
                let body = self.filled(body, at, in_json);
                Some(("application/json".to_owned(), body.into_bytes()))
            }
            Post::Parts(parts) => {
                let filled =
                    parts.iter().map(|(name, text)| (name, self.filled(text, at, in_json)));
                Some(form(filled))
            }
        }
    }

    /// A name for the page, other than that of any page before it.
    pub fn key(&self, at: &Position) -> String {
        let address = self.address(at);
        match self.posted(at) {
            Some((_, body)) => {
                let body = address::hash_bytes(&body);
                let part = if self.source.register.post.is_some() { body } else { String::new() };
                format!("{address}#{part}")
            }
            None => address,
        }
    }

    /// The page behind this one; `None` when it was the last.
    pub fn after(&self, at: &Position, leads: &Leads<'_>) -> Option<Position> {
        let next = Position {
            pages: at.pages + 1,
            records: at.records + leads.records as u64,
            address: None,
            cursor: None,
            since: at.since.clone(),
        };
        let there = |text: &str| markup::absolute(Some(leads.answered_from), text);
        match &self.source.register.paging {
            Paging::None => None,
            Paging::Link => Some(Position { address: Some(leads.link.and_then(there)?), ..next }),
            Paging::Page { .. } | Paging::Offset { .. } => {
                let is_full =
                    self.source.register.limit.is_none_or(|limit| limit <= leads.records as u64);
                (leads.records > 0 && is_full).then_some(next)
            }
            Paging::Cursor { .. } => {
                let cursor = leads.cursor?;
                if ["http://", "https://", "/", "?"].iter().any(|start| cursor.starts_with(start)) {
                    return Some(Position { address: Some(there(cursor)?), ..next });
                }
                Some(Position { cursor: Some(cursor.to_owned()), ..next })
            }
        }
    }

    fn is_in_body(&self, hole: &str) -> bool {
        match &self.source.register.post {
            Some(Post::Json(body)) => body.contains(hole),
            Some(Post::Parts(parts)) => parts.iter().any(|(_, text)| text.contains(hole)),
            None => false,
        }
    }

    /// The text with what stands in its braces for this page.
    fn filled(&self, text: &str, at: &Position, written: impl Fn(&str) -> String) -> String {
        let recipe = &self.source.register;
        let first = match recipe.paging {
            Paging::Page { first, .. } => first,
            _ => 1,
        };
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{') {
            filled.push_str(before);
            let value = behind.split_once('}').and_then(|(name, after)| {
                let value = match name {
                    "page" => (first + at.pages as u64).to_string(),
                    "offset" => at.records.to_string(),
                    "limit" => recipe.limit.unwrap_or(100).to_string(),
                    "cursor" => written(at.cursor.as_deref().unwrap_or_default()),
                    "since" | "YYYY-MM-DD" => at.since.clone(),
                    _ => in_form(&at.since, name.strip_prefix("since:")?),
                };
                Some((value, after))
            });
            if let Some((value, after)) = value {
                filled.push_str(&value);
                rest = after;
            } else {
                // A brace of JSON.
                filled.push('{');
                rest = behind;
            }
        }
        filled.push_str(rest);
        filled
    }
}

/// A day as `strftime` would write it, of which only year, month and day are of use here.
fn in_form(day: &str, form: &str) -> String {
    let mut parts = day.split('-');
    let mut part = || parts.next().unwrap_or_default().to_owned();
    let (year, month, day) = (part(), part(), part());
    form.replace("%Y", &year).replace("%m", &month).replace("%d", &day)
}

/// A form of several parts, each of them JSON (RFC 7578).
fn form<'a>(parts: impl Iterator<Item = (&'a String, String)>) -> (String, Vec<u8>) {
    use std::fmt::Write as _;
    let mut body = String::new();
    let parts: Vec<_> = parts.collect();
    let all: String = parts.iter().map(|(_, text)| text.as_str()).collect();
    let boundary = format!("utkik-{}", address::hash_hex(&[&all]));
    for (name, text) in parts {
        let name = name.replace(['"', '\r', '\n'], "_");
        let _ = write!(
            body,
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"blob\"\r\n\
             Content-Type: application/json\r\n\r\n{text}\r\n"
        );
    }
    let _ = write!(body, "--{boundary}--\r\n");
    (format!("multipart/form-data; boundary={boundary}"), body.into_bytes())
}

#[cfg(test)]
mod tests;

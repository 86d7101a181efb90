//! Mattermost: Markdown in one post (<https://developers.mattermost.com/integrate/webhooks/incoming/>).

use serde_json::{Value, json};

use super::{at_most, said};
use crate::digest::compose::{Brief, BriefItem};

/// Of a post; older servers divide longer ones.
const POST: usize = 16_000;

pub(super) fn payload(brief: &Brief) -> Value {
    let (words, address) = &brief.rest;
    let end = link(words, address);
    let mut text = format!("#### {}\n", plain(&brief.title));
    if !brief.head.is_empty() {
        text.extend(["\n", plain(&brief.head).as_str(), "\n"]);
    }
    for one in &brief.items {
        let said = item(one);
        if text.chars().count() + said.chars().count() + end.chars().count() > POST {
            break;
        }
        text.push_str(&said);
    }
    text.extend(["\n", end.as_str()]);
    json!({ "text": text })
}

fn item(item: &BriefItem) -> String {
    let title = format!("**{}**", link(&item.title, &item.link));
    let lines = [title, plain(&item.origin), plain(&item.summary), plain(&item.facts)];
    // Two spaces end a line and not a paragraph.
    format!("\n{}\n", said(&lines.each_ref().map(String::as_str)).join("  \n"))
}

/// Text in which nothing is a mark. A `@` cannot be escaped: what stands behind it is parted from
/// it by a space without width, so that neither `@channel` nor `@anna` is called.
fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for letter in at_most(text, 1000).chars() {
        match letter {
            '@' => safe.push_str("@\u{200b}"),
            // A custom picture, `:name:`, and a link to a channel, `~name`.
            ':' => safe.push_str(":\u{200b}"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '(' | ')' | '{' | '}' | '#' | '~' | '|' | '>'
            | '!' => safe.extend(['\\', letter]),
            '<' => safe.push_str("&lt;"),
            '&' => safe.push_str("&amp;"),
            other => safe.push(other),
        }
    }
    safe
}

fn link(words: &str, address: &str) -> String {
    let address = address
        .replace('(', "%28")
        .replace(')', "%29")
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace('@', "%40");
    format!("[{}]({address})", plain(words))
}

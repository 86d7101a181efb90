//! Slack: blocks (<https://docs.slack.dev/reference/block-kit/blocks>).

use serde_json::{Value, json};

use super::{at_most, said};
use crate::digest::compose::{Brief, BriefItem};

/// Of a section's text (3000), with room for what escaping adds.
const SECTION: usize = 3000;
/// Of a header's text.
const HEADER: usize = 150;
/// Of what notifications show.
const FALLBACK: usize = 500;

pub(super) fn payload(brief: &Brief) -> Value {
    let mut blocks = vec![json!({
        "type": "header",
        // Plain text knows no marks and no mentions, and `emoji` no `:names:`.
        "text": { "type": "plain_text", "text": at_most(&brief.title, HEADER), "emoji": false },
    })];
    blocks.extend((!brief.head.is_empty()).then(|| section(&escaped(&brief.head))));
    blocks.extend(brief.items.iter().map(item));
    let (words, address) = &brief.rest;
    blocks.push(section(&link(words, address)));
    json!({
        "text": escaped(&at_most(&brief.subject, FALLBACK)),
        "blocks": blocks,
        "unfurl_links": false,
        "unfurl_media": false,
    })
}

fn item(item: &BriefItem) -> Value {
    let title = format!("*{}*", link(&item.title, &item.link));
    let lines = [title, escaped(&item.origin), escaped(&item.summary), escaped(&item.facts)];
    section(&said(&lines.each_ref().map(String::as_str)).join("\n"))
}

/// `verbatim`: neither `@somebody` nor `#channel` nor bare addresses become anything.
fn section(text: &str) -> Value {
    json!({
        "type": "section",
        "text": { "type": "mrkdwn", "text": whole(text), "verbatim": true },
    })
}

/// What is too long is cut at the end of a line, so that no link and no entity is torn.
fn whole(text: &str) -> String {
    let mut kept = String::new();
    for line in text.lines() {
        if kept.chars().count() + line.chars().count() + 1 > SECTION {
            break;
        }
        kept.extend([if kept.is_empty() { "" } else { "\n" }, line]);
    }
    kept
}

/// The three signs that Slack reads (<https://docs.slack.dev/messaging/formatting-message-text>):
/// without them `<!here>` and `<@U1>` are text. Marks for bold and the like are exchanged for
/// letters that look like them.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '*' => safe.push('∗'),
            '~' => safe.push('∼'),
            '`' => safe.push('ˋ'),
            other => safe.push(other),
        }
    }
    safe
}

/// An address ends at `>`, and at `|` its words begin.
fn link(words: &str, address: &str) -> String {
    let address = address.replace('|', "%7C").replace('<', "%3C").replace('>', "%3E");
    let words = escaped(&at_most(words, 300)).replace('|', "∣");
    format!("<{}|{words}>", address.replace('&', "&amp;"))
}

//! Microsoft Teams: an Adaptive Card 1.4, in the envelope that Workflows take (trigger *When a Teams
//! webhook request is received*).

use serde_json::{Value, json};

use super::{at_most, said};
use crate::digest::compose::{Brief, BriefItem};

/// Of a whole message: Teams refuses more than 28 KB.
const MESSAGE_BYTES: usize = 27_000;

pub(super) fn payload(brief: &Brief) -> Value {
    let mut shown = brief.items.len();
    loop {
        let items = brief.items.get(..shown).unwrap_or_default();
        let payload = envelope(&card(brief, items));
        if shown == 0 || payload.to_string().len() <= MESSAGE_BYTES {
            return payload;
        }
        // What is left out is found at the address below all.
        shown -= 1;
    }
}

fn envelope(card: &Value) -> Value {
    json!({
        "type": "message",
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
            "content": card,
        }],
    })
}

fn card(brief: &Brief, items: &[BriefItem]) -> Value {
    let mut body =
        vec![line(&[run(&brief.title, &json!({ "weight": "Bolder", "size": "Large" }))])];
    if !brief.head.is_empty() {
        body.push(line(&[run(&brief.head, &json!({}))]));
    }
    body.extend(items.iter().map(item));
    let (words, address) = &brief.rest;
    json!({
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        // What a notification says, and a screen reader.
        "fallbackText": at_most(&brief.subject, 300),
        "msteams": { "width": "Full" },
        "body": body,
        "actions": [{ "type": "Action.OpenUrl", "title": at_most(words, 100), "url": address }],
    })
}

fn item(item: &BriefItem) -> Value {
    let title = run(
        &item.title,
        &json!({
            "weight": "Bolder",
            "selectAction": { "type": "Action.OpenUrl", "url": item.link },
        }),
    );
    let mut rows = vec![line(&[title])];
    for words in said(&[&item.origin, &item.summary, &item.facts]) {
        let is_subtle = words == item.origin;
        rows.push(line(&[run(words, &json!({ "isSubtle": is_subtle }))]));
    }
    for row in rows.iter_mut().skip(1) {
        if let Some(row) = row.as_object_mut() {
            row.insert("spacing".to_owned(), "None".into());
        }
    }
    json!({ "type": "Container", "separator": true, "items": rows })
}

fn line(runs: &[Value]) -> Value {
    json!({ "type": "RichTextBlock", "inlines": runs })
}

/// A run of text is no Markdown: marks, links and `<at>` in it are letters.
fn run(text: &str, style: &Value) -> Value {
    let mut run = json!({ "type": "TextRun", "text": at_most(text, 600) });
    if let (Some(run), Some(style)) = (run.as_object_mut(), style.as_object()) {
        run.extend(style.clone());
    }
    run
}

//! ntfy: a push message as JSON (<https://docs.ntfy.sh/publish/#publish-as-json>).

use serde_json::{Value, json};

use crate::digest::compose::{Brief, BriefItem};

/// Of a message: what is longer becomes a file that nobody opens.
const MESSAGE_BYTES: usize = 4000;
/// Of a title; ntfy itself knows no limit, telephones do.
const TITLE: usize = 200;

/// Without its topic: whoever knows that may read along, so that it is not kept.
pub(super) fn payload(brief: &Brief) -> Value {
    let mut message = brief.head.clone();
    for one in &brief.items {
        let said = item(one);
        if message.len() + said.len() + 1 > MESSAGE_BYTES {
            break;
        }
        message.extend([if message.is_empty() { "" } else { "\n" }, said.as_str()]);
    }
    // Of a single hit a touch leads to the original.
    let (words, rest) = &brief.rest;
    let click = match brief.items.as_slice() {
        [only] => &only.link,
        _ => rest,
    };
    json!({
        "title": super::at_most(&brief.title, TITLE),
        "message": message,
        "click": click,
        "tags": ["mag"],
        "markdown": false,
        "actions": [{ "action": "view", "label": words, "url": rest }],
    })
}

fn item(item: &BriefItem) -> String {
    let BriefItem { title, origin, facts, .. } = item;
    let title = format!("• {}", super::at_most(title, 200));
    super::said(&[&title, origin, facts]).join(" · ")
}

/// The payload with the topic that it is published to.
pub(in crate::digest::hooks) fn with_topic(payload: &str, topic: &str) -> Option<String> {
    let mut payload: Value = serde_json::from_str(payload).ok()?;
    payload.as_object_mut()?.insert("topic".to_owned(), topic.into());
    Some(payload.to_string())
}

//! What can be saved of a JSON Feed that is broken: its items that are whole.

use super::json_shape::{Document, Item, Items};

/// What was not saved.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Lost {
    /// The document ends before its end.
    pub is_cut_off: bool,
    pub has_broken_items: bool,
}

/// The document with at most so many whole items; `None` when there are none.
pub(super) fn document(text: &str, most_items: usize) -> Option<(Document, Lost)> {
    let (before, items) = items(text)?;
    let mut kept = Vec::new();
    let mut cut = false;
    let mut lost = Lost { is_cut_off: true, has_broken_items: false };
    let mut rest = items;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.starts_with(']') {
            lost.is_cut_off = false;
            break;
        }
        // What is no object is passed over up to the next one.
        let Some(start) = rest.find(['{', ']']) else { break };
        if start > 0 {
            lost.has_broken_items = true;
            rest = rest.get(start..)?;
            continue;
        }
        let Some(length) = object_length(rest) else { break };
        if kept.len() == most_items {
            cut = true;
            lost.is_cut_off = false;
            break;
        }
        let (object, after) = rest.split_at_checked(length)?;
        match serde_json::from_str::<Item>(object) {
            Ok(item) => kept.push(item),
            Err(_) => lost.has_broken_items = true,
        }
        rest = after;
    }
    if kept.is_empty() {
        return None;
    }
    // What stands before the items is whole; what comes after them is told by few feeds.
    let document = Document::read(&format!("{before}[]}}"), 1).unwrap_or_default();
    Some((Document { items: Some(Items { kept, cut }), ..document }, lost))
}

/// The text before the list of items, and what follows its bracket.
fn items(text: &str) -> Option<(&str, &str)> {
    const KEY: &str = "\"items\"";
    text.match_indices(KEY).find_map(|(at, _)| {
        let after = text.get(at + KEY.len()..)?.trim_start().strip_prefix(':')?.trim_start();
        let list = after.strip_prefix('[')?;
        Some((text.get(..text.len() - after.len())?, list))
    })
}

/// How long the object is with which a text begins; `None` when it does not end.
fn object_length(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let (mut in_string, mut is_escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match (in_string, byte) {
            _ if is_escaped => is_escaped = false,
            (true, b'\\') => is_escaped = true,
            (_, b'"') => in_string = !in_string,
            (false, b'{') => depth += 1,
            (false, b'}') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::model::Repair;
    use crate::parse::{Limits, feed};

    #[test]
    fn whole_items_are_saved() {
        let head = "{\"title\": \"F\", \"items\": [{\"id\": 1, \"title\": \"a }\\\"\"}, ";
        for (tail, titles, is_cut_off, broken) in [
            ("{\"id\": 2, \"title\": \"b\"", 1, true, false),
            ("{\"id\": 2, \"title\": \"b\"}", 2, true, false),
            ("{\"id\": 2, \"title\": nej}, {\"id\": 3}]}", 2, false, true),
            ("nej, {\"id\": 3}]}", 2, false, true),
            ("{\"id\": 2}], \"extra\": nej}", 2, false, false),
        ] {
            let text = format!("{head}{tail}");
            let read =
                feed(text.as_bytes(), None, "https://a.example/", Limits::default()).unwrap();
            assert_eq!(read.title.as_deref(), Some("F"), "{tail}");
            assert_eq!((read.entries.len(), read.is_cut_off), (titles, is_cut_off), "{tail}");
            assert_eq!(read.entries[0].title, "a }\"", "{tail}");
            assert_eq!(read.repairs.contains(&Repair::Entries), broken, "{tail}");
        }
    }
}

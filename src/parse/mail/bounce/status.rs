//! The part of a report that is for machines: `message/delivery-status` (RFC 3464, section 2).

use crate::model::MailAddress;

/// What became of a recipient, as far as it is bad news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Permanent,
    /// It was given up, but might have worked on another day.
    Passing,
}

/// More recipients are not looked at: our letters have one, and a list may pass it on to some.
const MOST_RECIPIENTS: usize = 100;

#[derive(Default)]
struct Group {
    original: Option<MailAddress>,
    last: Option<MailAddress>,
    action: String,
    status: String,
}

/// Recipients that a letter did not reach, each with all addresses that are told for it.
pub(super) fn groups(text: &str) -> Vec<(Vec<MailAddress>, Fate)> {
    let mut groups = Vec::new();
    let mut group = Group::default();
    for (name, value) in fields(text) {
        match name.as_str() {
            // Some servers leave out the empty line between two recipients.
            "final-recipient" => {
                if group.last.is_some() {
                    groups.push(std::mem::take(&mut group));
                }
                group.last = address(&value);
            }
            "original-recipient" => group.original = address(&value),
            "action" => group.action = first_word(&value),
            "status" => group.status = first_word(&value),
            // An empty line.
            "" if group.last.is_some() || group.original.is_some() => {
                groups.push(std::mem::take(&mut group));
            }
            _ => {}
        }
        if groups.len() >= MOST_RECIPIENTS {
            break;
        }
    }
    groups.push(group);
    groups.into_iter().filter_map(|group| failed(&group)).collect()
}

fn failed(group: &Group) -> Option<(Vec<MailAddress>, Fate)> {
    let addresses: Vec<_> = [&group.original, &group.last].into_iter().flatten().cloned().collect();
    // A status of 5 without an action is what some old gateways write.
    let has_failed =
        group.action == "failed" || group.action.is_empty() && group.status.starts_with("5.");
    if addresses.is_empty() || !has_failed {
        return None;
    }
    let fate = if group.status.starts_with("4.") { Fate::Passing } else { Fate::Permanent };
    Some((addresses, fate))
}

/// `rfc822; anna@ekvik.se`, with or without brackets, type and a comment.
fn address(value: &str) -> Option<MailAddress> {
    let value = value.split_once(';').map_or(value, |(_, address)| address);
    let word = value.split_whitespace().find(|word| word.contains('@'))?;
    word.trim_matches(['<', '>', '"']).parse().ok()
}

fn first_word(value: &str) -> String {
    let word = value.split(|c: char| c.is_whitespace() || c == '(').find(|word| !word.is_empty());
    word.unwrap_or_default().to_ascii_lowercase()
}

/// Names in lower case and unfolded values; an empty line is a field without a name.
fn fields(text: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if line.trim().is_empty() {
            fields.push((String::new(), String::new()));
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    fields
}

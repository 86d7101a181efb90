//! A newsletter in plain text: paragraphs, each with the address where it goes on.

use crate::markup;

use super::items::{Item, MOST_COLLECTED, MOST_LINES, is_left_out};
use super::letter::LetterHead;
use super::{links, wording};

/// Headlines are no longer than this.
const LONGEST_HEADLINE: usize = 200;

/// Text up to an address is an item: its first line, the words that follow, the address.
pub(super) fn items(text: &str, head: &LetterHead) -> Vec<Item> {
    let text = markup::strip_controls(text);
    let mut items = Vec::new();
    let mut paragraphs: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines().take(MOST_LINES).map(str::trim) {
        if items.len() >= MOST_COLLECTED {
            break;
        }
        if line.is_empty() {
            is_open = false;
            continue;
        }
        let Some((before, address)) = address_in(line) else {
            if is_rule(line) {
                paragraphs.clear();
            } else if is_left_out(line, head) {
                is_open = false;
            } else {
                put(&mut paragraphs, &mut is_open, line);
            }
            continue;
        };
        let words = before.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !words.is_empty() && !wording::leads_on(words) && !is_left_out(before, head) {
            put(&mut paragraphs, &mut is_open, before.trim_end_matches(['<', '(', '[', ' ', ':']));
        }
        let is_frame = wording::is_frame(line) || wording::is_sharing(words);
        let link = links::followable(address, head).filter(|_| !is_frame);
        items.extend(link.and_then(|link| item(&paragraphs, link)));
        paragraphs.clear();
        is_open = false;
    }
    items
}

fn put(paragraphs: &mut Vec<String>, is_open: &mut bool, line: &str) {
    match paragraphs.last_mut().filter(|_| *is_open) {
        Some(paragraph) => {
            paragraph.push('\n');
            paragraph.push_str(line);
        }
        None => paragraphs.push(line.to_owned()),
    }
    *is_open = true;
}

/// The last paragraph, with a headline that stands alone above it.
fn item(paragraphs: &[String], link: String) -> Option<Item> {
    let is_headline =
        |text: &&String| !text.contains('\n') && text.chars().count() <= LONGEST_HEADLINE;
    let (last, before) = paragraphs.split_last()?;
    let (title, lead) = match before.last().filter(is_headline) {
        Some(headline) => (headline.clone(), last.replace('\n', " ")),
        None => match last.split_once('\n') {
            Some((headline, lead)) => (headline.to_owned(), lead.replace('\n', " ")),
            None => (last.clone(), String::new()),
        },
    };
    let title = title.trim_matches(['*', '#', '=', '-', ' ']).to_owned();
    (title.chars().count() <= LONGEST_HEADLINE && !title.is_empty()).then_some(Item {
        title,
        lead,
        link: Some(link),
        ..Item::default()
    })
}

/// The first address of a line, and what stands before it.
fn address_in(line: &str) -> Option<(&str, &str)> {
    let at = line.find("https://").or_else(|| line.find("http://"))?;
    let (before, address) = line.split_at(at);
    let end = address.find([' ', '>', ')', ']', '"']).unwrap_or(address.len());
    Some((before, address.get(..end)?.trim_end_matches(['.', ',', ';'])))
}

/// `-----`, `=====`
fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '#' | '~' | ' '))
}

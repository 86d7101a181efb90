//! What a PDF says of itself: title, author, dates, language.

use lopdf::{Dictionary, Document, Object, decode_text_string};

use super::line::Sheet;
use crate::date;
use crate::markup;
use crate::model::Page;

/// A longer first line is a paragraph.
const LONGEST_TITLE_CHARACTERS: usize = 200;
/// A headline of several lines has at most so many.
const MOST_TITLE_LINES: usize = 4;
/// Letters so much larger than those of the text make a headline.
const HEADLINE: f32 = 1.15;

/// Everything but the text and what must be seen in it.
pub(super) fn of(document: &Document) -> Page {
    let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict).ok();
    let text = |name: &[u8]| said(document, info?, name);
    let published = text(b"CreationDate").and_then(|text| moment(&text));
    let catalog = document.catalog().ok();
    let lang = catalog.and_then(|catalog| said(document, catalog, b"Lang"));
    Page {
        title: text(b"Title").filter(|title| is_a_title(title)).unwrap_or_default(),
        byline: text(b"Author").filter(|name| is_a_name(name)),
        lang,
        published_from: published.as_ref().map(|_| "pdf CreationDate".to_owned()),
        published,
        modified: text(b"ModDate").and_then(|text| moment(&text)),
        ..Page::default()
    }
}

fn said(document: &Document, dictionary: &Dictionary, name: &[u8]) -> Option<String> {
    let value = dictionary.get_deref(name, document).ok()?;
    let text = markup::fold_space(&markup::strip_controls(&decode_text_string(value).ok()?));
    (!text.is_empty()).then_some(text)
}

/// Programs write the name of a file where people write nothing.
fn is_a_title(text: &str) -> bool {
    const FILES: [&str; 10] =
        [".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ppt", ".pptx", ".indd", ".pdf"];
    const EMPTY: [&str; 8] = [
        "untitled",
        "namnlös",
        "dokument",
        "document",
        "titel",
        "title",
        "presentation",
        "powerpoint",
    ];
    let lower = text.to_lowercase();
    let words = text.split_whitespace().count();
    let is_file = lower.starts_with("microsoft ")
        || FILES.iter().any(|end| lower.ends_with(end))
        // `rapport_2026_slutlig` is a file, too.
        || (words == 1 && text.contains('_'));
    let is_empty = EMPTY.iter().any(|start| lower.starts_with(start) && words <= 2);
    !is_file && !is_empty && text.chars().filter(|c| c.is_alphabetic()).count() >= 4
}

/// Logins of one word are no names.
fn is_a_name(text: &str) -> bool {
    text.split_whitespace().count() >= 2 && text.chars().count() <= 100 && !text.contains('\\')
}

/// `D:20261121083000+01'00'` in RFC 3339; shorter forms are days.
fn moment(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches("D:");
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (numbers, zone) = text.split_at_checked(digits)?;
    let part = |from: usize, to: usize| numbers.get(from..to);
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let (Some(hour), Some(minute)) = (part(8, 10), part(10, 12)) else {
        return date::parse_keeping_offset(&format!("{year}-{month}-{day}"));
    };
    let second = part(12, 14).unwrap_or("00");
    let zone = zone.trim().replace('\'', ":");
    let zone = zone.trim_end_matches(':');
    let zone = if zone.is_empty() || zone.starts_with('Z') { "Z" } else { zone };
    let zone = if zone.len() == 3 { format!("{zone}:00") } else { zone.to_owned() };
    date::parse_keeping_offset(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}{zone}"))
}

/// The largest line of the first page with letters larger than those of the text, else its first.
pub(super) fn headline(sheets: &[Sheet], body: f32) -> Option<String> {
    let sheet = sheets.iter().find(|sheet| !sheet.lines.is_empty())?;
    let words = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() >= 4;
    let mut lines = sheet.lines.iter().enumerate().filter(|(_, line)| words(&line.text));
    let largest = lines
        .clone()
        .max_by(|(at, one), (later, other)| one.size.total_cmp(&other.size).then(later.cmp(at)))?;
    if largest.1.size <= body * HEADLINE {
        let (_, first) = lines.next()?;
        return Some(first.text.chars().take(LONGEST_TITLE_CHARACTERS).collect());
    }
    let mut title = String::new();
    for line in sheet.lines.iter().skip(largest.0).take(MOST_TITLE_LINES) {
        if (line.size - largest.1.size).abs() > 0.5 || title.len() > LONGEST_TITLE_CHARACTERS {
            break;
        }
        if title.is_empty() {
            title.clone_from(&line.text);
        } else {
            super::block::join(&mut title, &line.text);
        }
    }
    Some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read() {
        for (text, expected) in [
            ("D:20261121083000+01'00'", Some("2026-11-21T08:30:00+01:00")),
            ("D:20261121083000+01'00", Some("2026-11-21T08:30:00+01:00")),
            ("D:20261121083000Z", Some("2026-11-21T08:30:00Z")),
            ("D:20261121083000", Some("2026-11-21T08:30:00Z")),
            ("D:20261121", Some("2026-11-21")),
            ("20261121083000-05'30'", Some("2026-11-21T08:30:00-05:30")),
            ("D:2026", None),
            ("Sat Nov 21", None),
        ] {
            let read = moment(text).map(|text| text.replace("+00:00", "Z"));
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn names_of_files_are_no_titles() {
        for (text, expected) in [
            ("Slutrapport för gröna tak", true),
            ("Microsoft Word - slutrapport.docx", false),
            ("slutrapport.doc", false),
            ("Untitled", false),
            ("rapport_2026_v3", false),
            ("Protokoll 2026-11-21", true),
            ("12/26", false),
        ] {
            assert_eq!(is_a_title(text), expected, "{text}");
        }
    }
}

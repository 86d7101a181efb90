//! What a file is, told by what it holds and not by its name.

use crate::markup;

use super::looks;

/// So much of a file is looked at.
const LOOK_BYTES: usize = 16 * 1024;
/// Headers of a mail stand in its first lines.
const HEADER_LINES: usize = 60;

/// What a file is to be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// RSS, Atom or JSON Feed.
    Feed,
    Page,
    Pdf,
    Mail,
    /// One JSON object to a line, as an export writes them.
    Lines,
    /// Something else.
    Other,
}

/// Looks at the beginning of a file.
pub fn nature(bytes: &[u8]) -> Nature {
    let start = bytes.get(..LOOK_BYTES).unwrap_or(bytes);
    if start.get(..1024).unwrap_or(start).windows(5).any(|five| five == b"%PDF-") {
        return Nature::Pdf;
    }
    let text = markup::decode(start, None).text;
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.starts_with(['{', '[']) {
        return json(text);
    }
    if text.contains('\0') {
        return Nature::Other;
    }
    if is_mail(text) {
        return Nature::Mail;
    }
    let Some(root) = looks::root(text) else { return Nature::Other };
    let root = root.to_ascii_lowercase();
    let local = root.rsplit(':').next().unwrap_or_default();
    match local {
        "rss" | "rdf" | "feed" | "channel" => Nature::Feed,
        _ if PAGE_TAGS.contains(&local) || text.to_ascii_lowercase().contains("<html") => {
            Nature::Page
        }
        _ => Nature::Other,
    }
}

/// What a page may begin with; some are saved without `<html>`.
const PAGE_TAGS: [&str; 22] = [
    "html", "head", "body", "title", "meta", "link", "base", "script", "style", "div", "main",
    "article", "section", "header", "p", "h1", "h2", "table", "ul", "a", "span", "center",
];

fn json(text: &str) -> Nature {
    let line = text.lines().next().unwrap_or_default();
    if text.contains("jsonfeed.org") || text.contains("\"items\"") {
        Nature::Feed
    } else if line.contains("\"id\"") && line.contains("\"source\"") {
        Nature::Lines
    } else {
        Nature::Other
    }
}

/// Begins with lines `Name: value`, of which some are those of a mail.
fn is_mail(text: &str) -> bool {
    const NAMES: [&str; 10] = [
        "from",
        "to",
        "date",
        "subject",
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "delivered-to",
        "content-type",
    ];
    let mut known = 0;
    for (number, line) in text.lines().take(HEADER_LINES).enumerate() {
        if line.is_empty() {
            break;
        }
        // Mail folders begin each mail with a line of their own.
        if line.starts_with([' ', '\t']) || (number == 0 && line.starts_with("From ")) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_graphic()) {
            return false;
        }
        known += usize::from(NAMES.contains(&name.to_ascii_lowercase().as_str()));
    }
    known >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart_by_what_they_hold() {
        for (text, expected) in [
            ("<?xml version='1.0'?><!-- x --><rss version='2.0'>", Nature::Feed),
            ("\u{feff}<feed xmlns='http://www.w3.org/2005/Atom'>", Nature::Feed),
            ("<rdf:RDF xmlns:rdf='x'>", Nature::Feed),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}", Nature::Feed),
            (
                "<!DOCTYPE html>\n<!-- saved from url=(0023)http://a.example/ -->\n<html>",
                Nature::Page,
            ),
            ("<p>Only a paragraph", Nature::Page),
            ("%PDF-1.7\n", Nature::Pdf),
            (
                "Return-Path: <a@b.example>\r\nSubject: Hej\r\nFrom: a@b.example\r\n\r\nText",
                Nature::Mail,
            ),
            ("From a@b.example Fri\nSubject: Hej\nDate: x\n\nText", Nature::Mail),
            ("{\"id\":\"a1\",\"source\":\"lund\",\"title\":\"Hej\"}\n", Nature::Lines),
            ("<svg xmlns='x'/>", Nature::Other),
            ("<urlset>", Nature::Other),
            ("Note: this is text\n\nand more", Nature::Other),
            ("", Nature::Other),
        ] {
            assert_eq!(nature(text.as_bytes()), expected, "{text}");
        }
    }
}

//! Markup that parsers of HTML take too long for, though it is small: known before any sees it.

use super::plain::to_text;

/// Writers of HTML look through the rest of a text again at each sign that they escape: their work
/// is the product of both. More than this was measured to take seconds.
const MOST_ESCAPING: u64 = 50_000_000_000;
/// Parsers compare each attribute with all earlier ones of its tag. The squares of their counts add
/// up to less than this in whatever people write: it is 200,000 tags with fifteen attributes each.
const MOST_COMPARING: u64 = 50_000_000;

/// Whether a tree of this would take too long to build or to write.
pub(super) fn is_tangled(html: &str) -> bool {
    let escaped = html.bytes().filter(|byte| is_escaped(*byte)).count() as u64;
    escaped.saturating_mul(html.len() as u64) > MOST_ESCAPING
        || comparing(html.as_bytes()) > MOST_COMPARING
}

/// The text of it, without anything that would have to be escaped.
pub(super) fn untangled(html: &str) -> String {
    let text = to_text(html);
    text.replace(|letter: char| matches!(letter, '&' | '<' | '>' | '\u{80}'..='\u{bf}'), " ")
}

/// `&`, and the first byte of a space that does not break.
fn is_escaped(byte: u8) -> bool {
    matches!(byte, b'&' | 0xC2)
}

/// How much the attributes of all tags have to be compared.
fn comparing(html: &[u8]) -> u64 {
    let mut sum = 0_u64;
    let mut at = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.iter().position(|b| *b == b'<')) {
        at += found + 1;
        if html.get(at).is_some_and(u8::is_ascii_alphabetic) {
            let (attributes, length) = attributes(html.get(at..).unwrap_or_default());
            sum = sum.saturating_add(attributes.saturating_mul(attributes));
            at += length;
        }
    }
    sum
}

/// How many attributes a tag may have, and how long it is. Each is parted from the one before by
/// white space, a slash or the end of a quoted value.
fn attributes(tag: &[u8]) -> (u64, usize) {
    let mut count = 0;
    let mut quote = None;
    // The name of the tag is none.
    let mut last = b'n';
    for (at, byte) in tag.iter().copied().enumerate() {
        let is_gap = byte.is_ascii_whitespace() || matches!(byte, b'/' | b'=');
        let was_gap = last.is_ascii_whitespace() || matches!(last, b'/' | b'"' | b'\'');
        match quote {
            Some(open) if open == byte => quote = None,
            Some(_) => continue,
            None if byte == b'>' => return (count, at),
            None if matches!(byte, b'"' | b'\'') && last == b'=' => quote = Some(byte),
            None if !is_gap && was_gap => count += 1,
            None => {}
        }
        // White space around `=` belongs to its attribute.
        if !(byte.is_ascii_whitespace() && last == b'=') {
            last = byte;
        }
    }
    (count, tag.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_as_parsers_do() {
        for (tag, expected) in [
            ("a>", 0),
            ("a href=\"x\" b>", 2),
            ("a href = 'x y > z' b/c>", 3),
            ("a b=\"1\"c=\"2\">", 2),
            ("a b=1", 1),
        ] {
            assert_eq!(attributes(tag.as_bytes()).0, expected, "{tag}");
        }
    }

    #[test]
    fn usual_pages_are_not_tangled() {
        let row = "<tr class=\"a\" id='b' data-x=\"1\"><td>&nbsp;</td><td>A&amp;B «c»</td></tr>";
        assert!(!is_tangled(&row.repeat(2_000)));
    }

    #[test]
    fn what_takes_long_is_reduced_to_its_text() {
        let many = (0..30_000).map(|number| format!(" a{number}=b")).collect::<Vec<_>>().concat();
        for (html, text) in [
            (format!("<p>Hej{}", "&am".repeat(300_000)), "Hej"),
            (format!("<p>Hej{}", "\u{a0}".repeat(300_000)), "Hej"),
            (format!("<a{many}>Hej</a>"), "Hej"),
            (format!("<a b=\">\"{many}>Hej</a>"), "Hej"),
        ] {
            assert!(is_tangled(&html));
            let untangled = untangled(&html);
            assert!(untangled.starts_with(text) && !untangled.contains(['<', '&']));
        }
    }
}
